// The move as plain forms, in a browser that runs no scripts.

import { MoveScreen, outcome, panel } from "../harness/move-screen.ts";
import { expect, expectNoSidewaysScroll, fillSignIn, test } from "../harness/test.ts";

test("Dana moves herself with plain forms", async ({ page, signIn, rest }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.row("Lakeside Clinic").click();
  await screen.ok().click();

  await expect(page).toHaveURL(/\/move\/confirm\?.*destination=lakeside/);
  await expect(page.getByRole("heading", { level: 1, name: "Move your home to Lakeside Clinic?" })).toBeVisible();
  await expect(page.locator(".finding[data-severity=warning]")).not.toHaveCount(0);
  await expect(page.getByText("Continue confirms every warning on this page.")).toBeVisible();
  await expect(outcome(page, "Is lost")).toContainText("Alert Publisher");
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Continue" }).click();

  await screen.hasArrivedAt("Lakeside Clinic");
  expect(await rest("dana").home("dana")).toBe("lakeside");
  await page.getByRole("main").getByRole("link", { name: "Open my profile" }).click();
  await expect(panel(page, "Home")).toContainText("Lakeside Clinic");
  await expect(panel(page, "History").getByRole("listitem").first()).toContainText("Lakeside Clinic");
});

test("narrowing and sorting load the page anew", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.search().fill("clinic");
  await screen.sort().selectOption("Name");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(screen.rows()).toHaveCount(2);
  expect(await screen.names()).toEqual(["Lakeside Clinic", "Palm Court Clinic"]);
  await expect(screen.sort()).toHaveValue("name");
  await expect(screen.search()).toHaveValue("clinic");
});

test("OK without a choice stays and asks for one, narrowing does not", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await screen.open();
  await screen.ok().click();
  await expect(page).toHaveURL("/move");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/move\?/);
  await page.goto("/move/confirm");
  await expect(page.getByText("No organization was chosen")).toBeVisible();
});

test("a position is chosen on the page and applied, and Go back keeps it", async ({ page, signIn, rest }) => {
  await signIn("dana");
  await page.goto("/move/confirm?destination=riverside");
  await expect(page.getByText("You need a position there").first()).toBeVisible();
  await page.getByLabel("Position there").selectOption("Front of house");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("You need a position there")).toHaveCount(0);
  await expect(outcome(page, "Is gained")).toContainText("Front of house");
  await page.getByRole("link", { name: "Go back" }).click();
  await expect(page).toHaveURL("/move?destination=riverside&position=Front%20of%20house");
  await expect(page.getByLabel("Position there")).toHaveValue("Front of house");
  await new MoveScreen(page).ok().click();
  await page.getByRole("button", { name: "Continue" }).click();
  await new MoveScreen(page).hasArrivedAt("Riverside Campus");
  expect((await rest("dana").get("users/dana")).text).toContain("Front of house");
});

test("a position that was not looked at is not taken: the page says so and asks again", async ({ page, signIn, rest }) => {
  await signIn("dana");
  await page.goto("/move/confirm?destination=lakeside");
  await page.getByLabel("Position there").selectOption("Reception");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Something changed since you looked")).toBeVisible();
  await expect(page.getByText("You ask for another position than the one you looked at.")).toBeVisible();
  expect(await rest("dana").home("dana")).toBe("harbour");
  await expect(page.getByLabel("Position there")).toHaveValue("Reception");
  await page.getByRole("button", { name: "Continue" }).click();
  await new MoveScreen(page).hasArrivedAt("Lakeside Clinic");
  expect((await rest("dana").get("users/dana")).text).toContain("Reception");
});

test("an organization that takes nobody says so and offers no Continue", async ({ page, signIn }) => {
  await signIn("dana");
  await page.goto("/move/confirm?destination=northgate");
  await expect(page.locator(".finding[data-severity=blocker]")).toContainText("takes nobody who moves alone");
  await expect(page.locator(".remedy").first()).toContainText("Nils Bergström");
  await expect(page.getByRole("button", { name: "Continue" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Go back" })).toBeVisible();
});

test("what changed in between is told, nothing is written, and Continue asks anew", async ({ page, signIn, rest }) => {
  await signIn("dana");
  await page.goto("/move/confirm?destination=lakeside");
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
  await rest("ana").patchSettings("lakeside", "hierarchy", { required: true });
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Something changed since you looked")).toBeVisible();
  await expect(page.getByText("New since you looked")).toBeVisible();
  await expect(page.getByText("You need a position there").first()).toBeVisible();
  expect(await rest("dana").home("dana")).toBe("harbour");
  await page.getByRole("button", { name: "Continue" }).click();
  await new MoveScreen(page).hasArrivedAt("Lakeside Clinic");
});

test("sending the same confirmation twice moves once, and leads to the same arrival", async ({ page, signIn, rest, server }) => {
  await signIn("dana");
  await page.goto("/move/confirm?destination=lakeside");
  const form = page.locator("form", { has: page.getByRole("button", { name: "Continue" }) });
  const fields = await form.evaluate((form: HTMLFormElement) => [...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const send = () =>
    page.request.post("/move", {
      headers: { Origin: server.address, "Content-Type": "application/x-www-form-urlencoded" },
      data: new URLSearchParams(fields).toString(),
      maxRedirects: 0,
    });
  const arrivals = [await send(), await send()].map((answer) => answer.headers().location);
  expect(arrivals[0]).toMatch(/^\/move\/done\?move=/);
  expect(arrivals[1]).toBe(arrivals[0]);
  expect(await rest("dana").home("dana")).toBe("lakeside");
  await page.goto("/profile");
  await expect(panel(page, "History").getByRole("listitem")).toHaveCount(1);
});

test("going back after the arrival asks about the present, not about the past", async ({ page, signIn }) => {
  await signIn("dana");
  await page.goto("/move/confirm?destination=lakeside");
  await page.getByRole("button", { name: "Continue" }).click();
  await new MoveScreen(page).hasArrivedAt("Lakeside Clinic");
  await page.goBack();
  await expect(page.getByText("The home is Lakeside Clinic already")).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue" })).toHaveCount(0);
});

test("theme and language are plain forms too", async ({ page, signIn }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByRole("button", { name: "English" }).click();
  await signIn("dana");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a first sign-in and a forced change of the password are plain forms", async ({ page, rest, anotherBrowser, server }) => {
  const made = await rest("grace").post("users", { username: "nia", password: "temporary word", pending: true });
  expect(made.status, made.text).toBe(201);
  await fillSignIn(page, "nia", "temporary word");
  await expect(page).toHaveURL(/\/change-password/);
  await page.getByLabel("Present password").fill("temporary word");
  await page.getByLabel("New password", { exact: true }).fill("short");
  await page.getByLabel("New password again").fill("short");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("A password has at least 8 characters.")).toBeVisible();
  await page.getByLabel("Present password").fill("temporary word");
  await page.getByLabel("New password", { exact: true }).fill("a word of my own");
  await page.getByLabel("New password again").fill("a word of my own");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "nia" }), "the way is free to where one wanted to go").toBeVisible();

  const pending = await rest("grace").post("users", { username: "tim", given: "Tim", pending: true });
  expect(pending.status, pending.text).toBe(201);
  const administrator = await anotherBrowser();
  await administrator.request.post("/sign-in", { form: { username: "grace.lim", password: "moving-day" } });
  const link = await administrator.request.post("/api/accounts/invite", {
    data: { acting_in: "harbour", user: pending.body.id },
    headers: { Origin: server.address },
  });
  expect(link.status(), await link.text()).toBe(200);
  const { token } = await link.json();
  await page.context().clearCookies();
  await page.goto(`/welcome/${token}`);
  await expect(page.getByRole("heading", { name: "Welcome, Tim" })).toBeVisible();
  await page.getByLabel("New password", { exact: true }).fill("a word of his own");
  await page.getByLabel("New password again").fill("a word of his own");
  await page.getByRole("button", { name: "Choose password and sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tim" })).toBeVisible();
});
