// The picture in the README: `npm run picture:readme`.

import { fileURLToPath } from "node:url";
import { MoveScreen } from "../harness/move-screen.ts";
import { expect, test } from "../harness/test.ts";

const PICTURE = fileURLToPath(new URL("../../docs/pictures/move-to-organization.png", import.meta.url));

test.use({ deviceScaleFactor: 1.5, viewport: { width: 1280, height: 980 } });

test("Move to Organization, for the README @readme", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.row("Riverside Campus").click();
  await screen.consequences().getByLabel("Position there").selectOption({ label: "Ward Services › Transport" });
  await expect(screen.consequences().locator(".outcome").first()).toBeAttached();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: PICTURE, animations: "disabled" });
});
