// The main story, as it goes on a desk, in the dark and on a phone.

import { MoveScreen, outcome, panel } from "../harness/move-screen.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "../harness/test.ts";

test("Dana chooses a new home, sees what happens, confirms it and arrives", async ({ page, signIn, rest }) => {
  await signIn("dana");
  await expect(panel(page, "Home")).toContainText("Harbour Clinic");
  const screen = new MoveScreen(page);
  await screen.open();
  await expectNoSidewaysScroll(page);

  await screen.row("Lakeside Clinic").click();
  const told = screen.consequences();
  await expect(told.getByText("You can move")).toBeVisible();
  await expect(told.getByText("Nothing changed yet")).toBeVisible();
  await expect(outcome(told, "Changes")).toContainText("Lakeside Clinic");
  await expect(outcome(told, "Moves along")).toContainText("Leo");
  await expect(outcome(told, "Moves along")).toContainText("Mia");
  await expect(outcome(told, "Is lost")).toContainText("Alert Publisher");
  await expect(outcome(told, "Is lost")).toContainText("Moving back does not bring it back.");
  await expect(outcome(told, "Is lost")).toContainText("Kept for a return.");
  await expect(outcome(told, "Changes")).toContainText("Profile field Locker");
  await expect(outcome(told, "Is gained")).toContainText("Alerts and lists of Lakeside Clinic");
  await expect(outcome(told, "Stays")).toContainText("Account");

  await screen.ok().click();
  await expect(screen.dialog()).toBeVisible();
  await expect(screen.dialog().getByRole("heading", { name: "Move your home to Lakeside Clinic?" })).toBeVisible();
  await expect(screen.dialog().locator(".note", { hasText: "Also:" })).toContainText("Pages look different there");
  await expectNoSidewaysScroll(page);
  await screen.acknowledge();
  await screen.continue().click();

  await screen.hasArrivedAt("Lakeside Clinic");
  await expect(outcome(page, "Is lost")).toContainText("Alert Publisher");
  await expect(page.getByRole("button", { name: "Print" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  expect(await rest("dana").home("dana")).toBe("lakeside");

  await page.getByRole("main").getByRole("link", { name: "Open my profile" }).click();
  await expect(panel(page, "Home")).toContainText("Lakeside Clinic");
  await expect(panel(page, "Roles")).not.toContainText("Alert Publisher");
  await expect(panel(page, "History").getByRole("listitem").first()).toContainText("Lakeside Clinic");
  await expect(panel(page, "History").getByRole("listitem").first()).toContainText("Harbour Clinic");
  await expectNoSidewaysScroll(page);
});

test("the pages take the look of the new home at once", async ({ page, signIn }) => {
  await signIn("dana");
  const accent = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--org-accent").trim());
  await expect(page.locator(".brand-name")).toHaveText("Harbour Clinic");
  const before = await accent();
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Riverside Campus");
  await screen.acknowledge();
  await screen.continue().click();
  await screen.hasArrivedAt("Riverside Campus");
  expect(await accent()).toBe("#b5179e");
  expect(before).not.toBe("#b5179e");
});

test("moving back takes up the position from before, but not the role", async ({ page, signIn }) => {
  await signIn("dana");
  const position = await panel(page, "Home").locator("dd").first().innerText();
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();
  await screen.continue().click();
  await screen.hasArrivedAt("Lakeside Clinic");

  await page.getByRole("main").getByRole("link", { name: "Open my profile" }).click();
  await screen.open();
  await screen.choose("Harbour Clinic");
  await screen.acknowledge();
  await screen.continue().click();
  await screen.hasArrivedAt("Harbour Clinic");
  await page.getByRole("main").getByRole("link", { name: "Open my profile" }).click();
  await expect(panel(page, "Home").locator("dd").first()).toHaveText(position);
  await expect(panel(page, "Roles")).not.toContainText("Alert Publisher");

  await panel(page, "History").getByRole("link", { name: "Moved to Lakeside Clinic" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Moved to Lakeside Clinic" })).toBeVisible();
  await expect(outcome(page, "Is lost")).toContainText("Alert Publisher");
  await expect(page.getByText("You live at")).toHaveCount(0);
});

test("going back from the question changes nothing", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.dialog().getByRole("button", { name: "Go back" }).click();
  await expect(screen.dialog()).toBeHidden();
  await expect(screen.radio("Lakeside Clinic")).toBeChecked();
  expect(await rest("dana").home("dana")).toBe("harbour");
});

test("Continue waits until everything is confirmed, and says so", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await expect(screen.continue()).toHaveAttribute("aria-disabled", "true");
  await expect(screen.dialog().locator(".why")).toContainText("left to confirm");
  await screen.continue().click({ force: true });
  await expect(screen.dialog()).toBeVisible();
  expect(await rest("dana").home("dana")).toBe("harbour");

  await screen.acknowledge();
  await expect(screen.dialog().locator(".why")).toContainText("Everything is confirmed.");
});

test("who moved herself takes it back, from the arrival or from the profile", async ({ page, signIn, rest, isTakenOver }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();
  await screen.continue().click();
  await screen.hasArrivedAt("Lakeside Clinic");
  await page.goto("/profile");
  await expect(panel(page, "History").getByRole("link", { name: "Undo the last move" })).toBeVisible();
  await page.goBack();
  await page.getByRole("main").getByRole("link", { name: "Take this move back" }).click();
  const undo = panel(page, "What undoing would do");
  await expect(undo).toContainText("Harbour Clinic");
  await expect(undo).toContainText("Cannot be restored by you");
  await expect(undo.getByRole("button", { name: "Undo now" })).toHaveAttribute("aria-disabled", "true");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  for (const box of await undo.getByRole("checkbox").all()) {
    await box.check();
  }
  await undo.getByRole("button", { name: "Undo now" }).click();
  await screen.hasArrivedAt("Harbour Clinic");
  await isTakenOver();
  expect(await rest("dana").home("dana")).toBe("harbour");
});

test("what an operator did is not one's own to take back", async ({ page, signIn, rest }) => {
  const request = { acting_in: "harbour", as: "operator", subject: "dana", destination: "lakeside" };
  const plan = await rest("omar").post("moves/plan", request);
  const acknowledged = plan.body.findings.map((it: { code: string }) => it.code);
  const done = await rest("omar").post("moves", { ...request, digest: plan.body.digest, acknowledged }, { "Idempotency-Key": "moved" });
  expect(done.status, done.text).toBe(201);
  await signIn("dana");
  await expect(panel(page, "History").getByRole("listitem").first()).toContainText("Lakeside Clinic");
  await expect(page.getByRole("link", { name: "Undo the last move" })).toHaveCount(0);
  await page.goto(`/move/done?move=${done.body.id}`);
  await expect(page.getByRole("link", { name: "Take this move back" })).toHaveCount(0);
});
