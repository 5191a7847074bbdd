// Signing in and out; runs with and without scripts.

import { PEOPLE } from "../harness/cast.ts";
import { expect, fillSignIn, test } from "../harness/test.ts";

const { username, password } = PEOPLE.dana;

test("signing in leads to the profile, signing out leads away from it", async ({ page }) => {
  await fillSignIn(page, username, password);
  await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
  await expect(page).toHaveURL("/profile");

  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await page.goto("/profile");
  await expect(page).toHaveURL(/\/sign-in\?to=/);
});

test("after signing out, the cookie from before opens nothing", async ({ page, context, server }) => {
  await fillSignIn(page, username, password);
  await expect(page).toHaveURL("/profile");
  const [session] = (await context.cookies()).filter((cookie) => cookie.httpOnly && /rehome/.test(cookie.name));
  expect(session, "a session cookie that scripts cannot read").toBeDefined();
  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();

  const answer = await fetch(`${server.address}/profile`, { redirect: "manual", headers: { Cookie: `${session?.name}=${session?.value}` } });
  expect(answer.status).toBeGreaterThanOrEqual(302);
  expect(answer.status).toBeLessThanOrEqual(303);
  expect(answer.headers.get("location")).toContain("/sign-in");
});

test("a wrong password and an unknown name are told in the same words", async ({ page }) => {
  const told: string[] = [];
  for (const [name, secret] of [
    [username, "not the password"],
    ["nobody.at.all", password],
  ] as const) {
    await page.goto("/sign-in");
    await fillSignIn(page, name, secret);
    await expect(page.getByRole("alert")).toContainText("The sign-in name or the password is wrong.");
    told.push(await page.getByRole("alert").innerText());
    await expect(page.getByLabel("Password")).toHaveValue("");
  }
  expect(told[0]).toBe(told[1]);
});

test("too many wrong passwords end in a pause, even for the right one", async ({ page, server, complaints }) => {
  const form = new URLSearchParams({ username, password: "wrong", to: "/" });
  const send = (body: URLSearchParams) =>
    fetch(`${server.address}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: server.address, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded" },
      body,
    });
  for (let tries = 0; tries < 10; tries += 1) {
    await send(form);
  }
  complaints.provoke(/429/);
  await fillSignIn(page, username, password);
  await expect(page.getByRole("alert")).toContainText("Too many tries.");
  await expect(page.getByRole("alert")).toContainText(/Wait 1[45] minutes, then try again\./);
  await page.goto("/profile");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a page behind sign-in asks for it first and is there afterwards", async ({ page }) => {
  for (const address of ["/profile", "/move", "/move/confirm?destination=lakeside", "/move/done?move=x"]) {
    await page.goto(address);
    await expect(page, address).toHaveURL(`/sign-in?to=${encodeURIComponent(address).replaceAll("%2F", "/")}`);
  }
  await page.goto("/move");
  await fillSignIn(page, username, password);
  await expect(page.getByRole("heading", { level: 1, name: "Move to Organization" })).toBeVisible();
});

test("signing in never leads to another site", async ({ page, server }) => {
  await page.goto("/sign-in?to=//evil.example/");
  await fillSignIn(page, username, password);
  await expect(page).toHaveURL(`${server.address}/profile`);
});

test("the keyboard alone signs in", async ({ page }) => {
  await page.goto("/sign-in");
  const name = page.getByLabel("Sign-in name");
  for (let steps = 0; steps < 10 && !(await name.evaluate((field) => field === document.activeElement)); steps += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type(username);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
});
