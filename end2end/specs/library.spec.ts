// What an account holds: opened and handed in by who lives there, looked at by who left, until that is ended.

import { readFile } from "node:fs/promises";
import { expect, expectAccessible, type Page, test } from "../harness/test.ts";
import type { Rest } from "../harness/rest.ts";

const handIn = (page: Page) => page.getByRole("region", { name: "Hand in" });
const items = (page: Page) => page.getByRole("table", { name: "Proofs and files" });
const row = (page: Page, name: string) => items(page).getByRole("row").filter({ hasText: name });
const text = (name: string, words: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(words) });

async function opened(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent("download");
  await items(page).getByRole("link", { name }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(name);
  return readFile(await file.path(), "utf8");
}

/** Moves Maya to Tokyo with nothing along: all of hers is Inês's at once. */
async function leave(hugo: Rest): Promise<void> {
  const wish = { subject: "maya", destination: "folio-tokyo", profile: "manager", new_owner: "ines", move_proofs: false, move_files: false };
  const plan = await hugo.post("moves/plan", wish);
  expect(plan.status, plan.text).toBe(200);
  const warned = plan.body.findings.filter((it: { severity: string }) => it.severity === "warning");
  const acknowledged = [...new Set(warned.map((it: { code: string }) => it.code))];
  const done = await hugo.post("moves", { ...wish, digest: plan.body.digest, acknowledged }, { "Idempotency-Key": "leave" });
  expect(done.status, done.text).toBe(201);
}

test("Maya opens, hands in and adds a version; she leaves, looks on, and Inês ends that", async ({ page, signIn, rest, isTakenOver, anotherBrowser, complaints }) => {
  complaints.provoke(/404/);
  await signIn("maya");
  await page.goto("/profile");
  await isTakenOver();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Library" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Folio Studio");
  await page.getByRole("link", { name: "Launch" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Launch");
  await expectAccessible(page);

  await handIn(page).getByRole("radio", { name: "Proof" }).check();
  await handIn(page).getByLabel("File", { exact: true }).last().setInputFiles(text("poster.txt", "the first one"));
  await handIn(page).getByRole("button", { name: "Upload" }).click();
  await expect(page.getByText("It was handed in.")).toBeVisible();
  expect(await opened(page, "poster.txt")).toBe("the first one");

  await row(page, "poster.txt").getByText("New version").click();
  await row(page, "poster.txt").getByLabel("File").setInputFiles(text("poster 2.txt", "the second one"));
  await row(page, "poster.txt").getByRole("button", { name: "Upload version" }).click();
  await expect(page.getByText("The version was handed in.")).toBeVisible();
  await expect(row(page, "poster 2.txt")).toContainText("Version 2");
  await expect(row(page, "poster.txt")).toContainText("Version 1");
  expect(await opened(page, "poster 2.txt")).toBe("the second one");

  await leave(rest("hugo"));
  await page.goto("/library/f-launch");
  await expect(page.getByText("View only").first()).toBeVisible();
  await expect(handIn(page)).toHaveCount(0);
  await expect(page.getByText("New version")).toHaveCount(0);
  await expectAccessible(page);

  const ines = await anotherBrowser();
  await ines.addInitScript(() => document.addEventListener("taken-over", () => Object.assign(window, { isTakenOver: true })));
  await signIn("ines", ines);
  await ines.goto("/library/f-launch");
  await handIn(ines).getByLabel("File", { exact: true }).last().setInputFiles(text("later.txt", "made after she left"));
  await handIn(ines).getByRole("button", { name: "Upload" }).click();
  await expect(ines.getByText("It was handed in.")).toBeVisible();
  await page.reload();
  expect(await opened(page, "later.txt")).toBe("made after she left");
  await expect(row(page, "later.txt")).toContainText("View only");

  await ines.waitForFunction(() => "isTakenOver" in window);
  await ines.getByRole("button", { name: "Remove leftover access: Maya Lindqvist" }).click();
  await expect(ines.getByText("There is no way back.")).toBeVisible();
  await expect(ines.getByRole("region", { name: "Leftover access" })).toContainText("Sketches and Launch");
  await expectAccessible(ines);
  await ines.getByRole("button", { name: "Remove, throw the folders away" }).click();
  await expect(ines.getByText("The leftover access was removed.")).toBeVisible();

  await page.goto("/library/f-launch");
  await expect(page.getByRole("main")).toContainText("There is nothing here");
  await ines.goto("/library");
  await ines.getByRole("link", { name: "Maya Lindqvist" }).click();
  await expect(row(ines, "later.txt")).toBeVisible();
});

test("Maya makes a folder, calls it otherwise, and is told what it cannot be called", async ({ page, signIn }) => {
  await signIn("maya");
  await page.goto("/library/f-launch");
  const make = page.getByRole("region", { name: "New folder" });
  await make.getByLabel("Name of the folder").fill("Autumn");
  await make.getByRole("button", { name: "Make folder" }).click();
  await expect(page.getByText("The folder was made.")).toBeVisible();
  const folders = page.getByRole("table", { name: "Folders" });
  await expect(folders.getByRole("row").filter({ hasText: "Autumn" })).toBeVisible();
  await expectAccessible(page);

  await make.getByLabel("Name of the folder").fill("autumn");
  await make.getByRole("button", { name: "Make folder" }).click();
  await expect(page.getByRole("alert")).toContainText("Another folder is called so here");

  await folders.getByRole("link", { name: "Autumn" }).click();
  const rename = page.getByRole("region", { name: "Rename this folder" });
  await expect(rename.getByLabel("Name of the folder")).toHaveValue("Autumn");
  await rename.getByLabel("Name of the folder").fill("Autumn/Winter");
  await rename.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("alert")).toContainText("without slashes");
  await rename.getByLabel("Name of the folder").fill("Winter");
  await rename.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByText("The folder was renamed.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Winter");
  await expectAccessible(page);
});

test("a file without a name or for a place out of view is not taken in", async ({ page, signIn, complaints }) => {
  complaints.provoke(/404/);
  await signIn("maya");
  await page.goto("/library?fault=file-name-illegal");
  await expect(page.getByRole("alert")).toContainText("at most 255 characters");
  await page.goto("/library?account=nowhere");
  await expect(page.getByRole("main")).toContainText("There is nothing here");
});
