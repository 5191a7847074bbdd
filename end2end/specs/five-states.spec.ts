// Empty, loading, refused, failed, done: what each page shows when it cannot show itself.

import { MoveScreen } from "../harness/move-screen.ts";
import { PEOPLE } from "../harness/cast.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, fillSignIn, type Page, test } from "../harness/test.ts";

const SERVER_FUNCTIONS = {
  profile: "**/api/profile*",
  screen: "**/api/move/screen*",
  review: "**/api/move/review*",
  commit: "**/api/move/commit*",
} as const;

const FAILURE = { status: 500, contentType: "application/json", body: JSON.stringify({ code: "internal", incident: "7f3a" }) };
const AWAY = { status: 503, contentType: "application/json", body: JSON.stringify({ code: "unavailable" }) };

/** Follows a link inside the browser, so that the page asks by server function. */
const follow = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();

const state = (page: Page, kind: string) => page.locator(`.state[data-kind=${kind}]`);

test.describe("empty", () => {
  test("with nothing on offer the way to move is not offered, and the page says why", async ({ page, signIn, rest }) => {
    await rest("ana").patchSettings("aster", "user_move", { available_organizations: [] });
    await signIn("dana");
    await expect(page.getByText("No organization takes people who move themselves from here.")).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "Move to Organization" })).toHaveCount(0);
    await page.goto("/move");
    await expect(state(page, "empty")).toContainText("No organization takes part in moves");
    await expect(state(page, "empty").getByRole("link", { name: "Back to my profile" })).toBeVisible();
    await expectAccessible(page);
  });

  test("a confirmation of nothing leads back to the choice", async ({ page, signIn }) => {
    await signIn("dana");
    await page.goto("/move/confirm");
    await expect(state(page, "empty")).toContainText("No organization was chosen");
    await state(page, "empty").getByRole("link", { name: "Move to Organization" }).click();
    await new MoveScreen(page).isShown();
  });

  test("an address that leads nowhere says so, with the way back", async ({ page, signIn, complaints }) => {
    await signIn("dana");
    complaints.provoke(/404/);
    const response = await page.goto("/no-such-page");
    expect(response?.status()).toBe(404);
    await expect(state(page, "empty")).toContainText("There is nothing here");
    await state(page, "empty").getByRole("link", { name: "Back to my profile" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
  });

  test("an address that leads nowhere offers to sign in to who is not", async ({ page, complaints }) => {
    complaints.provoke(/404/);
    await page.goto("/no-such-page");
    await expect(state(page, "empty")).toContainText("There is nothing here");
    await expect(state(page, "empty").getByRole("link", { name: "Sign in" })).toBeVisible();
    await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
    await expect(page).toHaveURL("/sign-in");
    await expect(page.getByRole("banner")).toHaveCount(0);
  });
});

test.describe("loading", () => {
  test("a slow answer keeps the frame and says that it is loading", async ({ page, signIn, isTakenOver }) => {
    await signIn("dana");
    await isTakenOver();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(SERVER_FUNCTIONS.screen, async (route) => {
      await held;
      await route.continue();
    });
    await follow(page, "Move");
    await expect(state(page, "loading")).toBeVisible();
    await expect(page.getByRole("status", { name: "Loading" })).toBeVisible();
    await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "true");
    await expect(page.locator(".brand-name")).toHaveText("Harbour Clinic");
    await expectNoSidewaysScroll(page);
    answer();
    await new MoveScreen(page).isShown();
    await expect(page.getByRole("main")).not.toHaveAttribute("aria-busy", "true");
  });

  test("a slow question says that it is loading, and can be left", async ({ page, signIn }) => {
    await signIn("dana");
    const screen = new MoveScreen(page);
    await screen.open();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(SERVER_FUNCTIONS.review, async (route) => {
      await held;
      await route.continue();
    });
    await screen.choose("Lakeside Clinic");
    await expect(screen.dialog().getByRole("status", { name: "Loading" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(screen.dialog()).toBeHidden();
    answer();
    await screen.choose("Hillcrest Hospital");
    await expect(screen.dialog().getByRole("heading", { name: "Move your home to Hillcrest Hospital?" })).toBeVisible();
  });

  test("a slow move says that it is under way and takes no second press", async ({ page, signIn }) => {
    await signIn("dana");
    const screen = new MoveScreen(page);
    await screen.open();
    await screen.choose("Lakeside Clinic");
    await screen.acknowledge();
    let sent = 0;
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(SERVER_FUNCTIONS.commit, async (route) => {
      sent += 1;
      await held;
      await route.continue();
    });
    await screen.continue().click();
    const busy = screen.dialog().getByRole("button", { name: "Moving" });
    await expect(busy).toHaveAttribute("aria-busy", "true");
    await busy.click();
    answer();
    await screen.hasArrivedAt("Lakeside Clinic");
    expect(sent).toBe(1);
  });
});

test.describe("refused", () => {
  test("a session that ended leads to sign-in and back to the page", async ({ page, signIn, context }) => {
    await signIn("dana");
    await context.clearCookies();
    await page.goto("/move");
    await expect(page).toHaveURL("/sign-in?to=/move");
    await fillSignIn(page, PEOPLE.dana.username, PEOPLE.dana.password);
    await new MoveScreen(page).isShown();
  });

  test("a session that ended while Dana was asked says what to do, and nothing is moved", async ({ page, signIn, context, rest, complaints }) => {
    await signIn("dana");
    const screen = new MoveScreen(page);
    await screen.open();
    await screen.choose("Lakeside Clinic");
    await screen.acknowledge();
    await context.clearCookies();
    complaints.provoke(/401/);
    await screen.continue().click();
    await expect(screen.dialog()).toContainText("You are signed out.");
    await screen.dialog().getByRole("link", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/sign-in\?to=\/move/);
    expect(await rest("dana").home("dana")).toBe("harbour");
  });

  test("somebody locked in the meantime is refused with the reason", async ({ page, signIn, rest }) => {
    await signIn("dana");
    const screen = new MoveScreen(page);
    await screen.open();
    const locked = await rest("ana").post("users/dana/lock", { locked: true });
    expect(locked.status, locked.text).toBe(200);
    await screen.choose("Lakeside Clinic");
    await expect(screen.dialog().locator(".finding[data-severity=blocker]")).toContainText("You are locked");
    await expect(screen.continue()).toHaveAttribute("aria-disabled", "true");
    await expectAccessible(page);
  });
});

test.describe("failed", () => {
  test("a page that fails says what to do, and trying again works", async ({ page, signIn, complaints, isTakenOver }) => {
    await signIn("dana");
    await isTakenOver();
    complaints.provoke(/500/);
    await page.route(SERVER_FUNCTIONS.screen, (route) => route.fulfill(FAILURE));
    await follow(page, "Move");
    await expect(state(page, "failed")).toContainText("That did not work");
    await expect(state(page, "failed")).toContainText("7f3a");
    await expectAccessible(page);
    await page.unroute(SERVER_FUNCTIONS.screen);
    await state(page, "failed").getByRole("link", { name: "Try again" }).click();
    await new MoveScreen(page).isShown();
  });

  test("the profile that fails says what to do", async ({ page, signIn, complaints }) => {
    await signIn("dana");
    const screen = new MoveScreen(page);
    await screen.open();
    complaints.provoke(/503/);
    await page.route(SERVER_FUNCTIONS.profile, (route) => route.fulfill(AWAY));
    await follow(page, "My profile");
    await expect(state(page, "failed")).toContainText("The directory did not answer");
    await expect(state(page, "failed").getByRole("link", { name: "Try again" })).toBeVisible();
  });

  test("a question that fails can be asked again", async ({ page, signIn, complaints }) => {
    await signIn("dana");
    const screen = new MoveScreen(page);
    await screen.open();
    complaints.provoke(/500/);
    await page.route(SERVER_FUNCTIONS.review, (route) => route.fulfill(FAILURE));
    await screen.choose("Lakeside Clinic");
    await expect(screen.dialog()).toContainText("That did not work");
    await expect(screen.dialog()).toContainText("Nothing was changed.");
    await expectAccessible(page);
    await page.unroute(SERVER_FUNCTIONS.review);
    await screen.dialog().getByRole("button", { name: "Try again" }).click();
    await expect(screen.dialog().getByRole("heading", { name: "Move your home to Lakeside Clinic?" })).toBeVisible();
  });

  test("a move whose answer is lost is not done twice", async ({ page, signIn, rest, complaints }) => {
    await signIn("dana");
    const screen = new MoveScreen(page);
    await screen.open();
    await screen.choose("Lakeside Clinic");
    await screen.acknowledge();
    complaints.provoke(/503/);
    // The move happens, but its answer does not come through.
    await page.route(SERVER_FUNCTIONS.commit, async (route) => {
      await route.fetch();
      await route.fulfill(AWAY);
    });
    await screen.continue().click();
    await expect(screen.dialog()).toContainText("The directory did not answer");
    expect(await rest("dana").home("dana")).toBe("lakeside");
    await page.unroute(SERVER_FUNCTIONS.commit);
    await screen.dialog().getByRole("button", { name: "Try again" }).click();
    await screen.hasArrivedAt("Lakeside Clinic");
    await page.goto("/profile");
    await expect(page.getByRole("region", { name: "History" }).getByRole("listitem")).toHaveCount(1);
  });

  test("sign-in says when the directory is away", async ({ page }) => {
    await page.goto("/sign-in?reason=unavailable");
    await expect(page.getByRole("alert")).toContainText("We cannot check your password now.");
  });
});

test("done: the arrival stays where it is, however often it is opened", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.choose("Lakeside Clinic");
  await screen.acknowledge();
  await screen.continue().click();
  await screen.hasArrivedAt("Lakeside Clinic");
  await page.reload();
  await screen.hasArrivedAt("Lakeside Clinic");
});
