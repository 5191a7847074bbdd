// Why?: for any person, destination and actor in view, who decides, what counts, and what every rule says.

import { panel } from "../harness/move-screen.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "../harness/test.ts";

const answer = "The answer";

test("an operator asks from the page of a person, and reads every rule", async ({ page, signIn, isTakenOver }) => {
  await signIn("omar");
  await page.goto("/users/carla.mendes");
  await page.getByRole("main").getByRole("link", { name: "Why?" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Why?" })).toBeVisible();
  await isTakenOver();
  await expect(page.getByLabel("Who is to move")).toHaveValue("carla.mendes");
  await page.getByRole("combobox", { name: "To which organization" }).fill("lake");
  await page.getByRole("option", { name: "Lakeside Clinic" }).click();
  await page.getByRole("button", { name: "Show why" }).click();
  await expect(page).toHaveURL(/person=carla\.mendes&to=lakeside/);
  const told = panel(page, answer);
  await expect(told).toContainText("Carla Mendes");
  await expect(told).toContainText("Harbour Clinic");
  await expect(told).toContainText("the list and User Move bind them");
  await expect(told.locator("[data-code=user-locked]")).toBeVisible();
  await expect(panel(page, "Keys where they act")).toContainText("End Users Manager");
  await expect(panel(page, "What counts")).toContainText("Aster Health");
  const rules = page.getByRole("table", { name: "Every rule" });
  await expect(rules.locator("[data-rule]")).toHaveCount(34);
  await expect(rules.locator("[data-rule=subject_is_not_locked]")).toContainText("Carla");
  await expect(rules.locator("[data-rule=destination_is_active]")).toContainText("–");
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 740 });
  await expectNoSidewaysScroll(page);
});

test("an administrator asks for somebody else, who moves alone or is an operator", async ({ page, signIn }) => {
  await signIn("ana");
  await page.goto("/why?person=dana&to=lakeside&actor=dana");
  await expect(panel(page, answer)).toContainText("They move themselves");
  await page.goto("/why?person=dana&to=palm-court&actor=omar");
  await expect(panel(page, answer)).toContainText("bind them");
  await page.goto("/why?person=dana&to=palm-court&actor=bella");
  await expect(panel(page, answer)).toContainText("out of their view");
  await expect(panel(page, answer)).toContainText("Cannot");
  await expect(page.getByRole("table", { name: "Every rule" })).toHaveCount(0);
});

test("who or what is out of view is as if it were not there", async ({ page, signIn, complaints, anotherBrowser }) => {
  await signIn("omar");
  for (const address of ["/why?person=bella&to=lakeside", "/why?person=nobody&to=lakeside", "/why?person=dana&to=lakeside&actor=ana"]) {
    await page.goto(address);
    await expect(page.getByRole("alert")).toContainText("is not there, or you cannot see them");
    await expect(panel(page, answer)).toHaveCount(0);
  }
  const other = await anotherBrowser();
  await signIn("elif", other);
  complaints.provoke(/403/);
  await other.goto("/why");
  await expect(other.locator(".state[data-kind=refused]")).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the question is a plain form", async ({ page, signIn }) => {
    await signIn("omar");
    await page.goto("/why?person=dana");
    await page.getByLabel("To which organization").fill("riverside");
    await page.getByRole("button", { name: "Show why" }).click();
    await expect(panel(page, answer)).toContainText("Riverside Campus");
  });
});
