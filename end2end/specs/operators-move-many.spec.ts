// Moving many from the users: one destination, the locked and families among them, the verdict on each before anything is
// written, and what became of each. Besides: subscribing many, and oneself.

import { expect, type Page, test } from "../harness/test.ts";
import type { Rest } from "../harness/rest.ts";

const bar = (page: Page) => page.getByRole("region", { name: "Selection" });
const dialog = (page: Page) => page.getByRole("dialog", { name: /^Move \d/ });
const destination = (page: Page) => page.getByRole("combobox", { name: "Organization" });

/** Makes people at Harbour Clinic, so that thirty are there to be moved. */
async function newcomers(omar: Rest, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const answer = await omar.post("users", { username: `new.comer.${number}`, home: "harbour", name: `Newcomer ${number}` });
    expect(answer.status, answer.text).toBe(201);
  }
}

async function tick(page: Page, names: string[]): Promise<void> {
  for (const name of names) {
    await page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).check();
  }
}

async function choose(page: Page, name: string): Promise<void> {
  await destination(page).fill(name);
  await dialog(page).getByRole("option", { name: new RegExp(name) }).click();
}

async function acknowledge(page: Page): Promise<void> {
  const group = dialog(page).getByRole("group", { name: "Confirm what they lose" });
  await expect(group).toBeVisible();
  for (const box of await group.getByRole("checkbox").all()) {
    await box.check();
  }
}

test("an End Users Manager moves thirty, with locked people and families among them", async ({ page, rest, signIn }) => {
  test.setTimeout(90_000);
  await newcomers(rest("omar"), 14);
  await signIn("omar");
  await page.goto("/users");
  await page.getByRole("checkbox", { name: "Select everybody on this page" }).check();
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).getByRole("checkbox", { name: "Move locked users" })).toBeChecked();
  await expect(dialog(page).getByRole("checkbox", { name: "Lock all users after move" })).toBeChecked();
  await expect(destination(page)).toBeVisible();
  await choose(page, "Lakeside Clinic");
  await expect(dialog(page).getByText(/can move/)).toBeVisible();
  await expect(dialog(page).getByRole("button", { name: "Move", exact: true })).toHaveAttribute("aria-disabled", "true");
  await acknowledge(page);
  await dialog(page).getByRole("button", { name: "Move", exact: true }).click();
  const result = page.getByRole("dialog", { name: /moved to Lakeside Clinic/ });
  await expect(result).toBeVisible();
  const moved = Number((await result.locator('[data-result="moved"]').first().textContent())?.replace(/\D/g, ""));
  expect(moved).toBeGreaterThanOrEqual(30);
  await expect(result.getByRole("link", { name: "Download the result" })).toHaveAttribute("download", "moves.csv");
  expect(await rest("ana").home("dana")).toBe("lakeside");
  expect(await rest("ana").home("carla.mendes"), "locked, and moved by the ticked box").toBe("lakeside");
  expect((await rest("ana").get("users/new.comer.1")).body.locked, "locked afterwards").toBe(true);
});

test("who is locked stays where the box says so, and a dependent comes with the sponsor only", async ({ page, rest, signIn }) => {
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Carla Mendes", "Elif Kaya"]);
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  await dialog(page).getByRole("checkbox", { name: "Move locked users" }).uncheck();
  await choose(page, "Lakeside Clinic");
  await dialog(page).getByRole("button", { name: "Cannot" }).click();
  await expect(dialog(page).locator("[data-user]")).toHaveCount(1);
  await acknowledge(page);
  await dialog(page).getByRole("button", { name: "Move", exact: true }).click();
  const result = page.getByRole("dialog", { name: "1 of 2 moved to Lakeside Clinic" });
  await expect(result.locator('li[data-result="skipped"]').last()).toContainText("Carla Mendes");
  expect(await rest("ana").home("carla.mendes")).toBe("harbour");
});

test("what changes after the review is told, and those are looked at again", async ({ page, rest, signIn }) => {
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Elif Kaya"]);
  await tick(page, ["Fred Okonkwo"]);
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  await choose(page, "Lakeside Clinic");
  await expect(dialog(page).getByText(/can move/)).toBeVisible();
  const read = await rest("grace").get("users/fred.okonkwo");
  const locked = await rest("grace").post("users/fred.okonkwo/lock", { locked: true }, { "If-Match": `"${read.body.revision}"` });
  expect(locked.status, locked.text).toBeLessThan(300);
  await acknowledge(page);
  await dialog(page).getByRole("button", { name: "Move", exact: true }).click();
  const result = page.getByRole("dialog", { name: "1 of 2 moved to Lakeside Clinic" });
  await result.getByRole("button", { name: "Look at those again" }).click();
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).locator("[data-user]")).toHaveCount(1);
});

test("an Enterprise Administrator moves across enterprises from the super enterprise", async ({ page, rest, signIn }) => {
  await signIn("ana");
  await page.goto("/users?text=elif");
  await tick(page, ["Elif Kaya"]);
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  await choose(page, "Palm Court Clinic");
  await acknowledge(page);
  await dialog(page).getByRole("button", { name: "Move", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "1 of 1 moved to Palm Court Clinic" })).toBeVisible();
  expect(await rest("ana").home("elif.kaya")).toBe("palm-court");
});

test("who may not move sees why", async ({ page, signIn }) => {
  await signIn("bella");
  await page.goto("/users");
  await page.getByRole("checkbox", { name: /^Select (?!everybody)/ }).first().check();
  await expect(bar(page).getByRole("button", { name: /^Move/ })).toHaveAttribute("aria-disabled", "true");
});

test("many are subscribed at once, each as far as it goes", async ({ page, signIn }) => {
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Elif Kaya", "Fred Okonkwo"]);
  await bar(page).getByRole("button", { name: "Subscribe" }).click();
  const form = page.getByRole("dialog", { name: "Subscribe 2 users" });
  await form.getByRole("checkbox", { name: "Hillcrest Hospital" }).check();
  await form.getByRole("button", { name: "Subscribe" }).click();
  await expect(form.getByText("2 subscribed")).toBeVisible();
});

test("a person subscribes herself, and ends it", async ({ page, signIn }) => {
  await signIn("dana");
  const panel = page.getByRole("region", { name: "Subscriptions" });
  await panel.getByRole("button", { name: "Subscribe" }).click();
  const form = page.getByRole("dialog", { name: "Subscribe to organizations" });
  await expect(form.getByRole("checkbox", { name: "Harbour Clinic" }), "never the own home").toHaveCount(0);
  await expect(form.getByRole("checkbox", { name: "Sandbar Urgent Care" }), "has not opted in").toHaveCount(0);
  await form.getByRole("checkbox", { name: "Lakeside Clinic" }).check();
  await form.getByRole("button", { name: "Subscribe" }).click();
  await expect(form.getByText("1 subscribed")).toBeVisible();
  await form.getByRole("button", { name: "Close" }).click();
  await expect(panel).toContainText("Lakeside Clinic");
  await panel.getByRole("button", { name: "End the subscription to Lakeside Clinic" }).click();
  await expect(panel).not.toContainText("Lakeside Clinic");
});
