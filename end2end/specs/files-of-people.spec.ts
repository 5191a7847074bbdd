// Export, edit, import: a file is judged row by row, runs beside requests, can be stopped and gone on with, survives a
// closed tab, and does no harm twice.

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "../harness/test.ts";

async function handIn(page: Page, name: string, text: string): Promise<void> {
  await page.goto("/users/import");
  await page.locator("#import-file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Look at the file" }).click();
}

const state = (page: Page, name: string) => expect(page.locator("[data-state]")).toHaveAttribute("data-state", name, { timeout: 60_000 });
const figure = (page: Page, name: string) => page.locator(".figure").filter({ has: page.getByText(name, { exact: true }) }).locator("dd");

async function confirmAll(page: Page): Promise<void> {
  for (const box of await page.getByRole("group", { name: "Confirm the warnings" }).getByRole("checkbox").all()) {
    await box.check();
  }
}

test("five hundred are made by file, exported, edited and moved; the locked stay until a file unlocks them", async ({ page, rest, signIn }) => {
  test.setTimeout(180_000);
  const people = Array.from({ length: 500 }, (_, number) => `bulk.${number + 1},harbour,Bulk ${number + 1},${number < 5 ? "Yes" : "No"}`);
  await signIn("omar");
  await handIn(page, "newcomers.csv", `Username,Organization,Name,Prevent User Move\n${people.join("\n")}\n`);
  await state(page, "Draft");
  await expect(figure(page, "New")).toHaveText("500");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await state(page, "Completed");

  await page.goto("/users/export?text=bulk");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const table = readFileSync(await (await download).path(), "utf8");
  expect(table.split("\n")[0]).toBe("Username,Organization,Prevent User Move,Name");
  expect(table.trim().split("\n")).toHaveLength(501);

  const edited = table.replaceAll(",harbour,", ",lakeside,");
  await handIn(page, "moves.csv", edited);
  await state(page, "Draft");
  await expect(figure(page, "Cannot")).toHaveText("5");
  await confirmAll(page);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const address = page.url();
  await page.goto("/profile");
  await page.goto(address);
  await state(page, "CompletedWithErrors");
  await expect(figure(page, "Moved")).toHaveText("495");
  await expect(figure(page, "Refused")).toHaveText("5");
  expect(await rest("ana").home("bulk.500")).toBe("lakeside");
  expect(await rest("ana").home("bulk.1")).toBe("harbour");

  const result = page.waitForEvent("download");
  await page.getByRole("link", { name: "Result file" }).click();
  const rows = readFileSync(await (await result).path(), "utf8");
  expect(rows).toContain("user-locked");

  const unlock = ["bulk.1", "bulk.2"].map((name) => `${name},,No`);
  await handIn(page, "unlock.csv", `Username,Organization,Prevent User Move\n${unlock.join("\n")}\n`);
  await state(page, "Draft");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await state(page, "Completed");
  await page.goto(address);
  await page.getByRole("button", { name: "Run again" }).click();
  await expect(figure(page, "Moved")).toHaveText("497", { timeout: 60_000 });
});

test("a run is stopped in the middle, keeps what is done, and goes on", async ({ page, signIn }) => {
  test.setTimeout(180_000);
  const there = ["elif.kaya", "fred.okonkwo", "pilar.santos", "joan.ferris"];
  const rows: string[] = [];
  for (let turn = 0; turn < 300; turn += 1) {
    for (const user of there) {
      rows.push(`${user},${turn % 2 === 0 ? "lakeside" : "harbour"}`);
    }
  }
  await signIn("ana");
  await handIn(page, "to-and-fro.csv", `user,destination\n${rows.join("\n")}\n`);
  await state(page, "Draft");
  await confirmAll(page);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await state(page, "Cancelled");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.locator("[data-state]")).toHaveAttribute("data-state", /Completed/, { timeout: 120_000 });
  await expect(figure(page, "Not tried")).toHaveCount(0);
});

test("a row is mended in place and judged again; a file that cannot be read says where", async ({ page, signIn }) => {
  await signIn("omar");
  await handIn(page, "one.csv", "Username,Organization\nelif.kaya,nowhere\n");
  await state(page, "Draft");
  await expect(figure(page, "Cannot")).toHaveText("1");
  const cell = page.getByRole("textbox", { name: /^Organization, Row/ });
  await cell.fill("lakeside");
  await cell.press("Enter");
  await expect(figure(page, "Cannot")).toHaveText("0", { timeout: 20_000 });
  await handIn(page, "both.csv", "Username,Organization,Sponsor\nelif.kaya,lakeside,dana\n");
  await expect(page.getByText("The file cannot be read")).toBeVisible();
  await expect(page.getByText("Sponsor and Organization are in one file.")).toBeVisible();
});
