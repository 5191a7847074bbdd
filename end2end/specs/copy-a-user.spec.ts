// The wizard that copies people: a customer's administrator makes somebody of a colleague or of a template.

import type { Locator } from "@playwright/test";
import { expect, expectAccessible, type Page, test } from "../harness/test.ts";

const PASSWORD = "Correct-Horse-7";

const step = (page: Page, name: string) => page.getByRole("navigation", { name: "Steps" }).locator(".step", { hasText: name });
const summary = (page: Page) => page.locator(".wizard-aside");
const isJudged = (page: Page) => summary(page).locator("[data-live]").waitFor();
const next = (page: Page) => summary(page).getByRole("link", { name: /^Next/ });
const verdict = (page: Page, field: string) => page.locator(`#${field}-verdict`);
const create = (page: Page) => page.getByRole("button", { name: "Create the user" });
const service = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });

/** The address of a step for a copy of somebody, with what was filled in. */
const at = (name: string, user: string, choices: object = {}) => `/wizard/copy/${name}?${new URLSearchParams({ user, choices: JSON.stringify(choices) })}`;

/** Everything the browser asks for, with what it sends along. */
function heard(page: Page): { url: string; body: string }[] {
  const requests: { url: string; body: string }[] = [];
  page.on("request", (request) => requests.push({ url: request.url(), body: request.postData() ?? "" }));
  return requests;
}

test("the keyboard alone copies Priya with her services, and the password travels once", async ({ page, signIn, rest, server }) => {
  const requests = heard(page);
  await signIn("ada");
  await page.goto("/users/priya.raman");
  const press = async (locator: Locator, key: string) => {
    await locator.focus();
    await page.keyboard.press(key);
  };
  const type = async (label: string, text: string) => {
    await page.getByLabel(label, { exact: true }).focus();
    await page.keyboard.type(text);
  };
  await press(page.getByRole("link", { name: "Copy user" }), "Enter");
  await isJudged(page);
  await expect(verdict(page, "upn").locator("[data-code=name-missing]")).toBeVisible();
  await type("Given name", "Nadia");
  await type("Surname", "Frey");
  await expect(page.getByLabel("Display name")).toHaveValue("Nadia Frey");
  await type("Sign-in name", "nadia frey");
  await expect(verdict(page, "upn").locator("[data-code=name-illegal]")).toBeVisible();
  await page.getByLabel("Sign-in name", { exact: true }).fill("");
  await type("Sign-in name", "nadia.frey");
  await expect(page.getByLabel("Username")).toHaveValue("nadia.frey_BRAMBLE");
  await expect(verdict(page, "upn")).toContainText("checked on save");
  await expect(page.locator("#manager")).toContainText("Ada Quist");
  await press(next(page), "Enter");

  await isJudged(page);
  await type("Password of the new person", "moving");
  await expect(verdict(page, "new-password").locator("[data-verdict=refuses]")).toBeVisible();
  await page.getByLabel("Password of the new person").fill("");
  await type("Password of the new person", PASSWORD);
  await expect(verdict(page, "new-password").locator("[data-verdict]")).toHaveCount(0);
  for (const heading of ["Account", "Roles", "E-mail addresses", "Services of the original"]) {
    await press(next(page), "Enter");
    await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
    await isJudged(page);
  }
  await press(page.getByRole("checkbox", { name: /Remote Access/ }), "Space");
  await press(next(page), "Enter");
  await isJudged(page);
  await expect(service(page, "Hosted Exchange").locator("[data-status=requested]")).toBeVisible();
  await expect(service(page, "BlackBerry").locator("[data-status=pending]")).toBeVisible();
  await type("BlackBerry: Device PIN", "2100000B");
  await expect(service(page, "BlackBerry").locator("[data-status=requested]")).toBeVisible();
  await press(service(page, "SharePoint").getByRole("checkbox"), "Space");
  await expect(service(page, "SharePoint").locator("[data-status=requested]")).toBeVisible();
  await expectAccessible(page);
  await press(next(page), "Enter");

  await expect(page.locator("#new-person")).toBeVisible();
  await create(page).waitFor();
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await press(box, "Space");
  }
  await press(create(page), "Enter");
  await expect(page.getByRole("heading", { name: "The user is created." })).toBeVisible();
  expect(await rest("ada").home("nadia.frey_BRAMBLE")).toBe("bramble");
  const services = await page.locator(".panel .facts dt").allInnerTexts();
  expect(services).toEqual(["Account", "BlackBerry", "Hosted Exchange", "Office Communications Server", "SharePoint"]);
  const carried = requests.filter(({ url, body }) => url.includes(PASSWORD) || body.includes(PASSWORD));
  expect(carried.map(({ url }) => new URL(url).pathname)).toEqual(["/api/copy/commit"]);
  expect(server.log()).not.toContain(PASSWORD);
});

test("what stands in the way is told at its field, and no password outlives its window", async ({ page, signIn, isTakenOver }) => {
  await signIn("ada");
  const choices = { user: { given: "Lin", surname: "Zhou", upn: "lin.zhou@bramble.example" } };
  await page.goto(at("password", "priya.raman", choices));
  await isTakenOver();
  await isJudged(page);
  await page.getByRole("button", { name: "Generate one" }).click();
  const field = page.getByLabel("Password of the new person");
  await expect(field).not.toHaveValue("");
  await expect(page.locator("#password-rules .badge")).toContainText("Strength");
  await expect(verdict(page, "new-password").locator("[data-verdict]")).toHaveCount(0);
  const generated = await field.inputValue();
  expect(page.url()).not.toContain(generated);

  await step(page, "Review").click();
  await expect(page.locator("article[data-code=upn-taken]")).toBeVisible();
  await expect(create(page)).toHaveAttribute("aria-disabled", "true");
  await step(page, "Details").click();
  await isJudged(page);
  await expect(verdict(page, "upn").locator("[data-code=upn-taken][data-verdict=refuses]")).toContainText("lin.zhou@bramble.example");
  await page.getByLabel("Sign-in name", { exact: true }).fill("lin.zhou.second");
  await expect(verdict(page, "upn").locator("[data-verdict=refuses]")).toHaveCount(0);
  await step(page, "Review").click();
  await expect(page.locator("#new-person")).toBeVisible();
  await expect(page.locator("#commit-why")).not.toContainText("password");

  await page.reload();
  await page.locator("#new-person").waitFor();
  expect(await page.content()).not.toContain(generated);
  await expect(create(page)).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("#commit-why")).toContainText("Type a password");
  await summary(page).getByRole("link", { name: /Password/ }).click();
  await expect(page.getByLabel("Password of the new person")).toHaveValue("");
});

test("roles are given on request alone, and those that may not be given say so", async ({ page, signIn }) => {
  await signIn("ada");
  await page.goto(at("roles", "priya.raman", { user: { given: "Nadia", upn: "nadia@bramble.example" } }));
  await isJudged(page);
  const held = page.getByRole("checkbox", { name: /^User and Service Administrator/ });
  await expect(held).not.toBeChecked();
  await page.getByRole("checkbox", { name: /All roles of the original/ }).check();
  await expect(held).toBeChecked();
  await expect(page.getByRole("checkbox", { name: /Reseller Administrator/ })).toHaveCount(0);
  await held.uncheck();
  await expect(page.getByRole("checkbox", { name: /All roles of the original/ })).not.toBeChecked();
});

test("a template makes a new user with what waits there", async ({ page, signIn, rest, isTakenOver }) => {
  await signIn("ada");
  await page.goto("/users/template.buyer");
  await page.getByRole("link", { name: "New user" }).click();
  await expect(page.locator("#original")).toContainText("Buyer (template)");
  await isTakenOver();
  await isJudged(page);
  await page.getByLabel("Given name").fill("Ola");
  await page.getByLabel("Surname").fill("Berg");
  await page.getByLabel("Sign-in name", { exact: true }).fill("ola.berg");
  await step(page, "Password").click();
  await page.getByLabel("Password of the new person").fill(PASSWORD);
  await step(page, "Account").click();
  await page.getByRole("radio", { name: "At the end of" }).check();
  await page.getByLabel("Last day").fill("2031-03-31");
  await expect(page.locator("#expires-told")).toContainText("1 April 2031");
  await step(page, "Review").click();
  await expect(page.locator("#new-person")).toBeVisible();
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
  await create(page).click();
  await expect(page.locator("#done")).toBeVisible();
  await expect(page.locator(".panel .facts")).toContainText("Office Communications Server");
  expect(await rest("ada").home("ola.berg_BRAMBLE")).toBe("bramble");
  await page.getByRole("link", { name: "Review the user" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ola Berg");
});

test("who may not copy finds no way there, and the address leads to nobody", async ({ page, signIn, complaints, anotherBrowser }) => {
  complaints.provoke(/404/);
  await signIn("ada");
  const nobody = await page.request.get(at("details", "no-such-person"));
  expect(nobody.status()).toBe(404);
  const main = async (by: Page, user: string) => (await by.goto(at("details", user)), await by.getByRole("main").innerText());
  const told = await main(page, "no-such-person");
  for (const [who, user] of [["rita", "template.buyer"], ["otto", "lin.zhou"], ["omar", "dana"], ["dana", "lin.zhou"]] as const) {
    const other = await anotherBrowser();
    await signIn(who, other);
    expect((await other.request.get(at("details", user))).status(), who).toBe(404);
    expect(await main(other, user), who).toBe(told);
  }
  const omar = await anotherBrowser();
  await signIn("omar", omar);
  await omar.goto("/users/dana");
  await expect(omar.getByRole("link", { name: "Copy user" })).toHaveCount(0);
});

test("of the users that are ticked one alone can be copied", async ({ page, signIn, isTakenOver }) => {
  await signIn("ada");
  await page.goto("/users");
  await isTakenOver();
  const boxes = page.locator("tbody input[type=checkbox]:enabled");
  await boxes.first().check();
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar.getByRole("link", { name: "Copy user" })).toHaveAttribute("href", /\/wizard\/copy\/details\?user=/);
  await boxes.nth(1).check();
  await expect(bar.getByRole("link", { name: "Copy user" })).toHaveCount(0);
});
