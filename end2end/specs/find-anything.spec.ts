// Finding and doing anything by the keyboard: pages, deeds, people and organizations under a few letters, for operators
// alone and only what is open to them.

import { expect, expectAccessible, expectNoSidewaysScroll, type Page, test } from "../harness/test.ts";

const field = (page: Page) => page.getByRole("combobox", { name: "Find or do anything" });
const palette = (page: Page) => page.getByRole("dialog", { name: "Find or do anything" });
const marked = (page: Page) => palette(page).getByRole("option", { selected: true });
const group = (page: Page, name: string) => palette(page).getByRole("group", { name });

async function open(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
}

/** Presses the button in the bar. */
async function press(page: Page): Promise<void> {
  await page.locator(".find-anything").click();
  await expect(page.locator(".palette-input")).toBeFocused();
}

test.describe("an End Users Manager", () => {
  test.beforeEach(async ({ signIn, isTakenOver }) => {
    await signIn("omar");
    await isTakenOver();
  });

  test("reaches pages with the keyboard alone", async ({ page }) => {
    await open(page);
    await expect(group(page, "Pages").getByRole("option").first()).toHaveAttribute("aria-selected", "true");
    await expect(palette(page).getByRole("option", { name: "Audit" }), "not open to him").toHaveCount(0);
    await page.keyboard.type("users");
    await expect(marked(page)).toHaveText("Users");
    await expect(field(page)).toHaveAttribute("aria-activedescendant", (await marked(page).getAttribute("id")) ?? "");
    await page.keyboard.press("ArrowDown");
    await expect(marked(page)).toHaveText("Import users");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(palette(page).getByRole("option").last(), "the list goes round").toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/users");
    await expect(palette(page)).toBeHidden();
    await expect(page.getByRole("main"), "the focus is where the page begins").toBeFocused();
  });

  test("finds people and organizations in view, and nobody else", async ({ page }) => {
    await open(page);
    await page.keyboard.type("dana");
    await expect(group(page, "People").getByRole("option")).toContainText(["Dana Whitfield"]);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/users/dana");
    await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
    await open(page);
    await expect(field(page), "it begins anew").toHaveValue("");
    await page.keyboard.type("ana lindqvist");
    await expect(palette(page).getByRole("status")).toHaveText("Nothing matches");
    await expect(palette(page).getByRole("listbox")).toBeHidden();
    await field(page).fill("harbour");
    await expect(group(page, "Organizations").getByRole("option")).toHaveCount(1);
    await field(page).fill("riverside");
    await expect(palette(page).getByRole("status")).toHaveText("Nothing matches");
  });

  test("leaves it by Escape, by the keys, by the button and by a press beside it", async ({ page }) => {
    const button = page.getByRole("button", { name: "Find or do anything" });
    await press(page);
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
    await expect(button).toBeFocused();
    await open(page);
    await page.keyboard.press("Control+k");
    await expect(palette(page)).toBeHidden();
    await open(page);
    await palette(page).getByRole("button", { name: "Close" }).click();
    await expect(palette(page)).toBeHidden();
    await open(page);
    await page.mouse.click(5, 5);
    await expect(palette(page)).toBeHidden();
    await open(page);
    await palette(page).getByRole("option", { name: "Moves" }).click();
    await expect(page).toHaveURL("/moves");
  });

  test("an answer that fails is told, and the pages are there all the same", async ({ page, complaints }) => {
    complaints.provoke(/503/);
    await page.route("**/api/find*", (route) => route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ code: "unavailable" }) }));
    await open(page);
    await page.keyboard.type("jobs");
    await expect(palette(page).getByRole("alert")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/jobs");
  });

  test("does not open over a question", async ({ page }) => {
    await page.goto("/users");
    await page.getByRole("checkbox", { name: "Select Elif Kaya" }).check();
    await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: /^Move/ }).click();
    await expect(page.getByRole("combobox", { name: "Organization" })).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.waitForTimeout(300);
    await expect(palette(page)).toHaveCount(0);
  });

  test("fits on a phone, where it is opened by its button", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await press(page);
    await field(page).fill("da");
    await expect(group(page, "People").getByRole("option").first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

test("an Enterprise Administrator acts elsewhere from it", async ({ page, signIn, isTakenOver }) => {
  await signIn("ana");
  const headers = { Origin: new URL(page.url()).origin };
  await page.request.post("/preferences", { form: { acting_in: "harbour", to: "/users" }, headers, maxRedirects: 0 });
  await page.goto("/users");
  await isTakenOver();
  const here = page.getByRole("button", { name: /Acting in/ });
  await expect(here).toContainText("Harbour Clinic");
  await open(page);
  await page.keyboard.type("act in");
  await expect(marked(page)).toContainText("Act in Aster Health");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/profile");
  await expect(here).toContainText("Aster Health");
});

test("who sees nobody finds nobody, and what is open is there", async ({ page, signIn, isTakenOver }) => {
  await signIn("sys");
  await isTakenOver();
  await open(page);
  await page.keyboard.type("harbour");
  await expect(group(page, "Organizations").getByRole("option").first()).toContainText("Harbour Clinic");
  await expect(group(page, "People")).toHaveCount(0);
  await field(page).fill("new org");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/organizations/new");
});

test("who is no operator has none", async ({ page, signIn, isTakenOver }) => {
  await signIn("elif");
  await isTakenOver();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("button", { name: "Find or do anything" })).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("it speaks the reader's language", async ({ page, signIn, context, server, isTakenOver }) => {
  await context.addCookies([{ name: "language", value: "ar", url: server.address }]);
  await signIn("omar");
  await isTakenOver();
  await press(page);
  const field = page.getByRole("combobox", { name: "ابحث عن أي شيء أو نفّذه" });
  await expect(field).toBeFocused();
  await field.fill("المستخدم");
  await expect(page.getByRole("option", { name: "المستخدمون", exact: true })).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("no button is there that would do nothing", async ({ page, signIn }) => {
    await signIn("omar");
    await expect(page.getByRole("button", { name: "Find or do anything" })).toBeHidden();
  });
});
