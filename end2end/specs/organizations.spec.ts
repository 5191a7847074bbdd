// The tree of organizations and their pages, by role.

import { expect, test, type Page } from "../harness/test.ts";

const picture = (page: Page) => page.getByRole("region", { name: "Picture of the tree; scrolls" });
const chosen = (page: Page) => page.getByRole("complementary", { name: "Chosen organization" });
const node = (page: Page, code: string) => picture(page).locator(`.map-node[data-code="${code}"]`);

test("an administrator unfolds, folds, chooses and searches the tree, and the address says it", async ({ page, signIn }) => {
  await signIn("ana");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Organizations" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Organizations" })).toBeVisible();
  await expect(node(page, "harbour")).toContainText("Harbour Clinic");
  await expect(node(page, "harbour")).toContainText(/\d+ people/);
  await expect(node(page, "learning-centre")).toContainText("Closed");

  await picture(page).getByRole("link", { name: /^Fold .*Aster North/ }).click();
  await expect(node(page, "harbour")).toHaveCount(0);
  await expect(page).toHaveURL(/shut=aster-north/);
  await page.goBack();
  await expect(node(page, "harbour")).toBeVisible();

  await node(page, "harbour").click();
  await expect(chosen(page).getByRole("heading", { name: "Harbour Clinic" })).toBeVisible();
  await expect(chosen(page)).toContainText("from Aster Health");
  await expect(node(page, "harbour")).toHaveAttribute("aria-current", "true");

  await page.getByRole("searchbox", { name: "Find an organization" }).fill("palm");
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Found" }).getByRole("link", { name: /Palm Court Clinic/ }).click();
  await expect(chosen(page).getByRole("heading", { name: "Palm Court Clinic" })).toBeVisible();
  await expect(page).toHaveURL(/at=palm-court/);

  await chosen(page).getByRole("link", { name: "Open" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Palm Court Clinic" })).toBeVisible();
});

test("the picture is gone through with the keyboard alone, and the list says the same", async ({ page, signIn }) => {
  await signIn("ana");
  await page.goto("/organizations");
  await node(page, "harbour").focus();
  await page.keyboard.press("Enter");
  await expect(chosen(page).getByRole("heading", { name: "Harbour Clinic" })).toBeVisible();
  const drawn = await picture(page).locator(".map-node .map-name").allTextContents();
  await page.getByRole("link", { name: "List", exact: true }).click();
  await expect(picture(page)).toBeHidden();
  const listed = page.getByRole("list", { name: "Tree" }).locator(".tree-row bdi");
  await expect(listed).toHaveCount(drawn.length);
});

test("the picture is dragged with the mouse and made larger", async ({ page, signIn }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await signIn("ana");
  await page.goto("/organizations");
  await expect(node(page, "aster")).toBeVisible();
  const width = () => picture(page).locator("svg").first().evaluate((svg) => svg.getBoundingClientRect().width);
  const before = await width();
  await page.getByRole("button", { name: "Larger" }).click();
  await expect.poll(width).toBeGreaterThan(before);
  const box = (await picture(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 150, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => picture(page).evaluate((region) => region.scrollLeft)).toBeGreaterThan(50);
});

test("an End Users Manager sees the own organization alone, and no settings", async ({ page, signIn, complaints }) => {
  await signIn("omar");
  await page.goto("/organizations");
  await expect(picture(page).locator(".map-node")).toHaveCount(1);
  await page.goto("/organizations/harbour");
  await expect(page.getByRole("heading", { level: 1, name: "Harbour Clinic" })).toBeVisible();
  await expect(page.getByText("Your roles here do not show the settings.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Change the name" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Change the state" })).toHaveCount(0);
  complaints.provoke(/403/);
  await page.goto("/organizations/harbour/settings/user_move");
  await expect(page.getByRole("main")).toContainText("not");
  complaints.provoke(/404/);
  await page.goto("/organizations/riverside");
  await expect(page.getByRole("main")).not.toContainText("Riverside Campus");
});

test("who has no role there finds no organizations at all", async ({ page, signIn, complaints }) => {
  await signIn("carla");
  complaints.provoke(/40[34]/);
  await page.goto("/organizations/riverside");
  await expect(page.getByRole("main")).not.toContainText("Riverside Campus");
});

test("an administrator renames, suspends and acts in an organization", async ({ page, signIn, rest }) => {
  await signIn("ana");
  await page.goto("/organizations/lakeside");
  await page.getByLabel("Name", { exact: true }).fill("Lakeside Health Clinic");
  const name = page.locator("section").filter({ has: page.getByRole("heading", { name: "Change the name" }) });
  await name.getByRole("button", { name: "Save" }).click();
  await expect(name.getByRole("alert")).toContainText("Saved.");
  await expect(page.getByRole("heading", { level: 1, name: "Lakeside Health Clinic" })).toBeVisible();

  const state = page.locator("section").filter({ has: page.getByRole("heading", { name: "Change the state" }) });
  await state.getByRole("radio", { name: /Suspended/ }).check();
  await expect(state).toContainText("It stays among the available organizations");
  await state.getByRole("button", { name: "Save" }).click();
  await expect(state.getByRole("alert")).toContainText("Saved.");
  const stored = await rest("ana").get("organizations/lakeside");
  expect([stored.body.name, stored.body.status]).toEqual(["Lakeside Health Clinic", "suspended"]);

  await page.getByRole("button", { name: /Act in Lakeside Health Clinic/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lakeside Health Clinic" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toContainText("Lakeside Health Clinic");
});

test("two administrators who rename at once: the second is told, and nothing is overwritten", async ({ page, signIn, anotherBrowser }) => {
  await signIn("ana");
  await page.goto("/organizations/lakeside");
  const other = await anotherBrowser();
  await signIn("nils", other);
  await other.goto("/organizations/lakeside");
  const save = (at: Page) => at.locator("section").filter({ has: at.getByRole("heading", { name: "Change the name" }) });
  await other.getByLabel("Name", { exact: true }).fill("Lake House");
  await save(other).getByRole("button", { name: "Save" }).click();
  await expect(save(other).getByRole("alert")).toContainText("Saved.");
  await page.getByLabel("Name", { exact: true }).fill("Lakeside One");
  await save(page).getByRole("button", { name: "Save" }).click();
  const told = save(page).getByRole("alert");
  await expect(told).toContainText("Somebody else changed this meanwhile.");
  await expect(told.getByRole("row", { name: /Name/ })).toContainText("Lake House");
  await expect(page.getByLabel("Name", { exact: true }), "what was typed is kept").toHaveValue("Lakeside One");
  await expect(page.getByRole("heading", { level: 1, name: "Lake House" }), "and shown as it is now").toBeVisible();
});

test("a system administrator makes an enterprise and an organization below it", async ({ page, signIn, rest, complaints }) => {
  complaints.provoke(/422/);
  await signIn("sys");
  await page.goto("/organizations");
  await expect(page.getByRole("main")).toContainText("Tidewater Cloud");
  await page.getByRole("link", { name: "New organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New organization" })).toBeVisible();
  await page.getByLabel("Below which organization", { exact: true }).selectOption({ label: "Aster Health" });
  await page.getByLabel("Name", { exact: true }).fill("Aster West");
  await page.getByLabel("Code", { exact: true }).fill("Aster West");
  await page.getByRole("button", { name: "Make the organization" }).click();
  await expect(page.getByRole("main")).toContainText("A code has 1 to 80 small letters");
  await page.getByLabel("Code", { exact: true }).fill("aster-west");
  await page.getByRole("button", { name: "Make the organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Aster West" })).toBeVisible();

  await page.getByRole("link", { name: "New organization below" }).click();
  await expect(page.getByLabel("Below which organization", { exact: true })).toHaveValue("aster-west");
  await page.getByLabel("Name", { exact: true }).fill("Pier Clinic");
  await page.getByLabel("Code", { exact: true }).fill("pier");
  await page.getByRole("button", { name: "Make the organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Pier Clinic" })).toBeVisible();
  const made = await rest("ana").get("organizations/pier");
  expect(made.body.above.map((place: { code: string }) => place.code)).toEqual(["aster", "aster-west"]);
});
