// What was seen is what is done: somebody changes a setting while Dana looks.

import { MoveScreen, panel } from "../harness/move-screen.ts";
import { expect, test } from "../harness/test.ts";

const WITHOUT_LAKESIDE = ["aster-north", "riverside", "hillcrest", "field-services", "northgate", "palm-court", "southport-labs", "coral-bay"];

test("an organization taken off the list while Dana is asked is not moved to, and she sees why", async ({ page, anotherBrowser, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();

  const before = await rest("ana").get("users/dana");
  await rest("ana").patchSettings("aster", "user_move", { available_organizations: WITHOUT_LAKESIDE });
  // The administrator sees the change in a browser of her own, while Dana still looks at the old question.
  const other = await anotherBrowser();
  await signIn("ana", other);
  await expect(other.getByRole("heading", { level: 1, name: "Ana Lindqvist" })).toBeVisible();

  await screen.continue().click();
  await expect(screen.dialog()).toContainText("This move does not work now");
  await expect(screen.dialog()).toContainText("Nothing was moved.");
  await expect(screen.dialog().locator(".finding"), "what stands in the way is told once").toHaveCount(1);
  await expect(screen.dialog()).toContainText("Lakeside Clinic no longer takes part in moves");
  await expect(screen.dialog().getByRole("checkbox")).toHaveCount(0);
  await expect(screen.dialog()).not.toContainText("You can move back later");
  await expect(screen.continue()).toHaveAttribute("aria-disabled", "true");
  await screen.dialog().getByRole("button", { name: "Go back" }).click();
  await expect(screen.row("Lakeside Clinic"), "the list is up to date").toHaveCount(0);

  const after = await rest("ana").get("users/dana");
  expect(after.text, "nothing was written").toBe(before.text);
  expect(await rest("dana").home("dana")).toBe("harbour");
  await page.goto("/profile");
  await expect(panel(page, "History")).toContainText("Nothing has happened yet.");
  await page.goto("/move");
  await screen.isShown();
  expect(await screen.names()).not.toContain("Lakeside Clinic");
});

test("an organization that stops taking self-movers while Dana is asked is told as the difference", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();
  await rest("ana").patchSettings("lakeside", "user_move", { user_move_for_end_users: false });
  await screen.continue().click();
  await expect(screen.dialog()).toContainText("This move does not work now");
  await expect(screen.dialog()).toContainText("Lakeside Clinic changed its settings for moves.");
  await expect(screen.dialog().locator(".finding")).toHaveCount(1);
  await expect(screen.dialog().locator(".finding")).toContainText("Lakeside Clinic takes nobody who moves alone");
  await page.keyboard.press("Escape");
  await expect(screen.row("Lakeside Clinic").locator(".verdict"), "the list is up to date").toHaveText("Cannot");
  await expect(screen.radio("Lakeside Clinic")).toBeChecked();
  await expect(screen.ok()).toHaveAttribute("aria-disabled", "true");
  expect(await rest("dana").home("dana")).toBe("harbour");
});

test("a warning that appears in between is asked about anew, and then the move is done", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();
  await rest("ana").patchSettings("lakeside", "hierarchy", { required: true });
  await screen.continue().click();
  await expect(screen.dialog()).toContainText("Something changed since you looked");
  await expect(screen.dialog()).toContainText("You need a position there");
  expect(await rest("dana").home("dana")).toBe("harbour");
  await screen.acknowledge();
  await screen.continue().click();
  await screen.hasArrivedAt("Lakeside Clinic");
  expect(await rest("dana").home("dana")).toBe("lakeside");
});

test("organizations made available while Dana looks are in the list when she looks again", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  expect(await screen.names()).not.toContain("Mangrove Hospice");
  await rest("ana").patchSettings("aster", "user_move", { available_organizations: [...WITHOUT_LAKESIDE, "lakeside", "mangrove"] });
  await page.reload();
  await screen.isShown();
  expect(await screen.names()).toContain("Mangrove Hospice");
});

test("somebody who is moved by an administrator in between does not move on from the wrong home", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();

  const ana = rest("ana");
  const request = { acting_in: "aster", as: "operator", subject: "dana", destination: "hillcrest", lock_after: false };
  const planned = await ana.post("moves/plan", request);
  expect(planned.status, planned.text).toBe(200);
  const acknowledged = planned.body.findings.filter((finding: { severity: string }) => finding.severity === "warning").map((finding: { code: string }) => finding.code);
  const moved = await ana.post("moves", { ...request, digest: planned.body.digest, acknowledged }, { "Idempotency-Key": "moved-in-between" });
  expect(moved.status, moved.text).toBe(201);

  await screen.continue().click();
  await expect(screen.dialog()).toContainText("Something changed since you looked");
  expect(await ana.home("dana")).toBe("hillcrest");
});

test("pressing Continue twice moves once", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();
  await screen.continue().dblclick();
  await screen.hasArrivedAt("Lakeside Clinic");
  await page.getByRole("main").getByRole("link", { name: "Open my profile" }).click();
  await expect(panel(page, "History").getByRole("listitem")).toHaveCount(1);
  expect(await rest("dana").home("dana")).toBe("lakeside");
});
