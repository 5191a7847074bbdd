// `test` with everything the specs share: a server of its own, people who sign in, REST, and a browser
// whose every complaint fails the test.

import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, type Page, test as base, expect } from "@playwright/test";
import { PEOPLE, type Person } from "./cast.ts";
import { Complaints } from "./complaints.ts";
import { Rest } from "./rest.ts";
import { Server } from "./server.ts";

interface Fixtures {
  /** The server of this test alone. */
  server: Server;
  /** What the browser says; a test that provokes a complaint announces it here. */
  complaints: Complaints;
  /** REST in somebody's name; in nobody's without one. */
  rest: (person?: Person) => Rest;
  /** Signs in by the form's own request, and opens the profile; the form itself is the matter of `sign-in.spec.ts`. */
  signIn: (person: Person, page?: Page) => Promise<void>;
  /** Waits until the scripts have taken the page over. */
  isTakenOver: () => Promise<void>;
  /** A second browser, watched like the first. */
  anotherBrowser: () => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },

  baseURL: async ({ server }, use) => use(server.address),

  complaints: async ({}, use) => {
    const complaints = new Complaints();
    await use(complaints);
    complaints.judge();
  },

  context: async ({ context, complaints, javaScriptEnabled }, use) => {
    complaints.watch(context, javaScriptEnabled);
    await use(context);
  },

  rest: async ({ server }, use) => use((person) => new Rest(server, person)),

  signIn: async ({ page }, use) => use((person, other) => sendSignIn(other ?? page, person)),

  isTakenOver: async ({ page }, use) => {
    await page.addInitScript(() => document.addEventListener("taken-over", () => Object.assign(window, { isTakenOver: true })));
    await use(async () => void (await page.waitForFunction(() => "isTakenOver" in window)));
  },

  anotherBrowser: async ({ browser, server, complaints, contextOptions }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await open(browser, { ...contextOptions, baseURL: server.address });
      opened.push(context);
      complaints.watch(context, contextOptions.javaScriptEnabled ?? true);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

function open(browser: Browser, options: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext> {
  return browser.newContext(options);
}

async function sendSignIn(page: Page, person: Person): Promise<void> {
  const answer = await page.request.post("/sign-in", { form: { ...PEOPLE[person] }, maxRedirects: 0 });
  expect(answer.status(), await answer.text()).toBe(303);
  await page.goto("/profile");
}

/** Fills in the sign-in form and sends it. */
export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  if (new URL(page.url(), "http://none").pathname !== "/sign-in") {
    await page.goto("/sign-in");
  }
  await page.getByLabel("Sign-in name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Holds the page, as it is, against every rule of axe, best practices included. */
export async function expectAccessible(page: Page): Promise<void> {
  // WHY legacy: what it leaves out is looking into frames, of which there are none, by a page of its own; that takes twice as long as all rules.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary}`));
  expect(told, `axe on ${page.url()}`).toEqual([]);
}

/** Keeps what is sent to an address until the answer is called for. */
export async function holdAnswers(page: Page, address: string | RegExp): Promise<() => void> {
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return answer;
}

/** Nothing on the page needs sideways scrolling. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const root = document.documentElement;
    const wide = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 || element.getBoundingClientRect().left < -1)
      .slice(0, 3)
      .map((element) => element.outerHTML.slice(0, 120));
    return root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} in ${root.clientWidth}`, ...wide] : [];
  });
  expect(excess, `${page.url()} is wider than its window`).toEqual([]);
}

/** Whatever the keyboard can reach shows that it is reached. */
export async function expectFocusSeen(page: Page): Promise<void> {
  // The browser shows the focus of who uses the keyboard.
  await page.keyboard.press("Tab");
  const unseen = await page.evaluate(() => {
    // How a stop, what it stands in and what it draws are marked.
    const looks = (stop: Element): string =>
      [stop, stop.parentElement, stop.firstElementChild]
        .map((element) => {
          if (!element) return "";
          const { outlineStyle, outlineWidth, boxShadow, stroke, strokeWidth } = getComputedStyle(element);
          return [outlineStyle === "none" ? "" : outlineWidth, boxShadow, stroke, strokeWidth].join();
        })
        .join(";");
    const stops = document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const told: string[] = [];
    for (const stop of stops) {
      (document.activeElement as HTMLElement | null)?.blur();
      const before = looks(stop);
      stop.focus();
      if (document.activeElement === stop && looks(stop) === before) {
        told.push(stop.outerHTML.slice(0, 120));
      }
    }
    return told;
  });
  expect(unseen, `stops of the focus on ${page.url()} that cannot be seen`).toEqual([]);
}

export { expect };
export type { Page };
