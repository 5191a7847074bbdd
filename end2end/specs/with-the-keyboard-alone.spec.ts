// The move without a mouse.

import { MoveScreen } from "../harness/move-screen.ts";
import { expect, type Page, test } from "../harness/test.ts";

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, name: string, is: (active: Element | null) => boolean): Promise<void> {
  for (let steps = 0; steps < 300; steps += 1) {
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

test.describe("who works with many", () => {
  /** Tab leads to the next box that is not ticked, as often as there is one in the part of the page. */
  const tickAll = async (page: Page, part: string) => {
    const left = page.locator(`${part} input[type=checkbox]:not(:checked)`);
    for (let boxes = await left.count(); boxes > 0; boxes -= 1) {
      await tabTo(page, "a box", {
        toString: () => `(active) => active instanceof HTMLInputElement && active.type === "checkbox" && !active.checked && active.closest(${JSON.stringify(part)}) !== null`,
      } as unknown as (active: Element | null) => boolean);
      await page.keyboard.press("Space");
    }
    await expect(left).toHaveCount(0);
  };
  const tabToName = (page: Page, name: string) =>
    tabTo(page, name, { toString: () => `(active) => active?.getAttribute("aria-label") === ${JSON.stringify(name)}` } as unknown as (active: Element | null) => boolean);

  test("moves them: box, combobox, acknowledgements, result", async ({ page, signIn, rest }) => {
    await signIn("omar");
    await page.goto("/users?text=elif");
    await expect(page.getByRole("checkbox", { name: "Select Elif Kaya" })).toBeEnabled();
    await tabToName(page, "Select Elif Kaya");
    await page.keyboard.press("Space");
    await tabToText(page, "Move 1 user");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Move 1 user" })).toBeVisible();
    await tabTo(page, "the destination", (active) => active?.id === "move-users-destination");
    await page.keyboard.type("lakeside");
    await expect(page.locator("#move-users-destination-list [role=option]")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page.locator("dialog[open]").getByText(/can move/)).toBeVisible();
    if ((await page.locator("dialog[open] input[name=acknowledged]").count()) > 0) {
      await tickAll(page, "dialog[open] fieldset:has([name=acknowledged]):not(:has(fieldset))");
    }
    await tabToText(page, "Move");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: /moved to .*Lakeside Clinic/ })).toBeVisible();
    expect(await rest("ana").home("elif.kaya")).toBe("lakeside");
    await tabToText(page, "Close");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("keeps a filter", async ({ page, signIn, isTakenOver }) => {
    await signIn("omar");
    await page.goto("/users?locked=yes");
    await isTakenOver();
    await tabToText(page, "Keep this filter");
    await page.keyboard.press("Enter");
    await tabToName(page, "Name of the filter");
    await page.keyboard.type("Shut ones");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: "Shut ones" })).toHaveAttribute("aria-current", "true");
  });

  test("takes a move back", async ({ page, signIn, rest }) => {
    const request = { acting_in: "aster", as: "operator", subjects: ["dana"], destination: "lakeside" };
    const plan = await rest("ana").post("moves/plan", request);
    const acknowledged = plan.body.findings.map((it: { code: string }) => it.code);
    const done = await rest("ana").post("moves", { ...request, digest: plan.body.digest, acknowledged }, { "Idempotency-Key": "keys" });
    expect(done.status, done.text).toBe(201);
    await signIn("ana");
    await page.goto(`/moves/${done.body.id}`);
    await tabToText(page, "Undo");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "What undoing would do" })).toBeVisible();
    await tickAll(page, "section");
    await tabToText(page, "Undo now");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Result" })).toBeVisible();
    expect(await rest("ana").home("dana")).toBe("harbour");
  });

  test("asks for readiness, and runs and stops a file", async ({ page, signIn, isTakenOver }) => {
    test.setTimeout(120_000);
    await signIn("ana");
    await page.goto("/organizations/aster/settings/user_move");
    await isTakenOver();
    const uniqueness = page.getByRole("switch", { name: "Require user uniqueness" });
    await tabTo(page, "the switch", (active) => active?.getAttribute("role") === "switch");
    await expect(uniqueness).toBeFocused();
    await page.keyboard.press("Space");
    await tabToText(page, "Save");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Save" })).toContainText("Saved.");
    await page.reload();
    await expect(page.getByRole("button", { name: "Check readiness" })).toBeVisible();
    await tabToText(page, "Check readiness");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Check passed").first()).toBeVisible();
    await tabTo(page, "the box", (active) => active instanceof HTMLInputElement && active.type === "checkbox" && active.getAttribute("role") !== "switch" && !active.checked);
    await page.keyboard.press("Space");
    await tabToText(page, "Save");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Save" })).toContainText("Saved.");

    // Many, so that it is still at work when the button to stop it is reached.
    const there = ["elif.kaya", "fred.okonkwo", "pilar.santos", "joan.ferris"];
    const rows = Array.from({ length: 1000 }, (_, turn) => there.map((user) => `${user},${turn % 2 === 0 ? "lakeside" : "harbour"}`)).flat();
    await page.goto("/users/import");
    const buffer = Buffer.from(`user,destination\n${rows.join("\n")}\n`);
    await page.locator("#import-file").setInputFiles({ name: "to-and-fro.csv", mimeType: "text/csv", buffer });
    await tabToText(page, "Look at the file");
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-state]")).toHaveAttribute("data-state", "Draft", { timeout: 60_000 });
    await tickAll(page, "fieldset");
    await tabToText(page, "Run");
    await page.keyboard.press("Enter");
    await tabToText(page, "Stop");
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-state]")).toHaveAttribute("data-state", "Cancelled", { timeout: 60_000 });
  });
});
