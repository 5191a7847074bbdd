// What every page shows while it cannot show itself: it loads, it failed, it is refused. The list is held against
// the app's own, so that no page is forgotten; what is empty and what is done has its place in `screens.ts`.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Person } from "../harness/cast.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, type Page, test } from "../harness/test.ts";

interface Asking {
  path: string;
  as: Person;
  /** Where it is, if not at its path. */
  address?: string;
}

/** Pages that ask the server before they can show themselves. */
const ASKING: Asking[] = [
  { path: "/profile", as: "dana" },
  { path: "/move", as: "dana" },
  { path: "/move/confirm", as: "dana", address: "/move/confirm?destination=lakeside" },
  { path: "/move/done", as: "dana", address: "/move/done?id=0190b0e0-0000-7000-8000-000000000000" },
  { path: "/tokens", as: "grace" },
  { path: "/jobs", as: "omar" },
  { path: "/provisioning", as: "rita" },
  { path: "/provisioning/:job", as: "rita", address: "/provisioning/0190b0e0-0000-7000-8000-000000000000" },
  { path: "/users", as: "omar" },
  { path: "/users/new", as: "grace" },
  { path: "/move-users", as: "viktor" },
  { path: "/transactions", as: "viktor" },
  { path: "/transactions/:transaction", as: "viktor", address: "/transactions/0190b0e0-0000-7000-8000-000000000000" },
  { path: "/users/export", as: "omar" },
  { path: "/users/import", as: "omar" },
  { path: "/users/:user", as: "omar", address: "/users/dana" },
  { path: "/users/:user/edit", as: "grace", address: "/users/dana/edit" },
  { path: "/moves", as: "ana" },
  { path: "/moves/:move", as: "ana", address: "/moves/0190b0e0-0000-7000-8000-000000000000" },
  { path: "/wizard/move", as: "rita" },
  { path: "/wizard/move/:step", as: "rita", address: "/wizard/move/mapping?source=bramble&user=priya.raman&destination=cobalt" },
  { path: "/wizard/copy/:step", as: "ada", address: "/wizard/copy/details?user=lin.zhou" },
  { path: "/wizard/account/:step", as: "hugo", address: "/wizard/account/choose?user=maya&destination=folio-tokyo" },
  { path: "/library", as: "maya" },
  { path: "/library/:folder", as: "maya", address: "/library/f-launch" },
  { path: "/transfers", as: "hugo" },
  { path: "/transfers/:transfer", as: "hugo", address: "/transfers/0190b0e0-0000-7000-8000-000000000000" },
  { path: "/why", as: "omar", address: "/why?person=dana&to=riverside" },
  { path: "/audit", as: "aud" },
  { path: "/catalogue", as: "petra" },
  { path: "/organizations", as: "ana" },
  { path: "/organizations/new", as: "sys" },
  { path: "/organizations/:code", as: "ana", address: "/organizations/harbour" },
  { path: "/organizations/:code/telephony", as: "viktor", address: "/organizations/quay/telephony" },
  { path: "/numbers/:number", as: "viktor", address: "/numbers/7102" },
  { path: "/organizations/:code/settings/:section", as: "ana", address: "/organizations/harbour/settings/look" },
];

/** Pages that know what they show: forms of who is not signed in yet or changes a password, and the way to the profile. */
const KNOWING = ["/", "/sign-in", "/welcome/:token", "/change-password"];

const API = "**/api/**";
const answer = (status: number, code: string) => ({ status, contentType: "application/json", body: JSON.stringify({ code }) });
const state = (page: Page, kind: string) => page.getByRole("main").locator(`.state[data-kind=${kind}]`);

/** Follows a link to the address inside the browser, so that the page asks by server function. */
async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    const link = document.createElement("a");
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
}

test("the lists name every page of the app", () => {
  const app = readFileSync(fileURLToPath(new URL("../../app/src/lib.rs", import.meta.url)), "utf8");
  const there = [...app.matchAll(/path!\("([^"]+)"\)/g)].map(([, path]) => path).sort();
  expect([...KNOWING, ...ASKING.map(({ path }) => path)].sort()).toEqual(there);
});

for (const { path, as, address = path } of ASKING) {
  test(`${path} says when it loads, when it failed and when it is refused`, async ({ page, signIn, complaints, isTakenOver }) => {
    complaints.provoke(/503/);
    complaints.provoke(/403/);
    await signIn(as);
    const elsewhere = path === "/profile" ? "/tokens" : "/profile";
    await page.goto(elsewhere);
    await isTakenOver();

    let give = () => {};
    const held = new Promise<void>((resolve) => (give = resolve));
    await page.route(API, async (route) => {
      await held;
      await route.fulfill(answer(503, "unavailable"));
    });
    await follow(page, address);
    await expect(state(page, "loading")).toBeVisible();
    await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "true");
    await expectNoSidewaysScroll(page);
    give();
    await expect(state(page, "failed")).toContainText("The directory did not answer");
    await expectAccessible(page);

    await expect(state(page, "failed").getByRole("link", { name: "Try again" })).toHaveAttribute("href", address);

    await page.unroute(API);
    await page.route(API, (route) => route.fulfill(answer(403, "forbidden")));
    await page.goto(elsewhere);
    await isTakenOver();
    await follow(page, address);
    await expect(state(page, "refused")).toContainText("You may not see this");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}
