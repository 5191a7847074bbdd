// Every screen in light, in dark, on a phone and from right to left: held against axe without exceptions, narrowed to
// 320 pixels without sideways scrolling, gone through with the keyboard, and kept as a picture under
// `test-results/pictures`, to be looked at whenever it changes.

import { fileURLToPath } from "node:url";
import { type Screen, SCREENS } from "../harness/screens.ts";
import { expect, expectAccessible, expectFocusSeen, expectNoSidewaysScroll, type Page, test } from "../harness/test.ts";

const FOLDER = fileURLToPath(new URL("../test-results/pictures/", import.meta.url));

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Shows the screen in Arabic: the page loaded anew, or what lies over it opened anew, since it is gone with the page. */
async function turned(page: Page, screen: Screen): Promise<void> {
  const inArabic = () => page.context().addCookies([{ name: "language", value: "ar", url: new URL("/", page.url()).href }]);
  if (screen.floats) {
    await inArabic();
    await screen.show(page);
  } else {
    await screen.show(page);
    await inArabic();
    await page.reload();
  }
  await page.getByRole("main").waitFor();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.context().clearCookies({ name: "language" });
  await leavesNothingInEnglish(page, screen.name);
}

/** Words of ours that stay as they are in every language. */
const NAMES = /Rehome|Prevent User Move|User Move|CSV|JSON|API|ID|UTC|REST|#rrggbb/;

/** What the page itself says: headings, labels, buttons and heads of columns. */
async function said(page: Page): Promise<string[]> {
  return page
    .locator("h2, h3, legend, .field-label, button, th[scope=col], summary")
    .evaluateAll((all) =>
      all
        // A language is called by its own name.
        .filter((element) => element.checkVisibility() && !element.hasAttribute("lang"))
        .map((element) => {
          // Names that people gave stand apart; what is left is ours.
          const copy = element.cloneNode(true) as Element;
          copy.querySelectorAll("bdi, svg, kbd, .code").forEach((it) => it.remove());
          return (copy.textContent ?? "").replace(/\u2068[^\u2069]*\u2069/g, "").trim();
        }),
    );
}

/** None of it is said in English, which no Arabic looks like. */
async function leavesNothingInEnglish(page: Page, name: string): Promise<void> {
  const english = (await said(page)).filter((text) => /[A-Za-z]{3}/.test(text.replace(new RegExp(NAMES, "g"), "")));
  expect(english, `${name} in Arabic still says in English`).toEqual([]);
}

/** More than one word: single ones, as Person or Status, German and English often have in common. */
const WORDS = /[A-Za-z]{2,}[^A-Za-z]+[A-Za-z]{2,}/;

/** Shows the page in German, whose words are the longest: none of its own is left in English, and it fits a phone. */
async function inGerman(page: Page, name: string): Promise<void> {
  const english = await said(page);
  await page.context().addCookies([{ name: "language", value: "de", url: new URL("/", page.url()).href }]);
  await page.reload();
  await page.getByRole("main").waitFor();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const left = (await said(page)).filter((text) => english.includes(text) && WORDS.test(text.replace(new RegExp(NAMES, "g"), "")));
  expect(left, `${name} in German still says in English`).toEqual([]);
  await expectNoSidewaysScroll(page);
  await page.context().clearCookies({ name: "language" });
}

/** The other colours are there, and none is on its way. */
async function hasSettled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map((it) => it.finished));
  });
}

async function pictured(page: Page, screen: Screen, look: string): Promise<void> {
  // A page that is scrolled, as to a field with the focus, has its bar in the middle of its picture.
  if (!screen.floats) {
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  }
  await page.screenshot({ path: `${FOLDER}${screen.name}-${look}.png`, fullPage: !screen.floats, animations: "disabled" });
}

for (const person of new Set(SCREENS.map((screen) => screen.as))) {
  test(`what ${person ?? "nobody in particular"} sees is accessible, and fits`, async ({ page, signIn, complaints }, info) => {
    const screens = SCREENS.filter((screen) => screen.as === person);
    test.setTimeout(30_000 + 20_000 * screens.length);
    const size = page.viewportSize() ?? { width: 1280, height: 900 };
    if (person) {
      await signIn(person);
    }
    for (const screen of screens) {
      await test.step(screen.name, async () => {
        if (screen.missing) {
          complaints.provoke(/404/);
        }
        if (screen.refused) {
          complaints.provoke(/403/);
        }
        if (info.project.name === "right-to-left") {
          await turned(page, screen);
        } else {
          await screen.show(page);
        }
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await pictured(page, screen, info.project.name);
        if (info.project.name === "desktop") {
          await page.emulateMedia({ colorScheme: "dark" });
          await hasSettled(page);
          await expectAccessible(page);
          await pictured(page, screen, "dark");
          await page.emulateMedia({ colorScheme: "light" });
        }
        await page.setViewportSize({ ...size, width: 320 });
        await expectNoSidewaysScroll(page);
        if (info.project.name === "narrow" && !screen.floats) {
          await inGerman(page, screen.name);
        }
        await page.setViewportSize(size);
        if (info.project.name === "desktop") {
          await expectFocusSeen(page);
        }
      });
    }
  });
}
