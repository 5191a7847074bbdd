// Settings by subject: uniqueness until it is enabled, available organizations, positions, subscriptions, the look,
// and two people who save at once.

import { MoveScreen } from "../harness/move-screen.ts";
import { expect, holdAnswers, test, type Page } from "../harness/test.ts";

const bar = (page: Page) => page.getByRole("region", { name: "Save" });
const save = async (page: Page) => {
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(bar(page)).toContainText("Saved.");
};
const choices = (page: Page) => page.getByRole("list", { name: "Available organizations" });

test("a readiness run finds duplicates; corrected, it passes, is enabled and saved", async ({ page, signIn, rest }) => {
  await signIn("ana");
  await page.goto("/organizations/aster/settings/user_move");
  await page.getByRole("switch", { name: "Require user uniqueness" }).uncheck();
  await save(page);
  const twin = async (home: string) => {
    const made = await rest("ana").post(`users?acting_in=${home}`, { username: "robin.twin", home, given: "Robin", surname: `Twin of ${home}` });
    expect(made.status, made.text).toBe(201);
    return made;
  };
  await twin("harbour");
  const second = await twin("palm-court");

  await page.reload();
  await expect(page.getByRole("switch", { name: "Require user uniqueness" })).toHaveCount(0);
  await page.getByRole("button", { name: "Check readiness" }).click();
  await expect(page.getByRole("alert").getByText("Duplicate users found")).toBeVisible();
  const table = page.getByRole("table", { name: "Duplicate users found" });
  await expect(table.getByRole("row", { name: /robin\.twin/ })).toHaveCount(2);
  await expect(table).toContainText("Palm Court Clinic");
  await expect(page.getByRole("checkbox", { name: "Enable", exact: true })).toHaveCount(0);
  const file = await page.request.get((await page.getByRole("link", { name: "Export" }).getAttribute("href"))!);
  expect(file.headers()["content-type"]).toContain("text/csv");
  expect((await file.text()).split("\n").filter((line) => line.includes("robin.twin"))).toHaveLength(2);

  const corrected = await rest("ana").patch(`users/${second.body.id}?acting_in=palm-court`, { username: "robin.other" }, second.body.revision);
  expect(corrected.status, corrected.text).toBe(200);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText("Check passed").first()).toBeVisible();
  await page.getByRole("checkbox", { name: "Enable", exact: true }).check();
  await expect(bar(page)).toContainText("1 change is not saved");
  await save(page);
  await expect(page.getByRole("switch", { name: "Require user uniqueness" })).toBeChecked();
  const stored = await rest("ana").get("organizations/aster/settings/user_move");
  expect(stored.body.require_user_uniqueness).toBe(true);
});

test("the available organizations are filtered, chosen and saved while an end user looks", async ({ page, signIn, anotherBrowser, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();

  const other = await anotherBrowser();
  await signIn("ana", other);
  await other.goto("/organizations/aster/settings/user_move");
  await expect(other.getByRole("main")).toContainText("1 more is chosen that is not active");
  await other.getByRole("searchbox", { name: "Filter organizations" }).fill("lakeside");
  await expect(choices(other).getByRole("listitem")).toHaveCount(1);
  await choices(other).getByRole("checkbox").uncheck();
  await save(other);

  await screen.continue().click();
  await expect(screen.dialog()).toContainText("Lakeside Clinic no longer takes part in moves");
  expect(await rest("dana").home("dana")).toBe("harbour");
  const stored = await rest("ana").get("organizations/aster/settings/user_move");
  expect(stored.body.available_organizations).not.toContain("lakeside");
  expect(stored.body.available_organizations, "what is closed stays, unseen").toContain("learning-centre");
});

test("Select all is a snapshot: what is made later is not chosen", async ({ page, signIn, rest }) => {
  await signIn("ana");
  await page.goto("/organizations/aster/settings/user_move");
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await save(page);
  const made = await rest("sys").post("organizations", { code: "later", kind: "suborganization", parent: "aster-north", name: "Later Clinic" });
  expect(made.status, made.text).toBe(201);
  await page.reload();
  await expect(choices(page).getByRole("checkbox", { name: /Later Clinic/ })).not.toBeChecked();
  await expect(choices(page).getByRole("checkbox", { name: /Mangrove Hospice/ })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Select all" })).not.toBeChecked();
});

test("what the super enterprise decides is shown below it with its origin and cannot be changed", async ({ page, signIn, anotherBrowser }) => {
  await signIn("nils");
  await page.goto("/organizations/aster-north/settings/user_move");
  await expect(page.getByText("Aster Health decides this for everything below it.")).toBeVisible();
  await expect(page.getByRole("switch", { name: "Enable user move" })).toHaveCount(0);
  await expect(page.getByRole("main").getByText("from Aster Health").first()).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "from Aster Health" }), "out of view, so no way there").toHaveCount(0);
  const above = await anotherBrowser();
  await signIn("ana", above);
  await above.goto("/organizations/aster-north/settings/user_move");
  await expect(above.getByRole("main").getByRole("link", { name: "from Aster Health" }).first()).toHaveAttribute("href", "/organizations/aster/settings/user_move");
  // The own opt-in is the enterprise's own.
  await page.getByRole("switch", { name: "User move for end users" }).uncheck();
  await save(page);
  await page.goto("/organizations/aster-north/settings/subscriptions");
  await expect(page.getByRole("main")).toContainText("from Aster Health");
  await expect(bar(page)).toHaveCount(0);
});

test("two administrators who save at once: what each ticked is put together, and the second is told", async ({ page, signIn, anotherBrowser, rest }) => {
  await signIn("ana");
  await page.goto("/organizations/aster/settings/user_move");
  const other = await anotherBrowser();
  await signIn("ana", other);
  await other.goto("/organizations/aster/settings/user_move");

  await choices(page).getByRole("checkbox", { name: /Mangrove Hospice/ }).check();
  await page.getByLabel(/Days in which/).fill("14");
  await page.getByLabel(/Days in which/).blur();
  await choices(other).getByRole("checkbox", { name: /Lakeside Clinic/ }).uncheck();
  await other.getByLabel(/Days in which/).fill("7");
  await other.getByLabel(/Days in which/).blur();
  await save(other);

  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody else changed this meanwhile.").first()).toBeVisible();
  const told = page.getByRole("table", { name: "Somebody else changed this meanwhile." });
  await expect(told.getByRole("row", { name: /Available organizations/ })).toContainText(/removed: .?Lakeside Clinic/);
  await expect(told.getByRole("row", { name: /Days in which/ })).toContainText("14");
  const unchanged = await rest("ana").get("organizations/aster/settings/user_move");
  expect(unchanged.body.undo_days, "nothing was overwritten").toBe(7);
  await expect(page.getByLabel(/Days in which/), "what was typed is kept").toHaveValue("14");

  await save(page);
  const stored = await rest("ana").get("organizations/aster/settings/user_move");
  expect(stored.body.undo_days).toBe(14);
  expect(stored.body.available_organizations).toContain("mangrove");
  expect(stored.body.available_organizations).not.toContain("lakeside");
});

test("positions rebuilt while people are away: those who come back stand where they were, or at the root", async ({ page, signIn, rest }) => {
  const moved = async (user: string, destination: string) => {
    const request = { subject: user, destination, acting_in: "aster" };
    const plan = await rest("ana").post("moves/plan", request);
    expect(plan.status, plan.text).toBe(200);
    const codes = [...new Set([...plan.text.matchAll(/"code":"([a-z0-9-]+)"/g)].map((match) => match[1]))];
    const done = await rest("ana").post("moves", { ...request, digest: plan.body.digest, acknowledged: codes }, { "Idempotency-Key": `${user}-${destination}` });
    expect(done.status, done.text).toBe(201);
  };
  await moved("ben.okafor", "lakeside");
  await moved("elif.kaya", "lakeside");

  await signIn("grace");
  await page.goto("/organizations/harbour/settings/hierarchy");
  const row = (name: string) => page.getByRole("list", { name: "Positions" }).getByRole("listitem").filter({ has: page.locator(".position-name > bdi", { hasText: new RegExp(`^${name}$`) }) });
  await page.getByRole("button", { name: "Edit: Triage" }).click();
  // The field of the opened row, and never that of a new position below, which has the same label.
  await page.locator(".position-edit").getByLabel("Name of the position").fill("Assessment");
  await page.getByRole("button", { name: "Remove: Reception" }).click();
  await expect(row("Reception")).toContainText("will be deleted");
  await expect(bar(page)).toContainText(/stands? at Harbour Clinic afterwards/);
  await page.locator("#new-position").fill("Garden");
  await page.locator("#new-position-above").selectOption({ label: "Ward" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(row("Garden")).toContainText("new");
  await expect(bar(page)).toContainText("3 changes are not saved");
  await save(page);
  await expect(row("Assessment")).toBeVisible();
  await expect(row("Reception")).toHaveCount(0);

  await moved("ben.okafor", "harbour");
  await moved("elif.kaya", "harbour");
  const position = async (user: string) => (await rest("ana").get(`users/${user}`)).body.position;
  expect(JSON.stringify(await position("ben.okafor"))).toContain("Assessment");
  const atRoot = JSON.stringify(await position("elif.kaya"));
  expect(atRoot).toContain("Harbour Clinic");
  expect(atRoot).not.toContain("Reception");
});

test("a position that was required shows as such, and a name that is there already is told", async ({ page, signIn, rest, complaints }) => {
  complaints.provoke(/422/);
  await signIn("grace");
  await page.goto("/organizations/harbour/settings/hierarchy");
  await page.getByRole("switch", { name: "Everybody must hold a position" }).check();
  await page.locator("#new-position").fill("Triage");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("There is a position of this name already.").first()).toBeVisible();
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("main")).toContainText("This position is there already");
  await page.getByRole("button", { name: "Remove: Triage" }).last().click();
  await save(page);
  expect((await rest("grace").get("organizations/harbour/settings/hierarchy")).body.required).toBe(true);
});

test("switching subscriptions off says how many end, and only a system administrator does it", async ({ page, signIn, anotherBrowser, rest }) => {
  await signIn("ana");
  await page.goto("/organizations/aster/settings/subscriptions");
  await expect(page.getByRole("switch", { name: "Organization subscriptions" })).toBeDisabled();
  await expect(page.getByText("Only a system administrator switches this.")).toBeVisible();

  const other = await anotherBrowser();
  await signIn("sys", other);
  await other.goto("/organizations/aster/settings/subscriptions");
  await other.getByRole("switch", { name: "Organization subscriptions" }).uncheck();
  await expect(other.getByRole("alert")).toContainText(/ends \d+ subscriptions at once/);
  await save(other);
  expect((await rest("ana").get("organizations/aster/settings/subscriptions")).body.organization_subscriptions).toBe(false);
});

test("a colour is previewed as it is typed, saved, and refused where it is none", async ({ page, signIn, rest, complaints }) => {
  complaints.provoke(/422/);
  await signIn("grace");
  await page.goto("/organizations/harbour/settings/look");
  const swatch = page.getByRole("group", { name: "Preview" }).locator(".look-swatch").first();
  const ground = () => swatch.locator(".button").evaluate((button) => getComputedStyle(button).backgroundColor);
  const before = await ground();
  await page.getByLabel("Colour as #rrggbb").fill("#ffff00");
  await expect.poll(ground).not.toBe(before);
  await save(page);
  expect((await rest("grace").get("organizations/harbour/settings/look")).body.accent).toBe("#ffff00");
  await page.getByLabel("Colour as #rrggbb").fill("#12");
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("main")).toContainText("This is not a colour.");
});

test("what is typed while Save is on its way waits for the next one, and is not left without a question", async ({ page, signIn, rest }) => {
  await signIn("grace");
  await page.goto("/organizations/harbour/settings/look");
  const colour = page.getByLabel("Colour as #rrggbb");
  await colour.fill("#112233");
  const answer = await holdAnswers(page, "**/api/organizations/settings/save*");
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(bar(page).getByRole("button", { name: "Saving" })).toBeVisible();
  await colour.fill("#445566");
  answer();
  await expect(bar(page).getByRole("button", { name: "Saving" })).toHaveCount(0);
  await expect(bar(page)).toContainText("1 change is not saved");
  await expect(colour).toHaveValue("#445566");
  expect((await rest("grace").get("organizations/harbour/settings/look")).body.accent).toBe("#112233");
  const question = page.waitForEvent("dialog");
  await page.evaluate(() => void setTimeout(() => location.reload(), 0));
  const asked = await question;
  expect(asked.type()).toBe("beforeunload");
  await asked.dismiss();
  await expect(colour).toHaveValue("#445566");
  await save(page);
  expect((await rest("grace").get("organizations/harbour/settings/look")).body.accent).toBe("#445566");
});

test("a logo is handed in, seen by who lives there, and taken away", async ({ page, signIn, anotherBrowser, rest }) => {
  const dana = await anotherBrowser();
  await signIn("dana", dana);
  const brand = dana.locator("header .brand");
  await expect(brand.locator("img")).toHaveCount(0);
  await signIn("grace");
  const handIn = async (name: string, mimeType: string, text: string) => {
    await page.goto("/organizations/harbour/settings/look");
    await page.getByLabel("Picture").setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Upload" }).click();
  };
  await handIn("a.txt", "text/plain", "no picture");
  await expect(page.getByRole("alert")).toContainText("This is no picture that can be a logo.");
  await handIn("a.svg", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`);
  await expect(page.getByRole("alert")).toContainText("This SVG holds more than a drawing");
  await handIn("a.svg", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 8"><rect width="24" height="8" fill="#0b7285"/></svg>`);
  await expect(page.getByText("The logo is saved.")).toBeVisible();
  const address = (await rest("grace").get("organizations/harbour/settings/look")).body.logo as string;
  expect(address).toMatch(/^\/logos\/[0-9a-f]{64}\.svg$/);
  const served = await page.request.get(address);
  expect(served.headers()["content-type"]).toBe("image/svg+xml; charset=utf-8");
  expect(served.headers()["cache-control"]).toContain("immutable");
  expect(served.headers()["content-security-policy"]).toContain("default-src 'none'");
  await dana.goto("/profile");
  await expect(brand.locator("img")).toHaveAttribute("src", address);
  expect(await brand.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.goto("/organizations/harbour/settings/look");
  await page.getByRole("button", { name: "Remove the logo" }).click();
  await save(page);
  await dana.goto("/profile");
  await expect(brand.locator(".house")).toBeVisible();
  await expect(brand.locator("img")).toHaveCount(0);
});

test("an administrator of an organization reads its opt-in and changes it; the rest is decided above", async ({ page, signIn, rest }) => {
  await signIn("grace");
  await page.goto("/organizations/harbour/settings/user_move");
  await expect(page.getByRole("switch", { name: "Enable user move" })).toHaveCount(0);
  await page.getByRole("switch", { name: "User move for end users" }).uncheck();
  await bar(page).getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("switch", { name: "User move for end users" })).toBeChecked();
  await page.getByRole("switch", { name: "User move for end users" }).focus();
  await page.keyboard.press("Space");
  await save(page);
  expect((await rest("grace").get("organizations/harbour/settings/user_move")).body.user_move_for_end_users).toBe(false);
});

test("an Organization Administrator reads what is decided above, and is led nowhere that is not there", async ({ page, signIn, rest }) => {
  await signIn("grace");
  await page.goto("/organizations/harbour/settings/user_move");
  const decided = page.getByRole("region", { name: "User move" });
  await expect(decided).toContainText("Aster Health decides this for everything below it.");
  await expect(decided.locator(".setting").filter({ hasText: "Enable user move" })).toContainText("On");
  await rest("ana").patchSettings("aster", "user_move", { user_move_enabled: false });
  await page.reload();
  await expect(decided.locator(".setting").filter({ hasText: "Enable user move" })).toContainText("Off");
  await expect(page.getByRole("switch")).toHaveCount(1);
  await page.goto("/organizations/harbour/settings/subscriptions");
  await expect(page.getByRole("region", { name: "Subscriptions" })).toContainText("On");
  for (const address of ["/organizations/harbour", "/organizations/harbour/settings/user_move", "/organizations/harbour/settings/subscriptions"]) {
    await page.goto(address);
    await expect(page.locator(".crumbs")).toContainText("Aster Health");
    const links = await page.getByRole("main").locator("a[href^='/organizations/']").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    for (const link of new Set(links)) {
      expect((await page.request.get(link)).status(), link).toBe(200);
    }
  }
});
