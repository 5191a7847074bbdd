// What is done on a page before its scripts have taken it over is not lost, and not done twice.

import { expect, holdAnswers, type Page, test } from "../harness/test.ts";

/** Keeps the module away until the answer is called; what is there meanwhile is the page as the server rendered it. */
const withoutModule = (page: Page) => holdAnswers(page, "**/*.wasm");

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

test("a name typed early is seen as a change, and saved", async ({ page, signIn, isTakenOver }) => {
  await signIn("grace");
  const give = await withoutModule(page);
  await page.goto("/users/ben.okafor/edit");
  await page.getByLabel("Display name").fill("Benjamin Okafor");
  give();
  await isTakenOver();
  await expect(page.getByLabel("Display name")).toHaveValue("Benjamin Okafor");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Benjamin Okafor" })).toBeVisible();
});

test("a shortcut pressed early opens the palette once the page listens", async ({ page, signIn, isTakenOver }) => {
  await signIn("ana");
  const give = await withoutModule(page);
  await page.goto("/users");
  await page.keyboard.press("Control+k");
  give();
  await isTakenOver();
  await expect(page.getByRole("combobox", { name: "Find or do anything" })).toBeFocused();
});

test("what is pressed while a part of the page still loads is done once, when all of it is there", async ({ page, signIn, isTakenOver }) => {
  await signIn("ana");
  // The page's own part comes last: the bar listens before it.
  const part = /\/pkg\/.*\/(?!rehome)[^/]+\.wasm$/;
  const give = await holdAnswers(page, part);
  const asked = page.waitForRequest(part);
  await page.goto("/users");
  await asked;
  await page.getByRole("button", { name: "Find or do anything" }).click();
  await page.keyboard.press("Control+k");
  give();
  await isTakenOver();
  await expect(page.getByRole("combobox", { name: "Find or do anything" })).toBeFocused();
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
