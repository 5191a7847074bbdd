// Making and changing people, roles, first sign-ins, resets and tokens, by who may do what.

import { PASSWORD } from "../harness/cast.ts";
import { panel } from "../harness/move-screen.ts";
import { type Page, expect, expectAccessible, expectNoSidewaysScroll, fillSignIn, holdAnswers, test } from "../harness/test.ts";

const NEW = "a word of my own";

/** The edit page of somebody, ready. */
async function edit(page: Page, user: string): Promise<void> {
  await page.goto(`/users/${user}/edit`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await isLive(page);
}

/** Scripts have taken over: what is typed is judged. */
async function isLive(page: Page): Promise<void> {
  const field = page.getByLabel("Given name");
  const before = await field.inputValue();
  await expect(async () => {
    await field.fill(`${before}\u0007`);
    await expect(page.getByText("It holds a character that no text holds.").first()).toBeVisible({ timeout: 500 });
  }).toPass();
  await field.fill(before);
}

async function createNia(page: Page): Promise<void> {
  await page.goto("/users/new");
  await isLive(page);
  await page.getByLabel("Given name").fill("Nia");
  await page.getByLabel("Surname").fill("Wells");
  await expect(page.getByLabel("Display name")).toHaveValue("Nia Wells");
  await page.getByLabel("Sign-in name").fill("nia.wells");
}

test("an organization administrator creates a person who signs in for the first time by the link", async ({ page, signIn, anotherBrowser }) => {
  await signIn("grace");
  await page.goto("/users");
  await page.getByRole("link", { name: "New user" }).click();
  await createNia(page);
  await page.getByLabel("Sign-in name").fill("nia wells");
  await expect(page.getByText("A sign-in name has no spaces inside.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Create user" })).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("Sign-in name").fill("nia.wells");
  await expect(page.getByText("Whether it is free is checked on save.")).toBeVisible();
  await page.getByLabel("E-mail").fill("nia@aster.example");
  await page.getByLabel("Position").selectOption({ label: "Outpatients › Triage" });
  await page.getByRole("button", { name: "Create user" }).click();
  await expect(page.getByRole("heading", { name: "Nia Wells is created" })).toBeVisible();
  const link = await page.getByLabel("Link for the first sign-in").inputValue();
  await expectAccessible(page);

  const hers = await anotherBrowser();
  await hers.goto(link);
  await expect(hers.getByRole("heading", { name: "Welcome, Nia Wells" })).toBeVisible();
  await expectAccessible(hers);
  await hers.getByLabel("New password", { exact: true }).fill(NEW);
  await hers.getByLabel("New password again").fill(NEW);
  await hers.getByRole("button", { name: "Choose password and sign in" }).click();
  await expect(hers.getByRole("heading", { level: 1, name: "Nia Wells" })).toBeVisible();
  await expect(hers.getByText("Outpatients › Triage")).toBeVisible();

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link does not work any more" }).last()).toBeVisible();
});

test("a name that is taken is told where it was saved, and nothing is lost", async ({ page, signIn, complaints }) => {
  complaints.provoke(/422/);
  await signIn("grace");
  await createNia(page);
  await page.getByLabel("Sign-in name").fill("dana");
  await page.getByRole("button", { name: "Create user" }).click();
  await expect(page.getByText("Somebody else has this sign-in name or mapping ID.")).toBeVisible();
  await expect(page.getByLabel("Given name")).toHaveValue("Nia");
});

test("a reset ends old sessions and opens nothing but the choice of a new password", async ({ page, signIn, anotherBrowser }) => {
  const danas = await anotherBrowser();
  await signIn("dana", danas);
  await signIn("grace");
  await edit(page, "dana");
  const signIns = panel(page, "Sign-in");
  await signIns.getByLabel("Temporary password").fill("temporary word");
  await signIns.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("The password is set.")).toBeVisible();
  await expect(signIns.getByText("It has to be changed at the next sign-in.", { exact: true })).toBeVisible();

  await danas.goto("/profile");
  await expect(danas).toHaveURL(/\/sign-in/);
  await fillSignIn(danas, "dana", "temporary word");
  await expect(danas.getByText("Until then nothing else is open.")).toBeVisible();
  await danas.goto("/move");
  await expect(danas).toHaveURL(/\/change-password/);
  await expectAccessible(danas);
  await danas.getByLabel("Present password").fill("temporary word");
  await danas.getByLabel("New password", { exact: true }).fill(NEW);
  await danas.getByLabel("New password again").fill("another one");
  await danas.getByRole("button", { name: "Change password" }).click();
  await expect(danas.getByText("The two new passwords are not the same.")).toBeVisible();
  await danas.getByLabel("Present password").fill("temporary word");
  await danas.getByLabel("New password", { exact: true }).fill(NEW);
  await danas.getByLabel("New password again").fill(NEW);
  await danas.getByRole("button", { name: "Change password" }).click();
  await expect(danas).toHaveURL(/\/move/);
});

test("roles are granted within the own rank, told in words, and revoked again", async ({ page, signIn, rest }) => {
  await signIn("grace");
  await edit(page, "ben.okafor");
  const roles = panel(page, "Roles");
  await expect(roles.getByLabel("Grant a role").first()).toBeVisible();
  await roles.locator("#role").selectOption("alert_manager");
  await expect(roles.getByText("Move people")).toBeVisible();
  await expect(roles.locator("#role option[value=enterprise_administrator]")).toHaveCount(0);
  await roles.getByRole("button", { name: "Grant", exact: true }).click();
  await expect(page.getByText("The role is granted.")).toBeVisible();
  await expect(roles.getByText("Alert Manager", { exact: true })).toBeVisible();
  const refused = await rest("grace").post("users/ben.okafor/roles", { role: "enterprise_administrator", at: "aster-north" });
  expect(refused.status).toBe(404);
  await roles.getByRole("button", { name: "Revoke Alert Manager at Harbour Clinic" }).click();
  await expect(page.getByText("The role is revoked.")).toBeVisible();
  await expect(roles.getByText("No roles.")).toBeVisible();
});

test("an End Users Manager cannot grant roles and sees why", async ({ page, signIn, complaints }) => {
  complaints.provoke(/403/);
  await signIn("omar");
  await edit(page, "ben.okafor");
  const roles = panel(page, "Roles");
  await expect(roles.getByRole("button", { name: "Grant a role" })).toHaveAttribute("aria-disabled", "true");
  await expect(roles.getByText("An Organization Administrator or Enterprise Administrator can.")).toBeVisible();
  await page.goto("/users/grace.lim/edit");
  await expect(page.getByRole("heading", { name: "You may not see this" }).last()).toBeVisible();
});

test("a dependent is created under a sponsor and moves along", async ({ page, signIn, rest }) => {
  await signIn("grace");
  await edit(page, "ben.okafor");
  await page.getByRole("link", { name: "Create a dependent" }).click();
  await expect(page.getByText("Dependent of Ben Okafor")).toBeVisible();
  await isLive(page);
  await page.getByLabel("Given name").fill("Tim");
  await page.getByLabel("Surname").fill("Okafor");
  await page.getByLabel("Sign-in name").fill("tim.okafor");
  await page.getByRole("button", { name: "Create dependent" }).click();
  await expect(page.getByText("A dependent does not sign in, so there is no link.")).toBeVisible();
  const plan = { subject: "ben.okafor", destination: "lakeside" };
  const planned = await rest("omar").post("moves/plan", plan);
  expect(planned.status, planned.text).toBe(200);
  const acknowledged = planned.body.findings.map((finding: { code: string }) => finding.code);
  const done = await rest("omar").post("moves", { ...plan, digest: planned.body.digest, acknowledged }, { "Idempotency-Key": "tim" });
  expect(done.status, done.text).toBe(201);
  expect(await rest("ana").home("tim.okafor")).toBe("lakeside");
});

test("a dependent is created with a sign-in of their own, and it is ended and allowed again", async ({ page, signIn, anotherBrowser, rest }) => {
  await signIn("grace");
  await edit(page, "ben.okafor");
  await page.getByRole("link", { name: "Create a dependent" }).click();
  await isLive(page);
  await page.getByLabel("Given name").fill("Ida");
  await page.getByLabel("Surname").fill("Okafor");
  await page.getByLabel("Sign-in name").fill("ida.okafor");
  await expect(page.getByRole("radio", { name: /Not at all/ })).toBeChecked();
  await page.getByRole("radio", { name: /By a first password/ }).check();
  await page.getByRole("textbox", { name: "First password" }).fill(NEW);
  await page.getByRole("button", { name: "Create dependent" }).click();
  await expect(page.getByText("Hand over the password you chose.")).toBeVisible();
  const hers = await anotherBrowser();
  await fillSignIn(hers, "ida.okafor", NEW);
  await expect(hers).toHaveURL(/change-password/);

  const ida = (await rest("grace").get("users?text=ida.okafor")).body.items[0];
  await edit(page, ida.id);
  const panelOf = page.getByRole("region", { name: "Sign-in" });
  await panelOf.getByRole("button", { name: "End this dependent's sign-in" }).click();
  await expect(page.getByText("This dependent does not sign in any more.")).toBeVisible();
  expect((await rest("grace").get(`users/${ida.id}`)).body.sign_in).toEqual({ password: true, manual: false });
  await fillSignIn(hers, "ida.okafor", NEW);
  await expect(hers.getByRole("alert")).toBeVisible();
  await panelOf.getByRole("button", { name: "Let this dependent sign in" }).click();
  await expect(page.getByText("This dependent can sign in now.")).toBeVisible();
  await expectAccessible(page);
});

test("two administrators who change one person are told, and nothing is overwritten", async ({ page, signIn, anotherBrowser, complaints }) => {
  complaints.provoke(/409/);
  const other = await anotherBrowser();
  await signIn("grace");
  await signIn("omar", other);
  await edit(page, "ben.okafor");
  await edit(other, "ben.okafor");
  await page.getByLabel("Display name").fill("Benjamin Okafor");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Benjamin Okafor" })).toBeVisible();
  await other.getByLabel("Display name").fill("B. Okafor");
  await other.getByRole("button", { name: "Save" }).first().click();
  await expect(other.getByText("Somebody else changed this meanwhile.")).toBeVisible();
  await other.getByRole("link", { name: "Load anew" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Benjamin Okafor" })).toBeVisible();
});

test("a profile that is being saved takes nothing more until it is", async ({ page, signIn }) => {
  await signIn("grace");
  await edit(page, "ben.okafor");
  await page.getByLabel("Display name").fill("Benjamin Okafor");
  const answer = await holdAnswers(page, "**/api/accounts/save*");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByLabel("Surname")).toBeDisabled();
  answer();
  await expect(page.getByRole("heading", { level: 1, name: "Benjamin Okafor" })).toBeVisible();
  await expect(page.getByLabel("Surname")).toBeEnabled();
});

test("a person is disabled, enabled and deleted, and told what each means", async ({ page, signIn }) => {
  await signIn("grace");
  await edit(page, "ben.okafor");
  const state = panel(page, "State of the account");
  await state.getByRole("button", { name: "Disable" }).click();
  await expect(state.getByText("Cannot sign in. Can be moved and stays disabled.")).toBeVisible();
  await state.getByRole("button", { name: "Enable" }).click();
  await expect(state.getByText("In use: can sign in and be moved.")).toBeVisible();
  await state.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(state.getByText("The record and its history stay.")).toBeVisible();
  await state.getByRole("button", { name: "Delete Ben Okafor" }).click();
  await expect(state.getByRole("button", { name: "Restore" })).toBeVisible();
  await page.goto("/users/grace.lim/edit");
  await expect(page.getByText("Somebody else has to change the state of your own account.")).toBeVisible();
  await expect(page.getByText(/last active administrator of/)).toBeVisible();
});

test("a token works on REST until it is revoked", async ({ page, signIn, server }) => {
  await signIn("dana");
  await page.getByRole("link", { name: "Tokens for programs" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tokens for programs" })).toBeVisible();
  await expect(async () => {
    await page.getByLabel("What it is for").fill("nightly sync");
    await expect(page.getByRole("button", { name: "Make a token" })).not.toHaveAttribute("aria-disabled", "true", { timeout: 500 });
  }).toPass();
  await page.getByRole("button", { name: "Make a token" }).click();
  const secret = await page.getByLabel("The token").inputValue();
  expect(secret).toMatch(/^rhm_/);
  const me = () => fetch(`${server.address}/api/v1/me`, { headers: { Authorization: `Bearer ${secret}` } });
  expect((await me()).status).toBe(200);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Revoke nightly sync" }).click();
  await expect(page.getByText("The token is revoked.")).toBeVisible();
  expect((await me()).status).toBe(401);
});

test("one's own password changes and other sessions end", async ({ page, signIn, anotherBrowser }) => {
  const other = await anotherBrowser();
  await signIn("dana", other);
  await signIn("dana");
  const mine = panel(page, "My sign-in");
  await expect(mine.getByText("2 sessions are open.")).toBeVisible();
  await mine.getByRole("link", { name: "Change password" }).click();
  await page.getByLabel("Present password").fill(PASSWORD);
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await page.getByLabel("New password again").fill(NEW);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await other.goto("/profile");
  await expect(other).toHaveURL(/\/sign-in/);
});

test("the form is filled in by the keyboard alone, at 360 px and from right to left", async ({ page, signIn, server }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.context().addCookies([{ name: "language", value: "ar", url: server.address }]);
  await signIn("grace");
  await page.goto("/users/new");
  await isLiveIn(page);
  await expectNoSidewaysScroll(page);
  await page.locator("#given").focus();
  for (const text of ["Nia", "Wells", "", "nia.wells"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await expect(page.locator("#name")).toHaveValue("Nia Wells");
  await page.locator("#username").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#link")).toBeVisible();
  await expectNoSidewaysScroll(page);
});

/** Scripts have taken over, in any language. */
async function isLiveIn(page: Page): Promise<void> {
  await expect(async () => {
    await page.locator("#username").fill("a b");
    await expect(page.locator("#username")).toHaveAttribute("aria-invalid", "true", { timeout: 500 });
    await page.locator("#username").fill("");
  }).toPass();
}

test("a customer's administrator changes names, office and kind of a hosted account, and the rules say what is wrong", async ({ page, signIn, complaints }) => {
  complaints.provoke(/422/);
  await signIn("ada");
  await edit(page, "lin.zhou");
  const hosted = panel(page, "Hosted account");
  await hosted.getByLabel("Sign-in name").fill("priya.raman@bramble.example");
  await hosted.getByRole("button", { name: "Add an address" }).click();
  await hosted.getByRole("textbox", { name: "Addresses" }).last().fill("lin@elsewhere.example");
  await hosted.getByRole("button", { name: "Save" }).click();
  await expect(hosted.locator("[data-code=upn-taken]")).toBeVisible();
  await expect(hosted.locator("[data-code=domain-not-owned]")).toBeVisible();

  await hosted.getByLabel("Sign-in name").fill("l.zhou@bramble.example");
  await hosted.getByRole("textbox", { name: "Addresses" }).last().fill("l.zhou@bramble.example");
  await hosted.getByRole("radio", { name: "Primary l.zhou@bramble.example" }).check();
  await hosted.getByRole("button", { name: "Remove lin@market.example" }).click();
  await hosted.getByLabel("Office").selectOption("Mill");
  await expectAccessible(page);
  await hosted.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").getByText("Saved.")).toBeVisible();
  await page.goto("/users/lin.zhou");
  const shown = panel(page, "Hosted account");
  await expect(shown).toContainText("l.zhou@bramble.example, lin.zhou@bramble.example");
  await expect(shown).toContainText("Mill");
  await expect(shown).not.toContainText("lin@market.example");
});

test("a customer's administrator keeps groups, and says who may act for whom", async ({ page, signIn, rest, isTakenOver, complaints }) => {
  complaints.provoke(/409/);
  await signIn("ada");
  await page.goto("/users");
  await expect(page.getByRole("row", { name: /Buyer \(template\)/ }).locator(".badge").first()).toContainText("Template");

  await page.goto("/organizations/bramble");
  await isTakenOver();
  const groups = panel(page, "Groups");
  await groups.getByLabel("New group").fill("Buyers");
  await groups.getByRole("button", { name: "Make it" }).click();
  await expect(groups).toContainText("Another group has this name.");
  await groups.getByLabel("New group").fill("Pickers");
  await groups.getByRole("button", { name: "Make it" }).click();
  await groups.locator("summary", { hasText: "Pickers" }).click();
  const pickers = groups.locator("details[open]");
  await pickers.locator("#group-member").fill("ferreira");
  await pickers.getByRole("button", { name: /Tom Ferreira/ }).click();
  await expect(groups.locator("details[open]").getByRole("link", { name: "Tom Ferreira" })).toBeVisible();
  const there = await rest("ada").get("organizations/bramble/groups");
  expect(there.body.items.find((it: { name: string }) => it.name === "Pickers")).toMatchObject({ people: 1, dynamic: false });
  await expectAccessible(page);

  await page.goto("/users/tom.ferreira/edit");
  await isTakenOver();
  await page.locator("#delegate").fill("lin z");
  await panel(page, "Hosted account").getByRole("button", { name: /Lin Zhou/ }).click();
  await expect(page.locator("#delegations")).toContainText("Lin Zhou");
  await panel(page, "Hosted account").getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await rest("ada").get("users/tom.ferreira")).body.delegations).toEqual([{ to: "lin.zhou", until: null, kind: null }]);
});
