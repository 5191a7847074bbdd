// The wizard for hosting trees: a reseller's administrator moves a customer's user with mailbox to another customer.

import type { Locator } from "@playwright/test";
import { expect, expectAccessible, type Page, test } from "../harness/test.ts";

const step = (page: Page, name: string) => page.getByRole("navigation", { name: "Steps" }).locator(".step", { hasText: name });
const summary = (page: Page) => page.locator(".wizard-aside");
const isJudged = (page: Page) => summary(page).locator("[data-live]").waitFor();
const next = (page: Page) => summary(page).getByRole("link", { name: /^Next/ });
const found = (page: Page, name: string) => page.locator("#found").getByRole("link", { name: new RegExp(`^${name}`) });
const verdict = (page: Page, field: string) => page.locator(`#${field}-verdict`);
const moveIt = (page: Page) => page.getByRole("button", { name: "Move the user" });

async function acknowledge(page: Page): Promise<void> {
  await moveIt(page).waitFor();
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
}

/** The address of a step for somebody of Bramble Foods. */
const at = (name: string, user: string, destination: string) => `/wizard/move/${name}?source=bramble&user=${user}&destination=${destination}`;

test("Rita moves Priya with her services to Cobalt Labs, and what she typed outlives reload, link and back", async ({ page, signIn, rest, isTakenOver, anotherBrowser }) => {
  await signIn("rita");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Move a hosted user" }).click();
  await isTakenOver();
  await page.getByLabel("Which customer does the person leave?").fill("bramb");
  await found(page, "Bramble Foods").click();
  await expect(step(page, "Source customer")).toContainText("Bramble Foods");
  await page.getByLabel("Who is to move?").fill("raman");
  await found(page, "Priya Raman").click();
  await page.getByLabel("Which customer does the person go to?").fill("cobalt");
  await expect(page.locator("#found .choice-more").first()).toHaveText("cobalt · Kestrel Hosting › Kestrel West");
  await found(page, "Cobalt Labs").click();

  const upn = page.getByLabel("New sign-in name");
  await expect(upn).toHaveValue("priya.raman");
  await isJudged(page);
  await upn.fill("priya raman");
  await expect(verdict(page, "upn").locator("[data-code=name-illegal]")).toBeVisible();
  await expect(upn).toHaveAttribute("aria-invalid", "true");
  await upn.fill("p.raman");
  await expect(verdict(page, "upn").locator("[data-verdict=refuses]")).toHaveCount(0);
  await expect(verdict(page, "upn")).toContainText("checked on save");
  await page.getByRole("checkbox", { name: /Rename to/ }).check();
  await page.getByLabel("At the move: priya.raman@bramble.example").selectOption("forward");
  await expect(page).toHaveURL(/p\.raman%40cobalt/);
  const manager = page.getByRole("group", { name: "Manager" });
  await expect(manager).toContainText("No manager");
  await page.locator("#manager").fill("cleo");
  await manager.getByRole("button", { name: /Cleo Marsh/ }).click();
  await expect(manager).not.toContainText("No manager");
  await expect(page).toHaveURL(/cleo\.marsh/);

  await page.reload();
  await expect(upn).toHaveValue("p.raman");
  await expect(page.getByRole("checkbox", { name: "Rename to p.raman_COBALT" })).toBeChecked();
  await expect(manager).toContainText("Cleo Marsh");
  const colleague = await anotherBrowser();
  await signIn("petra", colleague);
  await colleague.goto(page.url());
  await expect(colleague.getByLabel("New sign-in name")).toHaveValue("p.raman");

  await next(page).click();
  await isJudged(page);
  await expect(verdict(page, "service-exchange").locator("[data-code=dest-instance-unmapped]")).toBeVisible();
  await page.getByLabel("Instance there: Hosted Exchange").selectOption("labs");
  await expect(page.getByLabel("Plan there: Hosted Exchange")).toHaveValue("cobalt-25");
  await expect(verdict(page, "service-exchange").locator("[data-verdict=refuses]")).toHaveCount(0);
  await page.goBack();
  await expect(upn).toHaveValue("p.raman");
  await page.goForward();
  await expect(page.getByLabel("Instance there: Hosted Exchange")).toHaveValue("labs");
  await expectAccessible(page);

  await next(page).click();
  await expect(page.getByRole("table", { name: "Before and after" })).toContainText("p.raman_COBALT");
  await expect(page.getByRole("row", { name: /^Manager/ })).toContainText("Cleo Marsh");
  await expect(moveIt(page)).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("#commit-why")).toContainText("Confirm every warning");
  await acknowledge(page);
  await moveIt(page).click();
  await expect(page.getByRole("heading", { name: "The user has moved." })).toBeVisible();
  for (const way of ["Review the customer", "Review the user", "Move another user"]) {
    await expect(page.getByRole("main").getByRole("link", { name: way })).toBeVisible();
  }
  expect(await rest("rita").home("priya.raman")).toBe("cobalt");
});

test("what stands in the way is told at its field with a way out, and the move waits for it", async ({ page, signIn }) => {
  await signIn("rita");
  await page.goto(at("services", "priya.raman", "oakline"));
  await isJudged(page);
  for (const service of ["ocs", "blackberry"]) {
    await expect(verdict(page, `service-${service}`).locator("[data-code=dest-service-missing]")).toBeVisible();
  }
  await summary(page).getByRole("link", { name: /does not have.*Office Communications/ }).click();
  await expect(page).toHaveURL(/#service-ocs/);
  await page.goto(at("review", "priya.raman", "oakline"));
  const missing = page.locator("[data-code=dest-service-missing]");
  await expect(missing).toHaveCount(2);
  await expect(missing.first().getByRole("listitem").first()).toBeVisible();
  await expect(moveIt(page)).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("#commit-why")).toContainText("Blockers are left");

  await page.goto(at("services", "priya.raman", "oakline"));
  await isJudged(page);
  await page.getByRole("checkbox", { name: /BlackBerry/ }).uncheck();
  await expect(verdict(page, "service-blackberry").locator("[data-code=service-deprovisioned]")).toBeVisible();
  await expect(verdict(page, "service-blackberry").locator("[data-verdict=refuses]")).toHaveCount(0);
});

test("of two who give one address at once the second is told at the field", async ({ page, signIn, anotherBrowser, rest }) => {
  const give = async (by: Page, user: string) => {
    await by.goto(at("mapping", user, "oakline"));
    await isJudged(by);
    await by.getByLabel("New primary address").fill("the.one@oakline.example");
    await next(by).click();
    await by.waitForURL(/services|review/);
  };
  const other = await anotherBrowser();
  await signIn("rita");
  await signIn("petra", other);
  await give(page, "tom.ferreira");
  await give(other, "lin.zhou");
  await expect(page).toHaveURL(/review/);
  await other.goto(other.url().replace("services", "review"));
  await acknowledge(page);
  await acknowledge(other);
  await expect(moveIt(other)).not.toHaveAttribute("aria-disabled");
  await moveIt(page).click();
  await expect(page.locator("#done")).toBeVisible();
  await moveIt(other).click();
  await expect(other.locator(".state[data-kind=refused], .state[data-kind=stale]")).toBeVisible();
  await expect(other.locator("article[data-code=address-taken]")).toBeVisible();
  expect(await rest("petra").home("lin.zhou")).toBe("bramble");
  await step(other, "Mapping").click();
  await expect(verdict(other, "primary").locator("[data-verdict=refuses]")).toContainText("the.one@oakline.example");
});

test("a customer of another reseller is not found, by name, by code and by address", async ({ page, signIn, complaints, isTakenOver, anotherBrowser }) => {
  complaints.provoke(/404/);
  await signIn("rita");
  await page.goto("/wizard/move");
  await isTakenOver();
  for (const text of ["larch", "Larch Legal", "no-such-customer"]) {
    await page.getByRole("searchbox").fill(text);
    await expect(page.locator("#found")).toHaveText("Nothing is found in your view.");
  }
  const answers = [];
  for (const code of ["larch", "no-such-customer"]) {
    const answer = await page.request.get(`/wizard/move/user?source=${code}`);
    expect(answer.status()).toBe(404);
    answers.push((await page.goto(`/wizard/move/user?source=${code}`), await page.getByRole("main").innerText()));
  }
  expect(answers[0]).toBe(answers[1]);
  const customer = await anotherBrowser();
  await signIn("joel", customer);
  await expect(customer.getByRole("link", { name: "Move a hosted user" })).toHaveCount(0);
  expect((await customer.request.get("/wizard/move")).status()).toBe(403);
});

test("the keyboard alone moves somebody from the page of the person", async ({ page, signIn, rest }) => {
  await signIn("rita");
  await page.goto("/users/tom.ferreira");
  const press = async (locator: Locator, key: string) => {
    await locator.focus();
    await page.keyboard.press(key);
  };
  await press(page.locator("main a[href*='/wizard/move/']"), "Enter");
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("oakline");
  await expect(page.locator("#found .choice")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await isJudged(page);
  await page.getByLabel("New sign-in name").focus();
  await page.keyboard.press("End");
  await page.keyboard.type("2");
  await expect(page.getByLabel("New sign-in name")).toHaveValue("tom.ferreira2");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/review.*tom\.ferreira2/);
  await moveIt(page).waitFor();
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await press(box, "Space");
  }
  await press(moveIt(page), "Enter");
  await expect(page.locator("#done")).toBeVisible();
  await expect(page.getByRole("link", { name: "The move, and taking it back" })).toBeVisible();
  expect(await rest("rita").home("tom.ferreira")).toBe("oakline");
});
