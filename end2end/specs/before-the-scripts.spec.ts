// What is done on a page before its scripts have taken it over is not lost, and not done twice.

import { expect, type Page, test } from "../harness/test.ts";

/** Keeps the module away until the answer is called; what is there meanwhile is the page as the server rendered it. */
async function withoutModule(page: Page): Promise<() => void> {
  let give = () => {};
  const held = new Promise<void>((resolve) => (give = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  return give;
}

test("what is filled in, switched, sent and pressed is given back in its order", async ({ page, signIn, isTakenOver }) => {
  await signIn("grace");
  const give = await withoutModule(page);
  await page.goto("/organizations/harbour/settings/hierarchy");
  await page.getByRole("switch", { name: "Everybody must hold a position" }).check();
  await page.locator("#new-position").fill("Flower room");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  give();
  await isTakenOver();
  await expect(page).toHaveURL("/organizations/harbour/settings/hierarchy");
  await expect(page.getByRole("switch", { name: "Everybody must hold a position" })).toBeChecked();
  await expect(page.getByRole("button", { name: "Remove: Flower room" })).toHaveCount(1);
});

test("a menu that is opened early stays open", async ({ page, signIn, isTakenOver }) => {
  await signIn("dana");
  const give = await withoutModule(page);
  await page.goto("/profile");
  await page.getByRole("button", { name: /Account/ }).click();
  await expect(page.getByRole("button", { name: "Deutsch" })).toBeVisible();
  give();
  await isTakenOver();
  await expect(page.getByRole("button", { name: "Deutsch" })).toBeVisible();
});

test("a plain form is sent by itself, and once", async ({ page, signIn, rest }) => {
  await signIn("dana");
  await withoutModule(page);
  await page.goto("/move/confirm?destination=lakeside");
  for (const box of await page.getByRole("main").getByRole("checkbox").all()) {
    await box.check();
  }
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/move\/done/);
  expect(await rest("dana").home("dana")).toBe("lakeside");
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
