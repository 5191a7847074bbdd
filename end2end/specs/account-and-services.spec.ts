// What somebody's account and services are outside, and what an administrator does about them, up to a move that waits for it.

import { expect, expectAccessible, test } from "../harness/test.ts";

const REVIEW = "/wizard/move/review?source=bramble&user=joel.stein&destination=cobalt";

test("a blocker leads to the service in its way, which is taken away, and given again", async ({ page, signIn, isTakenOver }) => {
  await signIn("rita");
  await page.goto(REVIEW);
  const blocker = page.locator("article[data-code=service-not-movable]");
  await expect(blocker).toContainText("Lync");
  await blocker.getByRole("link", { name: "Account and services" }).click();
  await expect(page).toHaveURL(/\/users\/joel\.stein#user-services$/);
  await isTakenOver();

  const lync = page.locator("[data-service=lync]");
  await expect(lync.locator("[data-status=provisioned]")).toBeVisible();
  await lync.getByRole("button", { name: "Take away" }).click();
  await expect(lync).toContainText("data");
  await expectAccessible(page);
  await lync.getByRole("button", { name: "Take it away, its data is lost" }).click();
  await expect(lync.locator("[data-status=requested]")).toBeVisible();
  await lync.getByRole("button", { name: "Mark as done" }).click();
  await expect(lync.locator("[data-status=not-provisioned]")).toBeVisible();

  await page.goto(REVIEW);
  await expect(page.getByRole("table", { name: "Before and after" })).toBeVisible();
  await expect(blocker).toHaveCount(0);

  await page.goto("/users/joel.stein");
  await isTakenOver();
  await lync.getByRole("button", { name: "Provision", exact: true }).click();
  await expect(lync.locator("[data-status=requested]")).toBeVisible();
  await lync.getByRole("button", { name: "Mark as done" }).click();
  await expect(lync.locator("[data-status=provisioned]")).toBeVisible();
});

test("by the keyboard alone a service is asked to be taken away, and at 360 px it fits", async ({ page, signIn, isTakenOver }) => {
  await page.setViewportSize({ width: 360, height: 760 });
  await signIn("rita");
  await page.goto("/users/joel.stein");
  await isTakenOver();
  const lync = page.locator("[data-service=lync]");
  await lync.getByRole("button", { name: "Take away" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(lync.getByRole("button", { name: "Take it away, its data is lost" })).toBeFocused();
  const [wide, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(wide).toBeLessThanOrEqual(shown);
  await page.keyboard.press("Enter");
  await expect(lync.locator("[data-status=requested]")).toBeVisible();
});

test("who looks at a service without the right to change it is offered nothing to do", async ({ page, signIn }) => {
  await signIn("joel");
  await page.goto("/users/priya.raman");
  await expect(page.getByRole("heading", { name: "Priya Raman" }).first()).toBeVisible();
  await expect(page.locator("[data-service=exchange]").getByRole("button", { name: "Take away" })).toHaveCount(0);
});

test("somebody is found by an address in the wizard, and the card says by which sign-in name", async ({ page, signIn, isTakenOver }) => {
  await signIn("rita");
  await page.goto("/wizard/move/user?source=bramble");
  await isTakenOver();
  await page.getByRole("searchbox").fill("priya@market.ex");
  await expect(page.locator("#found")).toContainText("priya.raman@bramble.example");
  await page.getByRole("searchbox").fill("nobody@market.ex");
  await expect(page.locator("#found")).toHaveText("Nothing is found in your view.");
});
