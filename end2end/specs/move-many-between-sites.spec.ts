// People of sites moved in other ways than one by one: by their usernames, everybody of a site, by filters in their order,
// by a file and over REST; between sites with flat numbers, with site location codes, and to one without a dial plan.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rehome } from "../harness/binary.ts";
import { expect, expectAccessible, type Page, test } from "../harness/test.ts";

/** Sites of the other two kinds, with somebody at one of them. */
const MORE = {
  version: 1,
  organizations: {
    wharf: { kind: "site", parent: "bramble", name: "Bramble Wharf", country: "GB", device_list: "dl-emea", dial_plan: "slc", slc: "81", cooling: true },
    lock: { kind: "site", parent: "bramble", name: "Bramble Lock", country: "GB", device_list: "dl-emea", dial_plan: "slc", slc: "82" },
    barn: { kind: "site", parent: "bramble", name: "Bramble Barn", country: "GB", device_list: "dl-emea", dial_plan: "none" },
  },
  users: {
    "uma.reed": { home: "wharf", given: "Uma", surname: "Reed", cluster: "cl-1", primary_line: "l-8101", sync_to: "bramble" },
  },
  site_defaults: {
    lock: { role: "user", device_pool: "DP8", location: "LOC8", line_css: "CSS8", line_partition: "PT8", shared_line_css: "SCSS8", e164_mask: "+4482XXXX", voicemail_pilot: "8800", default_css: "DCSS" },
    barn: { role: "user", device_pool: "DP9", location: "LOC9", voicemail_pilot: "8900", default_css: "DCSS9" },
  },
  lines: { "l-8101": { pattern: "8101", partition: "PT-W", css: "CSS-W", at: "wharf", cluster: "cl-1" } },
  phones: { "sep-81": { owner: "uma.reed", at: "wharf", device_pool: "DP-W", location: "LOC-W", kind: "desk", lines: [{ line: "l-8101", index: 1, partition: "PT-W" }] } },
  inventory: { "i-8101": { number: "8101", at: "wharf", status: "used" } },
};

function bringIn(database: string): void {
  const file = join(mkdtempSync(join(tmpdir(), "rehome-sites-")), "sites.json");
  writeFileSync(file, JSON.stringify(MORE));
  rehome("import", file, "--database", database);
}

const dialog = (page: Page) => page.getByRole("dialog");
const look = (page: Page) => page.getByRole("button", { name: "See who that is" });
const move = (page: Page) => dialog(page).getByRole("button", { name: "Move", exact: true });

async function confirmAll(page: Page): Promise<void> {
  await expect(dialog(page).getByText("Working it out")).toHaveCount(0);
  for (const box of await dialog(page).locator("input[name=acknowledged]").all()) {
    await box.check();
  }
}

async function choose(page: Page, name: string): Promise<void> {
  await dialog(page).getByRole("combobox", { name: "Organization" }).fill(name);
  await dialog(page).getByRole("option", { name }).first().click();
}

test("Viktor names two users, moves them together, and finds the transaction with its parts", async ({ page, signIn, rest, isTakenOver }) => {
  await signIn("viktor");
  await page.goto("/users");
  await page.getByRole("navigation").getByRole("link", { name: "Move users" }).click();
  await page.getByRole("link", { name: "Several users" }).click();
  await isTakenOver();
  await page.getByLabel("Usernames").fill("tess.marlow\nnobody.here");
  await look(page).click();
  await expect(page.getByText("Nobody of this name is in your view:")).toContainText("nobody.here");
  await page.getByLabel("Usernames").fill("tess.marlow, ned.ellery");
  await look(page).click();
  await choose(page, "Bramble Orchard");
  await expect(dialog(page).getByRole("radio", { name: "The person with lines, devices and services" })).toBeChecked();
  await confirmAll(page);
  await expectAccessible(page);
  await move(page).click();
  await expect(dialog(page).locator("[role=status]").first()).toContainText("Moved");
  expect(await rest("viktor").home("tess.marlow")).toBe("orchard");
  expect(await rest("viktor").home("ned.ellery")).toBe("orchard");

  await page.goto("/transactions");
  await expectAccessible(page);
  await page.getByRole("main").getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Transaction" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Success");
  await expect(page.getByRole("main").getByRole("row").filter({ hasText: "tess.marlow" })).toContainText("Moved");
  await expectAccessible(page);
});

test("filters choose with the keyboard alone, the first that fits decides, and an empty one cannot be asked", async ({ page, signIn, rest, isTakenOver }) => {
  await signIn("viktor");
  await page.goto("/move-users?by=filters");
  await isTakenOver();
  await expect(look(page)).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("#why-look")).toContainText("Fill in where each filter leads");
  await page.getByLabel("Site they leave").focus();
  await page.keyboard.type("quay");
  await page.getByLabel("Goes to").focus();
  await page.keyboard.type("orchard");
  await page.getByLabel("What", { exact: true }).focus();
  await page.keyboard.type("Given");
  await page.getByLabel("How", { exact: true }).focus();
  await page.keyboard.type("begins");
  await page.getByLabel("Value", { exact: true }).focus();
  await page.keyboard.type("ne");
  await expect(look(page)).not.toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(dialog(page).locator("[data-user='ned.ellery'] [data-goes-to]")).toHaveText("Bramble Orchard");
  await expect(dialog(page).locator("[data-user='tess.marlow']")).toHaveCount(0);
  await dialog(page).getByRole("radio", { name: "The person alone" }).focus();
  await page.keyboard.press("Space");
  await expect(dialog(page).locator("input[name=acknowledged][value=services-left-behind]")).toBeVisible();
  await confirmAll(page);
  await move(page).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page).locator("[role=status]").first()).toContainText("Moved");
  expect(await rest("viktor").home("ned.ellery")).toBe("orchard");
  expect(await rest("viktor").home("tess.marlow")).toBe("quay");
});

test("everybody of a site goes by one press, and a site where nobody lives means nobody", async ({ page, signIn, isTakenOver, complaints }) => {
  complaints.provoke(/404/);
  await signIn("viktor");
  await page.goto("/move-users?by=site");
  await isTakenOver();
  await page.getByLabel("Site they leave").fill("orchard");
  await look(page).click();
  await expect(page.getByText("Nobody is meant by that.")).toBeVisible();
  await page.getByLabel("Site they leave").fill("quay");
  await look(page).click();
  await expect(dialog(page).locator("li[data-user]")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.getByLabel("Site they leave").fill("no-such-site");
  await look(page).click();
  await expect(page.getByRole("main").locator(".note, .refusal").first()).toBeVisible();
});

test("between sites with location codes the number stays, and a site without a dial plan takes lines with the default", async ({ page, signIn, rest, server, isTakenOver }) => {
  bringIn(server.database);
  await signIn("viktor");
  await page.goto("/wizard/move/telephony?source=wharf&user=uma.reed&destination=lock");
  await isTakenOver();
  await page.locator(".wizard-aside [data-live]").waitFor();
  await expect(page.getByRole("heading", { level: 1, name: "Move a user to a site" })).toBeVisible();
  await expect(page.getByText("lines stay, and a new number is to be given")).toBeVisible();
  await page.goto("/wizard/move/review?source=wharf&user=uma.reed&destination=lock");
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
  await page.getByRole("button", { name: "Move the user" }).click();
  await expect(page.locator("#done")).toBeVisible();
  expect(await rest("viktor").home("uma.reed")).toBe("lock");

  const acknowledged = async (body: object) => {
    const plan = await rest("viktor").post("moves/plan", body);
    expect(plan.status, plan.text).toBe(200);
    const warnings = plan.body.findings.filter((it: { severity: string }) => it.severity === "warning");
    return { ...body, digest: plan.body.digest, acknowledged: warnings.map((it: { code: string }) => it.code) };
  };
  const toBarn = { acting_in: "bramble", subjects: ["tess.marlow", "ned.ellery"], destination: "barn" };
  const done = await rest("viktor").post("moves", await acknowledged(toBarn), { "Idempotency-Key": "barn" });
  expect(done.status, done.text).toBe(201);
  const told = await rest("viktor").get(`transactions/${done.body.id}`);
  expect(told.body.message).toBe("[2/2] succeeded");
  await page.goto("/users/tess.marlow");
  await expect(page.getByRole("group", { name: "Phones and lines", exact: true })).toContainText("Bramble Barn");
});

test("all conditions of a filter must hold, and whom the first filter passes over the next one may take", async ({ page, signIn, rest, server, isTakenOver }) => {
  bringIn(server.database);
  await signIn("viktor");
  await page.goto("/move-users?by=filters");
  await isTakenOver();
  await page.getByLabel("Site they leave").fill("quay");
  await page.getByLabel("Goes to").fill("orchard");
  const ask = async (nth: number, what: string, how: string, value: string) => {
    await page.getByLabel("What", { exact: true }).nth(nth).selectOption({ label: what });
    await page.getByLabel("How", { exact: true }).nth(nth).selectOption({ label: how });
    await page.getByLabel("Value", { exact: true }).nth(nth).fill(value);
  };
  await ask(0, "Primary address", "ends with", "@tidewater.example");
  await page.getByRole("button", { name: "Add a condition" }).click();
  await ask(1, "Surname", "is exactly", "Marlow");
  await page.getByRole("button", { name: "Add a filter" }).click();
  await page.getByLabel("Goes to").nth(1).fill("barn");
  await ask(2, "Primary address", "ends with", "@tidewater.example");
  await look(page).click();
  await expect(dialog(page).locator("[data-user='tess.marlow'] [data-goes-to]")).toHaveText("Bramble Orchard");
  await expect(dialog(page).locator("[data-user='ned.ellery'] [data-goes-to]")).toHaveText("Bramble Barn");
  await dialog(page).getByRole("radio", { name: "The person alone" }).check();
  await confirmAll(page);
  await expectAccessible(page);
  await move(page).click();
  await expect(dialog(page).locator("[role=status]").first()).toContainText("Moved");
  expect(await rest("viktor").home("tess.marlow")).toBe("orchard");
  expect(await rest("viktor").home("ned.ellery")).toBe("barn");
});

test("a file moves people between sites, between sites with codes and to one without a dial plan", async ({ page, signIn, rest, server }) => {
  bringIn(server.database);
  await signIn("viktor");
  await page.goto("/users/import");
  const rows = "user,destination\ntess.marlow,orchard\numa.reed,lock\nned.ellery,barn\n";
  await page.locator("#import-file").setInputFiles({ name: "sites.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  await page.getByRole("button", { name: "Look at the file" }).click();
  const state = (name: string) => expect(page.locator("[data-state]")).toHaveAttribute("data-state", name, { timeout: 60_000 });
  await state("Draft");
  for (const box of await page.getByRole("group", { name: "Confirm the warnings" }).getByRole("checkbox").all()) {
    await box.check();
  }
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await state("Completed");
  const homes = await Promise.all(["tess.marlow", "uma.reed", "ned.ellery"].map((user) => rest("viktor").home(user)));
  expect(homes).toEqual(["orchard", "lock", "barn"]);
  await page.goto("/users/uma.reed");
  await expect(page.getByRole("group", { name: "Phones and lines", exact: true })).toContainText("Bramble Lock");
});
