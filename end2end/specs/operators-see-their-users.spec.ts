// The list of users and the page of one, by role: who is in view, how the list is narrowed, sorted, paged and kept, what
// can be done to those who are ticked, and what is off and why.

import { expect, expectAccessible, holdAnswers, type Page, test } from "../harness/test.ts";

const row = (page: Page, name: string | RegExp) => page.getByRole("row").filter({ has: page.getByRole("link", { name }) });
const bar = (page: Page) => page.getByRole("region", { name: "Selection" });
const names = (page: Page) => page.locator("tbody .who-name");

test.describe("an End Users Manager", () => {
  test.beforeEach(async ({ page, signIn, isTakenOver }) => {
    await signIn("omar");
    await page.goto("/users");
    await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
    await isTakenOver();
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

  test("locks many at once, never himself, and unlocks them", async ({ page, rest, isTakenOver }) => {
    await page.reload();
    await isTakenOver();
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

  test("ticks nobody in a list that is about to be another", async ({ page }) => {
    const answer = await holdAnswers(page, /\/api\/users\/list/);
    const dana = page.getByRole("checkbox", { name: "Select Dana Whitfield" });
    await page.getByRole("link", { name: "Locked", exact: true }).click();
    await expect(page).toHaveURL(/locked=yes/);
    await expect(dana).toBeVisible();
    await expect(dana.click({ timeout: 1_000 })).rejects.toThrow(/intercepts pointer events/);
    answer();
    await expect(dana).toHaveCount(0);
    await page.getByRole("checkbox", { name: "Select Carla Mendes" }).check();
    await expect(bar(page)).toContainText("1 selected");
  });

  test("sees who is ticked on other pages of the list, and unticks them before anything is done", async ({ page }) => {
    await page.getByRole("checkbox", { name: "Select Dana Whitfield" }).check();
    await page.getByRole("checkbox", { name: "Select Elif Kaya" }).check();
    await expect(bar(page)).not.toContainText("on the page you see");
    await page.getByRole("link", { name: "Locked", exact: true }).click();
    await expect(page).toHaveURL(/locked=yes/);
    await expect(page.getByRole("checkbox", { name: "Select Dana Whitfield" })).toHaveCount(0);
    await page.getByRole("checkbox", { name: "Select Carla Mendes" }).check();
    await expect(bar(page)).toContainText("3 selected");
    await expect(bar(page)).toContainText("2 are not on the page you see");
    await bar(page).getByText("See who they are").click();
    const list = bar(page).getByRole("list", { name: "See who they are" });
    await expect(list.getByRole("checkbox")).toHaveCount(3);
    await expect(list.getByRole("listitem").filter({ hasText: "Dana Whitfield" })).toContainText("Not on the page you see");
    await expect(list.getByRole("listitem").filter({ hasText: "Carla Mendes" })).not.toContainText("Not on the page you see");
    await expectAccessible(page);
    const elif = list.getByRole("checkbox", { name: /Elif Kaya/ });
    await elif.focus();
    await page.keyboard.press("Space");
    await expect(bar(page)).toContainText("2 selected");
    await expect(elif, "a slip is mended where it was made").toBeFocused();
    await page.keyboard.press("Space");
    await expect(bar(page)).toContainText("3 selected");
    await page.keyboard.press("Space");
    await bar(page).getByRole("button", { name: /^Move/ }).click();
    await expect(page.getByRole("dialog").locator("[data-user]")).toHaveCount(2);
  });

  test("the table of those whom the filter finds is a link away", async ({ page }) => {
    const out = page.getByRole("main").getByRole("link", { name: "Export", exact: true });
    await expect(out).toHaveAttribute("href", "/users/export");
    await page.goto("/users?locked=yes&status=active");
    await out.click();
    await expect(page).toHaveURL(/\/users\/export\?status=active&locked=yes$/);
    await expect(page.getByRole("heading", { name: "Everybody the filter finds" })).toBeVisible();
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

test("the timeline names who did what, and goes back as far as one likes", async ({ page, signIn, rest, anotherBrowser }) => {
  test.setTimeout(120_000);
  const ana = rest("ana");
  const granted = await ana.post("users/elif.kaya/roles?acting_in=harbour", { role: "alert_publisher", at: "harbour" });
  expect(granted.status, granted.text).toBeLessThan(300);
  for (let turn = 0; turn < 25; turn += 1) {
    const { revision } = (await ana.get("users/elif.kaya?acting_in=harbour")).body;
    const locked = await ana.post("users/elif.kaya/lock?acting_in=harbour", { locked: turn % 2 === 0 }, { "If-Match": `"${revision}"` });
    expect(locked.status, locked.text).toBeLessThan(300);
  }
  await signIn("grace");
  await page.goto("/users/elif.kaya");
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.getByRole("listitem")).toHaveCount(20);
  await expect(timeline.getByRole("listitem").first()).toContainText("by somebody you cannot see");
  await expect(timeline.getByRole("status")).toHaveText(/^Everything since .+ UTC\. What was before is not shown yet\.$/);
  await timeline.getByRole("button", { name: "Show what was before" }).click();
  await expect(timeline.getByRole("listitem").last()).toContainText("Role granted: Alert Publisher, Harbour Clinic");
  await expect(timeline.getByRole("button", { name: "Show what was before" })).toHaveCount(0);
  await expect(timeline.getByRole("status")).toHaveText("This is all that is known.");
  const other = await anotherBrowser();
  await signIn("ana", other);
  await other.goto("/users/elif.kaya");
  const told = other.getByRole("region", { name: "Timeline" });
  await expect(told.getByRole("listitem").first()).toContainText("by you");
  await expect(told).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}/);
});

test("among many organizations the filter finds one by name, and says where it finds none", async ({ page, signIn, rest, browser, server }) => {
  test.setTimeout(120_000);
  const sys = rest("sys");
  for (let number = 0; number < 101; number += 1) {
    const made = await sys.post("organizations", { code: `annex-${number}`, kind: "suborganization", parent: "aster-north", name: `Annex ${number}` });
    expect(made.status, made.text).toBe(201);
  }
  await signIn("ana");
  await page.goto("/users");
  await page.locator("details.filters > summary").first().click();
  const field = page.getByRole("combobox", { name: "Home at or below" });
  await field.fill("sandbar");
  await page.getByRole("option", { name: "Sandbar Urgent Care" }).click();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/organization=sandbar/);
  await expect(page.getByRole("link", { name: /^Remove: Home at or below: .*Sandbar Urgent Care/ })).toBeVisible();
  await expect(field).toHaveValue("Sandbar Urgent Care");
  await field.fill("");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).not.toHaveURL(/organization=[a-z]/);
  // A list that is not narrowed folds its filters away.
  await expect(page.locator("details.filters").first()).not.toHaveAttribute("open");
  await page.locator("details.filters > summary").first().click();

  // What is typed and not chosen means the only one that it fits, or the field says that nothing was chosen.
  const show = page.getByRole("button", { name: "Show", exact: true });
  const typed = async (text: string) => {
    await field.fill(text);
    await field.press("Tab");
    await show.click();
  };
  await typed("sandbar");
  await expect(page).toHaveURL(/organization=sandbar$/);
  await expect(field).toHaveValue("Sandbar Urgent Care");
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
  await typed("annex");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/Several organizations here have this in their names\. Choose one/);
  await expect(field).toHaveValue("annex");
  await expectAccessible(page);
  await field.fill("annex 10");
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
  await typed("nothing like it");
  await expect(field).toHaveAccessibleDescription(/No organization here has this in its name or code\. The list is not narrowed/);

  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: server.address });
  const still = await plain.newPage();
  await signIn("ana", still);
  await still.goto("/users?locked=yes");
  const line = still.getByRole("combobox", { name: "Home at or below" });
  await line.fill("sandbar");
  await still.getByRole("button", { name: "Show", exact: true }).click();
  await expect(still).toHaveURL(/organization=sandbar/);
  await expect(still).toHaveURL(/locked=yes/);
  await expect(line).toHaveValue("Sandbar Urgent Care");
  await line.fill("annex");
  await still.getByRole("button", { name: "Show", exact: true }).click();
  await expect(still.getByText("Several organizations here have this in their names.")).toBeVisible();
  await plain.close();
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
  await signIn("elif");
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
