// A hub's administrator moves somebody with proofs but without files to a satellite, and watches what is carried after her.

import type { Locator } from "@playwright/test";
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

  const maya = await anotherBrowser();
  await signIn("maya", maya);
  await maya.goto(page.url());
  await expect(maya.locator("main [data-transfer=Completed]")).toBeVisible();
  await expect(maya.getByText("Only administrators of the hub steer a transfer.")).toBeVisible();
  await expect(maya.getByRole("main")).not.toContainText("Inês");

  const ines = await anotherBrowser();
  await signIn("ines", ines);
  const there = await ines.request.get(page.url());
  const nowhere = await ines.request.get("/transfers/0190b0e0-0000-7000-8000-000000000000");
  expect([there.status(), nowhere.status()]).toEqual([404, 404]);
});
