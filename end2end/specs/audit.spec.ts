// The record of what happened: searched, filtered, exported, and held against its chain.

import { moveTogether } from "../harness/records.ts";
import { expect, test } from "../harness/test.ts";

test("an auditor searches, filters, opens a record, exports and verifies", async ({ page, signIn, rest }) => {
  await moveTogether(rest("ana"), ["dana"], "lakeside");
  await signIn("aud");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit" })).toBeVisible();
  await page.getByLabel("Action", { exact: true }).selectOption("user-moved");
  await page.getByLabel(/^Text/).fill("d?na*lakeside");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/action=user-moved/);
  const table = page.getByRole("table", { name: "Audit" });
  await expect(table.getByRole("row")).toHaveCount(2);
  const row = table.getByRole("row").last();
  await expect(row).toContainText("Dana Whitfield");
  await expect(row).toContainText("Ana Lindqvist");
  await row.getByText("Details").last().click();
  await expect(row).toContainText("digest");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export JSON lines" }).click();
  const file = await (await download).createReadStream();
  const lines = (await file.toArray()).join("").trim().split("\n");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "").action).toBe("user-moved");

  await page.goto("/audit");
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByText("The chain holds")).toBeVisible();
});

test("an administrator audits the own organizations alone, and an operator none", async ({ page, anotherBrowser, complaints, signIn, rest }) => {
  await moveTogether(rest("ana"), ["dana"], "lakeside");
  await signIn("grace");
  await page.goto("/audit?action=user-moved");
  await expect(page.getByRole("table", { name: "Audit" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Verify the chain" })).toHaveCount(0);
  await page.goto("/audit?about=theo");
  await expect(page.locator(".state[data-kind=empty]")).toContainText("Nothing matches");

  complaints.provoke(/403/);
  for (const person of ["omar", "bella"] as const) {
    const other = await anotherBrowser();
    await signIn(person, other);
    await expect(other.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit" })).toHaveCount(0);
    await other.goto("/audit");
    await expect(other.locator(".state[data-kind=refused]")).toBeVisible();
  }
});
