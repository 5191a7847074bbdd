// Every screen in light, in dark, on a phone and from right to left: held against axe without exceptions, narrowed to
// 320 pixels without sideways scrolling, gone through with the keyboard, and kept as a picture under
// `test-results/pictures`, to be looked at whenever it changes.

import { fileURLToPath } from "node:url";
import { type Screen, SCREENS } from "../harness/screens.ts";
import { expect, expectAccessible, expectFocusSeen, expectNoSidewaysScroll, type Page, test } from "../harness/test.ts";

const FOLDER = fileURLToPath(new URL("../test-results/pictures/", import.meta.url));

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Turns the screen that is there to Arabic; what lies over it would be gone with the page, and is mirrored only. */
async function turn(page: Page, screen: Screen): Promise<void> {
  if (screen.floats) {
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    return;
  }
  await page.context().addCookies([{ name: "language", value: "ar", url: page.url() }]);
  await page.reload();
  await page.getByRole("main").waitFor();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.context().clearCookies({ name: "language" });
}

for (const person of new Set(SCREENS.map((screen) => screen.as))) {
  test(`what ${person ?? "nobody in particular"} sees is accessible, and fits`, async ({ page, signIn, complaints }, info) => {
    const screens = SCREENS.filter((screen) => screen.as === person);
    test.setTimeout(20_000 + 15_000 * screens.length);
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
        await screen.show(page);
        if (info.project.name === "right-to-left") {
          await turn(page, screen);
        }
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        // A page that is scrolled, as to a field with the focus, has its bar in the middle of its picture.
        if (!screen.floats) {
          await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
        }
        await page.screenshot({ path: `${FOLDER}${screen.name}-${info.project.name}.png`, fullPage: !screen.floats, animations: "disabled" });
        await page.setViewportSize({ ...size, width: 320 });
        await expectNoSidewaysScroll(page);
        await page.setViewportSize(size);
        if (info.project.name === "desktop") {
          await expectFocusSeen(page);
        }
      });
    }
  });
}
