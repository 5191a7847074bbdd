// The account switcher: where an operator acts, changed by a plain form, with the keyboard, on phones and without scripts.

import { expect, test } from "../harness/test.ts";

test("who holds roles in one place only is told how to act below it", async ({ page, signIn }) => {
  await signIn("omar");
  const here = page.getByRole("button", { name: /Acting in/ });
  await expect(here).toContainText("Harbour Clinic");
  await here.click();
  await expect(page.locator("#acting-in")).toContainText("Your roles are in one organization.");
  await expect(page.locator("#acting-in").getByRole("button", { name: "Harbour Clinic" })).toHaveAttribute("aria-current", "true");
});

test("acting in an organization below changes what is in view, until one acts elsewhere again", async ({ page, signIn }) => {
  await signIn("ana");
  const headers = { Origin: new URL(page.url()).origin };
  const post = { form: { acting_in: "harbour", to: "/users" }, headers, maxRedirects: 0 };
  expect((await page.request.post("/preferences", post)).status()).toBe(303);
  await page.goto("/users");
  await expect(page.getByRole("button", { name: /Acting in/ })).toContainText("Harbour Clinic");
  await expect(page.getByRole("columnheader", { name: "Home" })).toHaveCount(0);
  const here = page.getByRole("button", { name: /Acting in/ });
  await here.focus();
  await page.keyboard.press("Enter");
  const aster = page.getByRole("button", { name: "Aster Health", exact: true });
  await expect(aster).toBeVisible();
  await aster.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /Acting in/ })).toContainText("Aster Health");
});

test("an organization out of view is nowhere to act", async ({ page, signIn }) => {
  await signIn("omar");
  const headers = { Origin: new URL(page.url()).origin };
  const post = { form: { acting_in: "riverside", to: "/users" }, headers, maxRedirects: 0 };
  expect((await page.request.post("/preferences", post)).status()).toBe(303);
  await page.goto("/users");
  await expect(page.getByRole("button", { name: /Acting in/ })).toContainText("Harbour Clinic");
});

test.describe("on a phone without scripts", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test("the switcher is in the menu", async ({ page, signIn }) => {
    await signIn("ana");
    const headers = { Origin: new URL(page.url()).origin };
    const post = { form: { acting_in: "harbour", to: "/profile" }, headers, maxRedirects: 0 };
    expect((await page.request.post("/preferences", post)).status()).toBe(303);
    await page.goto("/profile");
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("button", { name: /Acting in/ }).click();
    await page.getByRole("button", { name: "Aster Health", exact: true }).click();
    await page.getByRole("button", { name: "Menu" }).click();
    await expect(page.getByRole("button", { name: /Acting in/ })).toContainText("Aster Health");
  });
});

test("a kept filter for an organization that is out of view here can be taken off", async ({ page, signIn, complaints }) => {
  complaints.provoke(/404/);
  await signIn("omar");
  await page.goto("/users?organization=riverside");
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await expect(page.getByText("It is not there any more, or you cannot see it.")).toBeVisible();
  await page.getByRole("link", { name: "Everybody", exact: true }).click();
  await expect(page.locator("tbody .who-name", { hasText: "Dana Whitfield" })).toBeVisible();
});

test("when the session is over, nothing of it stands around the form to sign in", async ({ page, signIn, complaints, isTakenOver }) => {
  complaints.provoke(/401/);
  await signIn("omar");
  await page.goto("/users");
  const person = page.locator("tbody .who-name", { hasText: "Dana Whitfield" });
  await expect(person).toBeVisible();
  await isTakenOver();
  await page.context().clearCookies();
  await person.click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Acting in/ })).toHaveCount(0);
});
