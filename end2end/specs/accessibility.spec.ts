// Every screen against axe, without exceptions; runs in light, in dark and on a phone.

import { SCREENS } from "../harness/screens.ts";
import { expectAccessible, expectNoSidewaysScroll, test } from "../harness/test.ts";

for (const screen of SCREENS) {
  test(`${screen.name} has nothing axe objects to, and needs no sideways scrolling`, async ({ page, signIn, complaints }) => {
    if (screen.as) {
      await signIn(screen.as);
      await page.waitForURL("/profile");
    }
    if (screen.missing) {
      complaints.provoke(/404/);
    }
    await screen.show(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const size = page.viewportSize();
    await page.setViewportSize({ width: 320, height: size?.height ?? 740 });
    await expectNoSidewaysScroll(page);
  });
}
