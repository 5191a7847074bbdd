// The list judges every organization in the browser: what it says, how it narrows and sorts.

import { MoveScreen, outcome } from "../harness/move-screen.ts";
import { expect, test } from "../harness/test.ts";

test("typing narrows the list without asking the server", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  const all = await screen.names();
  expect(all.length).toBeGreaterThan(5);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));

  await screen.search().pressSequentially("CLIN");
  await expect(screen.rows()).toHaveCount(2);
  expect((await screen.names()).sort()).toEqual(["Lakeside Clinic", "Palm Court Clinic"]);
  await expect(page.locator(".choices-foot")).toContainText(`2 of ${all.length} organizations.`);

  await screen.search().fill("zzz");
  await expect(screen.rows()).toHaveCount(0);
  await expect(page.locator(".choices-foot")).toContainText("No organization has this name.");

  await screen.search().fill("");
  await expect(screen.rows()).toHaveCount(all.length);
  expect(asked, "requests while typing").toEqual([]);
});

test("what would work stands first, what would not last, and other orders are one choice away", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await expect(screen.sort()).toHaveValue("would-work");
  const verdicts = await screen.verdicts();
  const rank = ["works", "warns", "deferred", "refuses"];
  expect(verdicts).toEqual([...verdicts].sort((a, b) => rank.indexOf(a) - rank.indexOf(b)));
  expect(verdicts).toContain("works");
  expect(verdicts).toContain("warns");
  expect(verdicts.at(-1)).toBe("refuses");
  await expect(page.locator(".choices-title")).toHaveText([/Would work\s*\d+/, /Would not work\s*\d+/]);

  await screen.sort().selectOption("Name");
  await expect(page.locator(".choices-title")).toHaveCount(1);
  const names = await screen.names();
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "en")));

  await screen.sort().selectOption("Place in the tree");
  await expect.poll(async () => (await screen.names())[0]).toBe("Aster North");
});

test("what all destinations share is told once, above the list, and the rows count what comes on top", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  const note = page.locator(".move-choose .note");
  await expect(note).toHaveCount(1);
  await expect(note).toContainText("Wherever you move");
  await expect(note).toContainText("Alert Publisher");
  await expect(note).toContainText("Your subscription to Field Services ends, and 1 more of this kind");
  await expect(screen.row("Field Services")).toContainText("You subscribe to it now; you would live there.");
  await expect(screen.row("Lakeside Clinic")).not.toContainText("subscribe");
  await expect(page.locator(".choices")).not.toContainText("Alert Publisher");
  await expect(screen.row("Lakeside Clinic").locator(".verdict")).toHaveText("Can move");
});

test("an organization that takes nobody who moves alone says so, and whom to ask", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await expect(screen.row("Northgate Pharmacy").locator(".verdict")).toHaveText("Cannot");
  await expect(screen.row("Northgate Pharmacy")).toContainText("takes nobody who moves alone");
  await screen.row("Northgate Pharmacy").click();
  const told = screen.consequences();
  await expect(told.getByText("You cannot move here")).toBeVisible();
  await expect(told.locator(".finding[data-severity=blocker]")).toContainText("takes nobody who moves alone");
  await expect(told.locator(".remedy")).toContainText("Nils Bergström");

  await expect(screen.ok()).toHaveAttribute("aria-disabled", "true");
  const why = await screen.ok().getAttribute("aria-describedby");
  await expect(page.locator(`#${why}`)).toContainText("You cannot move to");
  await screen.ok().click({ force: true });
  await expect(screen.dialog()).toBeHidden();
  expect(await rest("dana").home("dana")).toBe("harbour");
});

test("closed organizations, the own home and those that take no part are not in the list", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  const names = await screen.names();
  for (const absent of ["Harbour Clinic", "Learning Centre", "Mangrove Hospice", "Sandbar Urgent Care", "Bramble Foods", "Folio Studio"]) {
    expect(names).not.toContain(absent);
  }
});

test("before a choice OK is off and says why", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await expect(screen.ok()).toHaveAttribute("aria-disabled", "true");
  const why = await screen.ok().getAttribute("aria-describedby");
  await expect(page.locator(`#${why}`)).toContainText("Choose an organization first.");
});

test("a locked person is told of the lock and whom to ask, and is promised nothing", async ({ page, signIn }) => {
  await signIn("carla");
  await expect(page.getByText("Locked: cannot move alone")).toBeVisible();
  const card = page.getByRole("main").locator(".finding[data-code=user-locked]");
  await expect(card, "the profile says it too").toContainText("Nils Bergström");
  await page.goto("/move");
  const screen = new MoveScreen(page);
  await screen.isReady();
  await expect(page.locator(".move-choose .finding")).toContainText("You are locked");
  await expect(page.locator(".move-choose .finding .remedy")).toContainText("Nils Bergström");
  await expect(page.getByText("Wherever you move")).toHaveCount(0);
  expect(new Set(await screen.verdicts())).toEqual(new Set(["refuses"]));
  await screen.row("Lakeside Clinic").click();
  const told = screen.consequences();
  await expect(told.getByText("You cannot move here")).toBeVisible();
  await expect(told.locator(".finding[data-severity=blocker]")).toContainText("You are locked");
  await expect(told.locator(".remedy")).toContainText("Nils Bergström");
  await expect(screen.ok()).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("You cannot move anywhere now.")).toBeVisible();
  await expect(page.getByText("Choose another one.")).toHaveCount(0);
});

test("a position can be chosen before moving, and is taken", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.row("Riverside Campus").click();
  const told = screen.consequences();
  await expect(told.locator(".finding[data-severity=warning]", { hasText: "You need a position there" })).toBeVisible();
  await expect(told.locator(".finding", { hasText: "Leo Whitfield needs a position there" }).locator(".remedy")).toContainText("Ask Nils Bergström");
  await expect(outcome(told, "Is gained"), "the top counts as none").not.toContainText("Position");
  await expect(screen.row("Riverside Campus").locator(".verdict")).toHaveText("Can, 3 warnings");
  const position = told.getByLabel("Position there");
  await expect(position.locator("option:checked")).toHaveText("The top, until another is chosen");
  await position.selectOption({ label: "Ward Services › Transport" });
  await expect(screen.row("Riverside Campus").locator(".verdict"), "the row is judged anew").toHaveText("Can, 2 warnings");
  await expect(told.locator(".finding[data-severity=warning]", { hasText: "You need a position there" })).toHaveCount(0);
  await screen.ok().click();
  await screen.acknowledge();
  await screen.continue().click();
  await screen.hasArrivedAt("Riverside Campus");
  await page.goto("/profile");
  await expect(page.getByRole("region", { name: "Home", exact: true })).toContainText("Transport");
});

test("the list can be sent around: text, order and choice stand in the address", async ({ page, signIn }) => {
  await signIn("dana");
  await page.goto("/move?text=clinic&sort=name&destination=palm-court");
  const screen = new MoveScreen(page);
  await screen.isShown();
  await expect(screen.search()).toHaveValue("clinic");
  await expect(screen.sort()).toHaveValue("name");
  await expect(screen.radio("Palm Court Clinic")).toBeChecked();
  await expect(screen.rows()).toHaveCount(2);
});

test("what is typed and chosen before the scripts have come is kept when they come", async ({ page, signIn }) => {
  await signIn("dana");
  let come = () => {};
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/move");
  const screen = new MoveScreen(page);
  await screen.isShown();
  await screen.search().fill("lake");
  await screen.row("Lakeside Clinic").click();
  come();
  await screen.isReady();
  await expect(screen.radio("Lakeside Clinic")).toBeChecked();
  await expect(screen.search()).toHaveValue("lake");
  await expect(screen.rows()).toHaveCount(1);
  await expect(screen.consequences().locator(".route")).toContainText("Lakeside Clinic");
});

test("a position is asked for where it makes a difference, with no memory where there is none", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.row("Lakeside Clinic").click();
  const position = screen.consequences().getByLabel("Position there");
  await expect(position.getByRole("option")).toHaveText(["No position", "Consulting", "Lakeside Clinic", "Reception"]);
  await screen.row("Northgate Pharmacy").click();
  await expect(screen.consequences().getByText("You cannot move here")).toBeVisible();
  await expect(position).toHaveCount(0);
});

test("another choice is read from its top", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.row("Riverside Campus").click();
  const region = page.locator(".consequences");
  await region.evaluate((region) => region.scrollTo(0, 10_000));
  expect(await region.evaluate((region) => region.scrollTop)).toBeGreaterThan(0);
  await screen.row("Hillcrest Hospital").click();
  await expect.poll(() => region.evaluate((region) => region.scrollTop)).toBe(0);
});

test("on a phone, what happens is one press away", async ({ page, signIn }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.row("Coral Bay Birth Centre").click();
  const heading = page.getByRole("heading", { name: "What happens" });
  await expect(heading).not.toBeInViewport();
  await page.getByRole("link", { name: "See what happens" }).click();
  await expect(heading).toBeInViewport();
});
