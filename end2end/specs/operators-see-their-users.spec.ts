// The list of users and the page of one, by role: who is in view, how the list is narrowed, sorted, paged and kept, what
// can be done to those who are ticked, and what is off and why.

import { expect, type Page, test } from "../harness/test.ts";

const row = (page: Page, name: string | RegExp) => page.getByRole("row").filter({ has: page.getByRole("link", { name }) });
const bar = (page: Page) => page.getByRole("region", { name: "Selection" });
const names = (page: Page) => page.locator("tbody .who-name");

test.describe("an End Users Manager", () => {
  test.beforeEach(async ({ page, signIn }) => {
    await signIn("omar");
    await page.goto("/users");
    await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  });

  test("sees the people of the organization and nobody else, families as such", async ({ page }) => {
    await expect(row(page, "Dana Whitfield").first()).toContainText("2 dependents");
    await expect(page.getByRole("row").filter({ hasText: "Leo Whitfield" })).toContainText("Dependent of Dana Whitfield");
    await expect(page.getByRole("link", { name: "Ana Lindqvist" })).toHaveCount(0);
    await expect(page.locator("tbody tr")).not.toHaveCount(0);
  });

  test("narrows by the address: tabs, search, filters, chips", async ({ page }) => {
    await page.getByRole("link", { name: "Locked", exact: true }).click();
    await expect(page).toHaveURL(/locked=yes/);
    await expect(row(page, "Carla Mendes")).toBeVisible();
    await expect(page.getByRole("link", { name: "Dana Whitfield" })).toHaveCount(0);
    await page.getByRole("link", { name: /^Remove: Locked/ }).click();
    await expect(page.getByRole("link", { name: "Dana Whitfield" }).first()).toBeVisible();
    const search = page.getByRole("searchbox", { name: "Search users" });
    await search.fill("carl men");
    await search.press("Enter");
    await expect(page).toHaveURL(/text=carl/);
    await expect(names(page)).toHaveText(["Carla Mendes"]);
    await expect(page.getByText("1 person matches")).toBeVisible();
    await search.fill("nobody at all");
    await search.press("Enter");
    await expect(page.locator(".state[data-kind=empty]")).toContainText("Nothing matches");
  });

  test("sorts by name, both ways", async ({ page }) => {
    const up = await names(page).allTextContents();
    await page.getByRole("columnheader", { name: /^Name/ }).getByRole("link").click();
    await expect(page.getByRole("columnheader", { name: /^Name/ })).toHaveAttribute("aria-sort", "descending");
    const down = await names(page).allTextContents();
    expect(down).not.toEqual(up);
  });

  test("keeps a filter under a name, in every browser, and forgets it", async ({ page, anotherBrowser, signIn }) => {
    await page.goto("/users?locked=yes&status=active");
    await page.getByText("Keep this filter").click();
    await page.getByRole("textbox", { name: "Name of the filter" }).fill("Shut ones");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("link", { name: "Shut ones" })).toHaveAttribute("aria-current", "true");
    const other = await anotherBrowser();
    await signIn("omar", other);
    await other.goto("/users");
    await other.getByRole("link", { name: "Shut ones" }).click();
    await expect(other).toHaveURL(/locked=yes/);
    await other.getByRole("button", { name: "Forget this filter" }).click();
    await expect(other.getByRole("link", { name: "Shut ones" })).toHaveCount(0);
  });

  test("locks many at once, never himself, and unlocks them", async ({ page, rest }) => {
    await expect(page.getByRole("checkbox", { name: "You cannot be among those you work on." })).toBeDisabled();
    await page.getByRole("checkbox", { name: "Select Dana Whitfield" }).check();
    await page.getByRole("checkbox", { name: "Select Carla Mendes" }).check();
    await expect(bar(page)).toContainText("2 selected");
    await expect(bar(page)).toContainText("2 dependents come along, 1 is locked");
    await bar(page).getByRole("button", { name: "Lock", exact: true }).click();
    await expect(page.getByText("1 locked. 1 was so before.")).toBeVisible();
    expect((await rest("omar").get("users/dana")).body.locked).toBe(true);
    await bar(page).getByRole("button", { name: "Unlock" }).click();
    await expect(page.getByText("2 unlocked.")).toBeVisible();
    expect((await rest("omar").get("users/dana")).body.locked).toBe(false);
  });

  test("ticks the page with the keyboard, and the ticks last while the list changes", async ({ page }) => {
    const all = page.getByRole("checkbox", { name: "Select everybody on this page" });
    await expect(all).toBeEnabled();
    await all.focus();
    await page.keyboard.press("Space");
    const told = await bar(page).getByText(/selected$/).textContent();
    await page.getByRole("link", { name: "Locked", exact: true }).click();
    await expect(page).toHaveURL(/locked=yes/);
    await expect(bar(page).getByText(/selected$/)).toHaveText(told ?? "");
    await bar(page).getByRole("button", { name: "Clear" }).click();
    await expect(bar(page)).toHaveCount(0);
  });

  test("opens one person: what is known, what happened, what can be done", async ({ page }) => {
    await row(page, "Dana Whitfield").first().getByRole("link", { name: "Dana Whitfield" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await expect(page.getByRole("button", { name: "Unlock" })).toBeVisible();
    await page.goto("/users/omar");
    await expect(page.getByRole("button", { name: "Move", exact: true })).toHaveAttribute("aria-disabled", "true");
    await expect(page.getByText("This is you.")).toBeVisible();
  });

  test("finds nobody of other organizations, whatever the address says", async ({ page, complaints }) => {
    complaints.provoke(/404/);
    await page.goto("/users/ana");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/not/i);
    complaints.provoke(/404/);
    await page.goto("/users?organization=riverside");
    await expect(page.locator("tbody tr")).toHaveCount(0);
  });
});

test("an Enterprise Administrator sees all below, and narrows to one organization", async ({ page, signIn }) => {
  await signIn("ana");
  await page.goto("/users");
  await expect(page.getByRole("columnheader", { name: "Home" })).toBeVisible();
  await page.goto("/users?organization=lakeside");
  await expect(page.getByRole("columnheader", { name: "Home" })).toHaveCount(0);
  await expect(row(page, "Bella Moretti")).toBeVisible();
});

test("a Basic Operator sees, and is told what the role does not open", async ({ page, signIn }) => {
  await signIn("bella");
  await page.goto("/users");
  const first = page.locator("tbody input[type=checkbox]:enabled").first();
  await first.check();
  await expect(bar(page).getByRole("button", { name: /^Move/ })).toHaveAttribute("aria-disabled", "true");
  await expect(bar(page)).toContainText("Your roles here do not let you move");
});

test("an operator with a user base sees those in it only", async ({ page, signIn, rest }) => {
  await signIn("theo");
  await page.goto("/users");
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  const seen = await names(page).count();
  const all = (await rest("ana").get("users?organization=hillcrest&limit=100")).body.items.length;
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThan(all);
});

test("who has no office is refused", async ({ page, signIn, complaints }) => {
  await signIn("hugo");
  complaints.provoke(/403/);
  await page.goto("/users");
  await expect(page.locator("tbody tr")).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText(/allow|not/i);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the list is narrowed and sorted all the same", async ({ page, signIn }) => {
    await signIn("omar");
    await page.goto("/users");
    await page.getByRole("link", { name: "Locked", exact: true }).click();
    await expect(row(page, "Carla Mendes")).toBeVisible();
    await page.getByRole("link", { name: "Everybody", exact: true }).click();
    await page.getByRole("searchbox", { name: "Search users" }).fill("dana");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page.getByRole("link", { name: "Dana Whitfield" }).first()).toBeVisible();
  });
});
