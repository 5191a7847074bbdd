// German and Arabic, forced colours, reduced motion, a chosen theme.

import { MoveScreen } from "../harness/move-screen.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, type Page, test } from "../harness/test.ts";
import { PEOPLE } from "../harness/cast.ts";

const WORDS = {
  de: { move: "In eine andere Organisation umziehen", ok: "OK", go: "Weiter", direction: "ltr" },
  ar: { move: "الانتقال إلى مؤسسة", ok: "موافق", go: "متابعة", direction: "rtl" },
} as const;

async function signInWithoutWords(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("#username").fill(PEOPLE.dana.username);
  await page.locator("#password").fill(PEOPLE.dana.password);
  await page.locator("#password").press("Enter");
  await page.waitForURL("/profile");
}

for (const language of ["de", "ar"] as const) {
  const words = WORDS[language];
  test.describe(`a browser that asks for ${language}`, () => {
    test.use({ locale: language });

    test("shows every page of the move in that language, with nothing left in English", async ({ page }) => {
      test.slow();
      await signInWithoutWords(page);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expect(page.locator("html")).toHaveAttribute("dir", words.direction);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.getByRole("main").getByRole("link", { name: words.move }).click();
      const screen = new MoveScreen(page);
      await expect(page.getByRole("heading", { level: 1, name: words.move })).toBeVisible();
      await screen.row("Riverside Campus").click();
      await expect(page.locator(".consequences-body")).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      const text = await page.getByRole("main").innerText();
      for (const english of ["Can move", "warning", "Is lost", "Stays", "Cancel", "Would work"]) {
        expect(text).not.toContain(english);
      }
      await page.getByRole("button", { name: words.ok, exact: true }).click();
      await expect(screen.dialog().getByRole("button", { name: words.go })).toBeVisible();
      for (const box of await screen.dialog().getByRole("checkbox").all()) {
        await box.check();
      }
      await expectAccessible(page);
      await page.setViewportSize({ width: 360, height: 740 });
      await expectNoSidewaysScroll(page);
      await screen.dialog().getByRole("button", { name: words.go }).click();
      await expect(page).toHaveURL(/\/move\/done/);
      await expect(page.locator(".brand-name")).toHaveText("Riverside Campus");
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
}

test("a chosen language and theme stay, whatever the browser asks for", async ({ page, signIn }) => {
  await signIn("dana");
  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page).toHaveURL("/profile");
  await page.getByRole("button", { name: /Konto/ }).click();
  await page.getByRole("button", { name: "Dunkel" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole("button", { name: /Konto/ }).click();
  await page.getByRole("button", { name: "Hell", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(ground);
});

test("with forced colours verdicts are still words and shapes", async ({ page, signIn }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await signIn("dana");
  await page.waitForURL("/profile");
  await page.goto("/move");
  const screen = new MoveScreen(page);
  await screen.isReady();
  for (const verdict of await screen.rows().locator(".verdict").all()) {
    await expect(verdict.locator("svg")).toBeVisible();
    await expect(verdict).not.toHaveText("");
  }
  await screen.row("Lakeside Clinic").click();
  await expect(screen.consequences().getByText("You can move")).toBeVisible();
  const edges = await screen.row("Lakeside Clinic").evaluate((row) => {
    const style = getComputedStyle(row);
    return style.outlineStyle !== "none" || style.borderStyle !== "none";
  });
  expect(edges, "the chosen row has an edge").toBe(true);
});

test("with reduced motion nothing moves by itself", async ({ page, signIn }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn("dana");
  await page.waitForURL("/profile");
  await page.goto("/move");
  const screen = new MoveScreen(page);
  await screen.isReady();
  await screen.choose("Lakeside Clinic");
  await expect(screen.continue()).toBeVisible();
  const running = await page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === "running" && Number(animation.effect?.getComputedTiming().duration) > 50)
      .map((animation) => (animation as CSSAnimation).animationName ?? "transition"),
  );
  expect(running).toEqual([]);
});
