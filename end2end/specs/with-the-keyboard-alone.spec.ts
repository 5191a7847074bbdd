// The move without a mouse.

import { MoveScreen } from "../harness/move-screen.ts";
import { expect, type Page, test } from "../harness/test.ts";

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, name: string, is: (active: Element | null) => boolean): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await page.evaluate(`(${is.toString()})(document.activeElement)`)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}`);
}

const saying = (text: string) => `(active) => (active?.innerText ?? "").trim() === ${JSON.stringify(text)}`;

async function tabToText(page: Page, text: string): Promise<void> {
  await tabTo(page, text, { toString: () => saying(text) } as unknown as (active: Element | null) => boolean);
}

test("Tab, typing, arrows and Enter move Dana", async ({ page, signIn, rest }) => {
  await signIn("dana");
  await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
  await tabToText(page, "Move to Organization");
  await page.keyboard.press("Enter");
  const screen = new MoveScreen(page);
  await screen.isShown();

  await tabTo(page, "the search", (active) => active?.getAttribute("type") === "search");
  await page.keyboard.type("lake");
  await expect(screen.rows()).toHaveCount(1);
  await tabTo(page, "the list", (active) => active?.getAttribute("type") === "radio");
  await page.keyboard.press("Space");
  await expect(screen.radio("Lakeside Clinic")).toBeChecked();

  await tabToText(page, "OK");
  await page.keyboard.press("Enter");
  await expect(screen.dialog()).toBeVisible();
  const inside = () => page.evaluate(() => document.activeElement?.closest("dialog") !== null);
  await expect.poll(inside, "the dialog takes the focus").toBe(true);

  await expect(screen.continue()).toBeVisible();
  const boxes = await screen.dialog().getByRole("checkbox").count();
  expect(boxes).toBeGreaterThan(0);
  for (let box = 0; box < boxes; box += 1) {
    await tabTo(page, `box ${box}`, (active) => active instanceof HTMLInputElement && active.type === "checkbox" && !active.checked);
    await page.keyboard.press("Space");
  }
  await tabToText(page, "Continue");
  await page.keyboard.press("Enter");
  await screen.hasArrivedAt("Lakeside Clinic");
  expect(await rest("dana").home("dana")).toBe("lakeside");
});

test("arrows walk through the list, and the consequences follow", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  const names = await screen.names();
  await screen.search().focus();
  await tabTo(page, "the list", (active) => active?.getAttribute("type") === "radio");
  await page.keyboard.press("Space");
  await expect(screen.radio(names[0] ?? "")).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await expect(screen.radio(names[1] ?? "")).toBeChecked();
  await expect(screen.consequences().locator(".route")).toContainText(names[1] ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(screen.consequences().locator(".route")).toContainText(names[0] ?? "");
});

test("Escape leaves the question, gives the focus back and changes nothing", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.row("Lakeside Clinic").click();
  await screen.ok().focus();
  await page.keyboard.press("Enter");
  await expect(screen.dialog()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(screen.dialog()).toBeHidden();
  await expect(screen.ok()).toBeFocused();
  expect(await rest("dana").home("dana")).toBe("harbour");
});

test("the focus stays in the question while it is asked", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await expect(screen.continue()).toBeVisible();
  for (let steps = 0; steps < 15; steps += 1) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => (document.activeElement === document.body || document.activeElement?.closest("dialog") ? "dialog" : document.activeElement?.outerHTML));
    expect(where).toBe("dialog");
  }
});

test("the first Tab offers to skip to the page", async ({ page, signIn }) => {
  await signIn("dana");
  await page.goto("/move");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("every stop of the focus can be seen", async ({ page, signIn }) => {
  await signIn("dana");
  await page.goto("/move");
  await new MoveScreen(page).isShown();
  const unseen: string[] = [];
  for (let steps = 0; steps < 14; steps += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return undefined;
      const ring = (element: Element | null): boolean => {
        if (!element) return false;
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      };
      return ring(active) || ring(active.parentElement) ? undefined : active.outerHTML.slice(0, 100);
    });
    if (stop) unseen.push(stop);
  }
  expect(unseen).toEqual([]);
});
