// Every screen as a picture under `test-results/pictures`, to be looked at whenever it changes.

import { fileURLToPath } from "node:url";
import { MoveScreen } from "../harness/move-screen.ts";
import { SCREENS } from "../harness/screens.ts";
import { expect, test } from "../harness/test.ts";

const FOLDER = fileURLToPath(new URL("../test-results/pictures/", import.meta.url));
const README = fileURLToPath(new URL("../../docs/pictures/move-to-organization.png", import.meta.url));

const LOOKS = [
  { look: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { look: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { look: "narrow", colorScheme: "light", viewport: { width: 360, height: 740 } },
] as const;

for (const { look, colorScheme, viewport } of LOOKS) {
  test.describe(look, () => {
    test.use({ colorScheme, viewport, contextOptions: { reducedMotion: "reduce" } });

    for (const person of [undefined, "dana", "carla", "hugo"] as const) {
      test(`what ${person ?? "nobody in particular"} sees`, async ({ page, signIn, complaints }) => {
        if (person) {
          await signIn(person);
          await page.waitForURL("/profile");
        }
        for (const screen of SCREENS.filter((screen) => screen.as === person)) {
          if (screen.missing) complaints.provoke(/404/);
          await screen.show(page);
          const isOver = screen.name.endsWith("question") || screen.name.endsWith("menu");
          await page.screenshot({ path: `${FOLDER}${screen.name}-${look}.png`, fullPage: !isOver, animations: "disabled" });
        }
      });
    }
  });
}

test.describe("the picture", () => {
  test.use({ deviceScaleFactor: 1.5, viewport: { width: 1280, height: 980 } });

  test("for the README @readme", async ({ page, signIn }) => {
    await signIn("dana");
    const screen = new MoveScreen(page);
    await screen.open();
    await screen.row("Riverside Campus").click();
    await expect(screen.consequences().locator(".outcome").first()).toBeVisible();
    await page.screenshot({ path: README, animations: "disabled" });
  });
});
