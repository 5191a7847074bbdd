// A hub's administrator moves somebody with proofs but without files to a satellite, and watches what is carried after her.

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { rehome } from "../harness/binary.ts";
import type { Rest } from "../harness/rest.ts";
import { expect, expectAccessible, type Page, test } from "../harness/test.ts";

const summary = (page: Page) => page.locator(".wizard-aside");
const isJudged = (page: Page) => summary(page).locator("[data-live]").waitFor();
const verdict = (page: Page, field: string) => page.locator(`#${field}-verdict`);
const moveIt = (page: Page): Locator => page.getByRole("button", { name: "Move the user" });
const pieces = (page: Page) => page.getByRole("table", { name: "Pieces" });

test("Hugo moves Maya with her proofs to Tokyo, watches them arrive, reloads, and it ends", async ({ page, signIn, rest, isTakenOver, anotherBrowser }) => {
  await signIn("hugo");
  await page.goto("/users/maya");
  await isTakenOver();
  await page.getByRole("main").getByRole("link", { name: "Move", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Maya Lindqvist");
  await expect(page.getByRole("combobox", { name: "Permissions profile" })).toBeDisabled();
  await expect(page.getByRole("checkbox", { name: "Move proofs" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Move files" })).toBeChecked();
  await expect(page.getByLabel("Folder name")).toHaveValue("Maya Lindqvist");

  await page.getByRole("combobox", { name: "New account" }).selectOption({ label: "Folio Tokyo" });
  await isJudged(page);
  await expect(verdict(page, "profile").locator("[data-code=profile-missing]")).toBeVisible();
  const profile = page.getByRole("combobox", { name: "Permissions profile" });
  await profile.selectOption("billing_administrator");
  await expect(verdict(page, "profile").locator("[data-code=profile-beyond-actor]")).toBeVisible();
  await profile.selectOption("manager");
  await expect(verdict(page, "profile").locator("[data-verdict=refuses]")).toHaveCount(0);

  const owner = page.getByRole("combobox", { name: "New owner of what stays" });
  await expect(owner).toHaveAttribute("aria-invalid", "true");
  await owner.fill("in");
  await page.getByRole("option", { name: /Inês Duarte/ }).click();
  await expect(owner).not.toHaveAttribute("aria-invalid", "true");

  const folder = page.getByLabel("Folder name");
  await folder.fill(" ");
  await expect(verdict(page, "folder-name").locator("[data-code=folder-name-illegal]")).toBeVisible();
  await folder.fill("From Maya");
  await expect(verdict(page, "folder-name").locator("[data-verdict=refuses]")).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Move files" }).uncheck();
  await expect(page).toHaveURL(/move_files/);
  await page.reload();
  await isJudged(page);
  await expect(page.getByRole("checkbox", { name: "Move files" })).not.toBeChecked();
  await expect(page.getByLabel("Folder name")).toHaveValue("From Maya");
  await expect(owner).toHaveValue("Inês Duarte");
  await expectAccessible(page);

  await summary(page).getByRole("link", { name: /^Next/ }).click();
  await moveIt(page).waitFor();
  await expect(page.getByRole("main")).toContainText("Proofs: 3");
  await expect(moveIt(page)).toHaveAttribute("aria-disabled", "true");
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
  await expectAccessible(page);
  await moveIt(page).click();
  await page.locator("#done").waitFor();
  expect(await rest("hugo").home("maya")).toBe("folio-tokyo");

  await page.getByRole("link", { name: "Watch the transfer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Maya Lindqvist");
  await expect(pieces(page).getByRole("row")).toHaveCount(4);
  await page.reload();
  await expect(page.locator("main [data-transfer=Completed]")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("[data-pace=rows]")).toHaveText("Arrived: 3 / 3");
  await expect(page.getByText("Every piece is accounted for.")).toBeVisible();
  await expect(pieces(page).getByText("Arrived")).toHaveCount(3);
  await expectAccessible(page);

  const watched = page.url();
  for (const account of ["folio", "folio-tokyo"]) {
    await page.goto(`/audit?action=user-moved&organization=${account}`);
    const told = page.getByRole("table", { name: "Audit" }).getByRole("row").last();
    await expect(told).toContainText("Maya Lindqvist");
    await expect(told).toContainText("Hugo Marchetti");
  }
  await page.goto(watched);

  const maya = await anotherBrowser();
  await signIn("maya", maya);
  await maya.goto(watched);
  await expect(maya.locator("main [data-transfer=Completed]")).toBeVisible();
  await expect(maya.getByText("Only administrators of the hub steer a transfer.")).toBeVisible();
  await expect(maya.getByRole("main")).not.toContainText("Inês");

  const ines = await anotherBrowser();
  await signIn("ines", ines);
  const there = await ines.request.get(page.url());
  const nowhere = await ines.request.get("/transfers/0190b0e0-0000-7000-8000-000000000000");
  expect([there.status(), nowhere.status()]).toEqual([404, 404]);
});

/** So many more files of Maya's, with bytes. */
function bringFiles(database: string, count: number): void {
  const folder = mkdtempSync(join(tmpdir(), "rehome-files-"));
  mkdirSync(join(folder, "media"));
  const items: Record<string, object> = {};
  for (let number = 0; number < count; number += 1) {
    writeFileSync(join(folder, "media", `${number}.txt`), `page ${number}`);
    items[`more-${number}`] = { kind: "file", account: "folio", owner: "maya", creator: "maya", file: `media/${number}.txt` };
  }
  writeFileSync(join(folder, "more.json"), JSON.stringify({ version: 1, items }));
  rehome("import", join(folder, "more.json"), "--database", database);
}

/** Moves Maya to Tokyo with all that is hers; the id of what carries it. */
async function moveMaya(rest: Rest): Promise<string> {
  const request = { acting_in: "folio", as: "operator", subject: "maya", destination: "folio-tokyo", profile: "manager", new_owner: "ines", folder_name: "From Maya" };
  const plan = await rest.post("moves/plan", request);
  expect(plan.status, plan.text).toBe(200);
  const warnings = plan.body.findings.filter((it: { severity: string }) => it.severity === "warning");
  const acknowledged = [...new Set(warnings.map((it: { code: string }) => it.code))];
  const done = await rest.post("moves", { ...request, digest: plan.body.digest, acknowledged }, { "Idempotency-Key": "maya" });
  expect(done.status, done.text).toBe(201);
  return done.body.jobs[0];
}

const arrived = async (page: Page) => Number(/(\d+) \//.exec(await page.locator("[data-pace=rows]").innerText())?.[1]);

test("a transfer pauses and goes on, and where nothing is told by itself the page asks", async ({ page, signIn, rest, server, isTakenOver, complaints }) => {
  test.setTimeout(180_000);
  bringFiles(server.database, 1500);
  await signIn("hugo");
  const job = await moveMaya(rest("hugo"));
  complaints.provoke(/\/events/);
  await page.route("**/api/v1/jobs/*/events", (route) => route.abort());
  await page.goto(`/transfers/${job}`);
  await isTakenOver();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.locator("main [data-transfer=Paused]")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("button", { name: "Go on" })).toBeVisible();
  await page.reload();
  const resting = await arrived(page);
  expect(resting).toBeLessThan(1500);
  expect((await rest("hugo").get(`jobs/${job}`)).body.progress.moved).toBe(resting);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(async () => expect(await arrived(page)).toBeGreaterThan(resting)).toPass({ timeout: 30_000 });
  await expect(page.locator("main [data-transfer=Completed]")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText("Every piece is accounted for.")).toBeVisible();
});
