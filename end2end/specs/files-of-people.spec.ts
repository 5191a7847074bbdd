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

async function confirmAllThereAre(page: Page): Promise<void> {
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
}

/** A file that runs for longer than anybody looks at it: some people, moved there and back again and again. */
async function startLongFile(page: Page): Promise<void> {
  const there = ["elif.kaya", "fred.okonkwo", "pilar.santos", "joan.ferris"];
  const rows = Array.from({ length: 8000 }, (_, turn) => `${there[turn % 4]},${Math.floor(turn / 4) % 2 === 0 ? "lakeside" : "harbour"}`);
  await handIn(page, "long.csv", `user,destination\n${rows.join("\n")}\n`);
  await state(page, "Draft");
  await confirmAll(page);
  await page.getByRole("button", { name: "Run", exact: true }).click();
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

  await page.goto("/users?text=bulk");
  await page.getByRole("main").getByRole("link", { name: "Export", exact: true }).click();
  await expect(page).toHaveURL(/\/users\/export\?text=bulk$/);
  await expect(page.getByRole("heading", { name: "Everybody the filter finds" })).toBeVisible();
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
  await page.getByRole("button", { name: "Retry failed rows" }).click();
  await expect(figure(page, "Moved")).toHaveText("497", { timeout: 60_000 });
});

test("a run pauses and is stopped in the middle, keeps what is done, and goes on", async ({ page, signIn }) => {
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
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await state(page, "Paused");
  await page.getByRole("button", { name: "Go on" }).click();
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

test("a look that is not answered is told, and the page goes on by itself", async ({ page, signIn, complaints }) => {
  test.setTimeout(120_000);
  const people = Array.from({ length: 400 }, (_, number) => `slow.${number + 1},harbour,Slow ${number + 1}`);
  await signIn("omar");
  await handIn(page, "newcomers.csv", `Username,Organization,Name\n${people.join("\n")}\n`);
  await state(page, "Draft");
  complaints.provoke(/503/);
  let isAway = true;
  let looks = 0;
  await page.route("**/api/users/files/one*", async (route) => {
    looks += 1;
    await (isAway ? route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ code: "unavailable" }) }) : route.continue());
  });
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const told = page.getByText("The file goes on, and the page looks again by itself.");
  await expect(told).toBeVisible();
  await expect.poll(() => looks, "it looks again").toBeGreaterThan(2);
  isAway = false;
  await state(page, "Completed");
  await expect(told).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Stop", exact: true })).toHaveCount(0);
});

test("everything that is wrong with a file is told at once, by row and name of the column", async ({ page, signIn }) => {
  await signIn("omar");
  const rows = Array.from({ length: 40 }, (_, number) => `nobody.${number},lakeside,perhaps,nowhere`);
  await handIn(page, "faulty.csv", `Username,Organization,Prevent User Move,E-mail\n${rows.join("\n")}\n`);
  await expect(page.getByRole("heading", { level: 1, name: "faulty.csv" })).toBeVisible();
  await expect(page.getByRole("main").locator("li[data-code]")).toHaveCount(80);
  await expect(page.getByRole("main").locator("li[data-code=unknown-word]").first()).toContainText("Row 2, \u2068Prevent User Move\u2069");
  await expect(page.getByRole("main").locator("li[data-code=bad-address]").last()).toContainText("Row 41, \u2068E-mail\u2069");
  await page.goto("/users/import");
  await page.getByRole("link", { name: "faulty.csv" }).first().click();
  await expect(page.getByText("The file cannot be read")).toBeVisible();
});

test("every column is exported; status, position, manager and the name of an organization come back in", async ({ page, signIn, rest }) => {
  await signIn("grace");
  await page.goto("/users/export?text=kaya");
  for (const column of ["E-mail", "Status", "Position", "Manager"]) {
    await page.getByRole("checkbox", { name: column, exact: true }).check();
  }
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const table = readFileSync(await (await download).path(), "utf8");
  expect(table.split("\n")[0]).toBe("Username,Organization,Prevent User Move,Name,E-mail,Status,Position,Manager");
  await handIn(page, "same.csv", table);
  await state(page, "Draft");
  await expect(figure(page, "Nothing to do")).toHaveText("1");
  await handIn(page, "status.csv", "Username,Organization,Status,E-mail\nelif.kaya,Harbour Clinic,Disabled,elif@harbour.example\n");
  await state(page, "Draft");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await state(page, "Completed");
  const elif = await rest("grace").get("users/elif.kaya");
  expect(elif.body.status).toBe("disabled");
  expect(elif.body.email).toBe("elif@harbour.example");
});

test("a family moves by file in whatever order its rows stand", async ({ page, signIn, rest }) => {
  await signIn("omar");
  await page.goto("/users/export?text=hamdi");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const table = readFileSync(await (await download).path(), "utf8");
  const people = table.trim().split("\n").length - 1;
  expect(people).toBeGreaterThan(1);
  await handIn(page, "family.csv", table.replaceAll(",harbour,", ",Lakeside Clinic,"));
  await state(page, "Draft");
  await expect(figure(page, "Cannot")).toHaveText("0");
  await expect(page.getByText("Comes along in the row of the sponsor.").first()).toBeVisible();
  await confirmAllThereAre(page);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await state(page, "Completed");
  for (const line of table.trim().split("\n").slice(1)) {
    expect(await rest("ana").home(line.split(",")[0] ?? "")).toBe("lakeside");
  }
});

test("a run tells how fast it goes, and the list of jobs follows it", async ({ page, signIn, anotherBrowser }) => {
  test.setTimeout(180_000);
  await signIn("ana");
  await startLongFile(page);
  await expect(page.locator("[data-pace=sign]")).toContainText("Last sign of life");
  await expect(page.locator("[data-pace=speed]")).toContainText(/rows? a (second|minute)/);
  await expect(page.locator("[data-pace=left]")).toContainText(/left/);
  const list = await anotherBrowser();
  await signIn("ana", list);
  await list.goto("/profile");
  await list.getByRole("link", { name: "Jobs" }).click();
  const job = list.getByRole("row").filter({ hasText: "long.csv" }).first();
  await expect(job).toContainText("Runs");
  await expect(job.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(job).toContainText("Stopped", { timeout: 60_000 });
  await expect(job.getByRole("progressbar")).toHaveCount(0);
});

test("the list of jobs says when it is not answered, and stops asking when it is refused", async ({ page, signIn, complaints }) => {
  test.setTimeout(180_000);
  await signIn("ana");
  await startLongFile(page);
  await expect(page.locator("[data-pace=sign]")).toContainText("Last sign of life");
  let answer: { status: number; code: string } = { status: 503, code: "unavailable" };
  let looks = 0;
  await page.route("**/api/jobs*", async (route) => {
    looks += 1;
    await route.fulfill({ status: answer.status, contentType: "application/json", body: JSON.stringify({ code: answer.code }) });
  });
  await page.goto("/jobs");
  complaints.provoke(/503/);
  const missed = page.getByText("The file goes on, and the page looks again by itself.");
  await expect(missed).toBeVisible();
  await expect.poll(() => looks, "it looks again").toBeGreaterThan(1);
  complaints.provoke(/401/);
  answer = { status: 401, code: "unauthenticated" };
  const note = page.getByRole("main").getByRole("alert");
  await expect(note).toContainText("You are signed out.");
  await expect(missed).toHaveCount(0);
  await expect(note.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", /to=\/jobs/);
  const asked = looks;
  await page.waitForTimeout(4_000);
  expect(looks, "it asks no more").toBe(asked);
});
