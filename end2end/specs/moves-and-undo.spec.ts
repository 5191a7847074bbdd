// What was done is found again, each role sees its half, and what can be taken back is taken back on screen.

import { moveTogether } from "../harness/records.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "../harness/test.ts";

const TOGETHER = ["dana", "carla.mendes", "grace.lim"];

test("a bulk move is undone on screen, family by family", async ({ page, signIn, rest }) => {
  const commit = await moveTogether(rest("ana"), TOGETHER, "riverside");
  await signIn("ana");
  await page.goto("/moves");
  await expect(page.getByRole("heading", { level: 1, name: "Moves" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Moves", exact: true }).getByRole("row")).toHaveCount(TOGETHER.length + 1);
  await expect(page.getByRole("table", { name: "Moves by source and destination" })).toContainText("Riverside Campus");

  await page.goto(`/moves/${commit}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("3 families moved in one go");
  await page.getByRole("link", { name: "Undo all of them" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "What undoing would do" })).toBeVisible();
  for (const title of ["Restored", "Kept, because it changed since", "Cannot be restored by you"]) {
    await expect(page.getByRole("heading", { level: 3, name: title, exact: true })).toBeVisible();
  }
  expect(await rest("ana").home("dana"), "looking changes nothing").toBe("riverside");
  for (const box of await page.getByRole("group").getByRole("checkbox").all()) {
    await box.check();
  }
  await page.getByRole("button", { name: "Undo now" }).click();
  await expect(page.getByRole("status").filter({ hasText: "3 of 3 families moved back." })).toBeVisible();
  for (const who of TOGETHER) {
    expect(await rest("ana").home(who)).toBe("harbour");
  }
  await page.getByRole("link", { name: "Back to the move" }).click();
  await expect(page.locator(".status").filter({ hasText: "Undone" })).toHaveCount(3);
});

test("what came later stands in the way of an undo until it is taken back itself", async ({ page, signIn, rest }) => {
  const first = await moveTogether(rest("ana"), ["elif.kaya"], "riverside");
  const second = await moveTogether(rest("ana"), ["elif.kaya"], "hillcrest");
  await signIn("ana");
  await page.goto(`/moves/${first}?undo=1`);
  await expect(page.locator(".finding[data-code=superseded]")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo now" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("link", { name: "Open the later move" }).click();
  await expect(page).toHaveURL(new RegExp(second));
  for (const id of [second, first]) {
    await page.goto(`/moves/${id}?undo=1`);
    for (const box of await page.getByRole("group").getByRole("checkbox").all()) {
      await box.check();
    }
    await page.getByRole("button", { name: "Undo now" }).click();
    await expect(page.getByText("1 of 1 family moved back.")).toBeVisible();
  }
  expect(await rest("ana").home("elif.kaya")).toBe("harbour");
  await page.goto(`/moves/${first}?undo=1`);
  await expect(page.locator(".finding[data-code=already-undone]")).toBeVisible();
});

test("an undo of which a part is blocked says who moves back, and who stays and why", async ({ page, signIn, rest }) => {
  const first = await moveTogether(rest("ana"), ["dana", "elif.kaya"], "riverside");
  await moveTogether(rest("ana"), ["elif.kaya"], "hillcrest");
  await signIn("ana");
  await page.goto(`/moves/${first}?undo=1`);
  await expect(page.getByText("1 of 2 families moves back.")).toBeVisible();
  const staying = page.getByRole("region", { name: "Who stays, and why" });
  await expect(staying.getByRole("listitem").filter({ hasText: "Elif Kaya" }).locator(".finding[data-code=superseded]")).toBeVisible();
  await expect(staying).not.toContainText("Dana Whitfield");
  const restored = page.getByRole("region", { name: "Restored", exact: true });
  await expect(restored).not.toContainText("Elif Kaya");
  for (const box of await page.getByRole("group").getByRole("checkbox").all()) {
    await box.check();
  }
  await page.getByRole("button", { name: "Undo now" }).click();
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.getByRole("status").locator('[data-tone="yellow"]')).toContainText("1 of 2 families moved back.");
  const stays = result.getByRole("listitem").filter({ hasText: "Elif Kaya" });
  await expect(stays).toContainText("Stays");
  await expect(stays.locator(".who-more"), "why is told").toHaveCount(2);
  await expect(page.getByRole("region", { name: "Who moved" }).locator(".status").filter({ hasText: "Undone" }), "what is shown below is fresh").toHaveCount(1);
  await expect(result).toBeVisible();
  expect(await rest("ana").home("dana")).toBe("harbour");
  expect(await rest("ana").home("elif.kaya")).toBe("hillcrest");
});

test("each end sees its own half, and who only looks is offered no undo", async ({ page, anotherBrowser, signIn, rest, complaints }) => {
  complaints.provoke(/404/);
  const id = await moveTogether(rest("ana"), ["dana"], "lakeside");
  await signIn("omar");
  await page.goto("/moves");
  await page.getByRole("link", { name: "Dana Whitfield" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Dana Whitfield moved to Lakeside Clinic");
  await expect(page.locator(".outcomes")).toContainText("Alert Publisher");
  await expect(page.getByText("Somebody you cannot see")).toBeVisible();
  await page.getByRole("link", { name: "Undo", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("You cannot undo this");

  const other = await anotherBrowser();
  await signIn("bella", other);
  await other.goto(`/moves/${id}`);
  await expect(other.getByRole("heading", { level: 1 })).toContainText("Dana Whitfield moved to Lakeside Clinic");
  await expect(other.locator(".outcomes"), "what ended at the source is not for the destination").not.toContainText("Alert Publisher");
  await expect(other.getByRole("link", { name: "Undo", exact: true })).toHaveCount(0);

  const third = await anotherBrowser();
  await signIn("aud", third);
  await third.goto(`/moves/${id}`);
  await expect(third.locator(".outcomes")).toContainText("Alert Publisher");
  await expect(third.getByText("Ana Lindqvist")).toBeVisible();
});

test("moves are filtered in the address and exported as they are listed", async ({ page, signIn, rest }) => {
  await moveTogether(rest("ana"), ["dana"], "lakeside");
  await moveTogether(rest("ana"), ["elif.kaya"], "riverside");
  await signIn("ana");
  await page.goto("/moves");
  await page.getByLabel("Organization", { exact: true }).fill("lakeside");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/organization=lakeside/);
  const table = page.getByRole("table", { name: "Moves", exact: true });
  await expect(table.getByRole("row")).toHaveCount(2);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const file = await (await download).createReadStream();
  const text = (await file.toArray()).join("");
  expect(text.trim().split("\n")).toHaveLength(2);
  expect(text).toContain("Dana Whitfield");
  await page.getByRole("link", { name: "Remove: Organization: lakeside" }).click();
  await expect(table.getByRole("row")).toHaveCount(3);
  await page.goto("/moves?person=nobody-at-all");
  await expect(page.locator(".state[data-kind=empty]")).toContainText("Nobody of that name is in your view");
  await page.goto("/moves?state=undone");
  await expect(page.locator(".state[data-kind=empty]")).toContainText("Nothing matches");
});

test("the ledger and an undo stand right to left and on a phone", async ({ page, context, server, signIn, rest }) => {
  const id = await moveTogether(rest("ana"), ["dana"], "lakeside");
  await signIn("ana");
  await context.addCookies([{ name: "language", value: "ar", url: server.address }]);
  await page.setViewportSize({ width: 360, height: 760 });
  for (const address of ["/moves", `/moves/${id}`, `/moves/${id}?undo=1`, "/audit"]) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});
