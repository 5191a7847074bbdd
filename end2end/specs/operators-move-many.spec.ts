// Moving many from the users: one destination, the locked and families among them, the verdict on each before anything is
// written, and what became of each. Besides: subscribing many, and oneself.

import { expect, holdAnswers, type Page, test } from "../harness/test.ts";
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
    const box = page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
    // The list may be told anew in the moment of the click.
    await expect(() => box.check({ timeout: 2_000 })).toPass();
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

test("what became of a slow move is told, whatever is closed meanwhile", async ({ page, rest, signIn }) => {
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Elif Kaya"]);
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  await choose(page, "Lakeside Clinic");
  await acknowledge(page);
  const answer = await holdAnswers(page, "**/api/users/move/commit*");
  await dialog(page).getByRole("button", { name: "Move", exact: true }).click();
  await expect(dialog(page).getByRole("button", { name: "Moving" })).toHaveAttribute("aria-busy", "true");
  await expect(dialog(page).getByRole("checkbox", { name: "Lock all users after move" })).toBeDisabled();
  await expect(destination(page)).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  await expect(dialog(page).getByRole("button", { name: "Moving" }), "it is the same move").toBeVisible();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(dialog(page)).toBeHidden();
  answer();
  const result = page.getByRole("dialog", { name: "1 of 1 moved to Lakeside Clinic" });
  await expect(result).toBeVisible();
  expect(await rest("ana").home("elif.kaya")).toBe("lakeside");
  await result.getByRole("button", { name: "Close" }).click();
  await expect(bar(page), "who was moved is ticked no more").toBeHidden();
});

test("where no verdict comes that is said, and it is asked for again", async ({ page, signIn, complaints }) => {
  complaints.provoke(/500/);
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Elif Kaya"]);
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  let isFailing = true;
  await page.route("**/api/users/move/plan*", (route) =>
    isFailing ? route.fulfill({ status: 500, contentType: "application/json", body: JSON.stringify({ code: "internal" }) }) : route.continue(),
  );
  await choose(page, "Lakeside Clinic");
  await expect(dialog(page)).toContainText("It could not be worked out who can move.");
  await expect(dialog(page)).not.toContainText("Working it out");
  isFailing = false;
  await dialog(page).getByRole("button", { name: "Try again" }).click();
  await expect(dialog(page).getByText(/^1 can move/)).toBeVisible();
  await expect(dialog(page).getByRole("button", { name: "Try again" })).toHaveCount(0);
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

test("the list of destinations lies over the dialog, whole, and is gone through with the keyboard", async ({ page, signIn }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Elif Kaya"]);
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  const list = dialog(page).getByRole("listbox", { name: "Organization" });
  const box = dialog(page).getByRole("checkbox", { name: "Lock all users after move" });
  await destination(page).focus();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(dialog(page), "Escape leaves the list first").toBeVisible();
  const before = await box.boundingBox();
  await page.keyboard.press("ArrowDown");
  await expect(list).toBeVisible();
  expect(await box.boundingBox(), "nothing gives way").toEqual(before);
  await expect(list, "nothing is cut off").toBeInViewport({ ratio: 1 });
  await page.keyboard.press("ArrowUp");
  const last = list.getByRole("option").last();
  await expect(last).toHaveAttribute("aria-selected", "true");
  await expect(last, "what is marked is in sight").toBeInViewport({ ratio: 1 });
  const name = (await last.locator(".choice-name").textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(destination(page)).toHaveValue(name);
  await expect(dialog(page).locator("[data-chosen]")).toContainText(name);
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
  await form.getByRole("button", { name: "Close" }).click();

  await page.goto("/users/elif.kaya");
  const panel = page.getByRole("region", { name: "Subscriptions" });
  await expect(panel, "who subscribes others sees it").toContainText("Hillcrest Hospital");
  await expect(panel).not.toContainText("cannot see");
  await panel.getByRole("button", { name: "End the subscription to Hillcrest Hospital" }).click();
  await expect(panel).not.toContainText("Hillcrest Hospital");
});

test("what became of slow subscriptions is told, whatever is closed meanwhile", async ({ page, signIn }) => {
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Elif Kaya"]);
  await bar(page).getByRole("button", { name: "Subscribe" }).click();
  const form = page.getByRole("dialog", { name: "Subscribe 1 user" });
  await form.getByRole("checkbox", { name: "Hillcrest Hospital" }).check();
  const answer = await holdAnswers(page, "**/api/subscriptions/add*");
  await form.getByRole("button", { name: "Subscribe", exact: true }).click();
  await expect(form.getByRole("checkbox", { name: "Hillcrest Hospital" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();
  answer();
  await expect(form.getByText("1 subscribed")).toBeVisible();
});

test("who is ticked in the list stays ticked, whatever is opened for somebody else", async ({ page, signIn }) => {
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Elif Kaya", "Fred Okonkwo"]);
  await page.getByRole("link", { name: "Dana Whitfield" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
  for (const [deed, title] of [["Subscribe", "Subscribe 1 user"], ["Move", "Move 1 user"]]) {
    await page.getByRole("main").getByRole("button", { name: deed, exact: true }).first().click();
    const opened = page.getByRole("dialog", { name: title });
    await opened.getByRole("button", { name: "Cancel" }).click();
    await expect(opened).toBeHidden();
  }
  await page.getByRole("main").getByRole("link", { name: "Users", exact: true }).click();
  await expect(bar(page)).toContainText("2 selected");
  await expect(page.getByRole("checkbox", { name: "Select Fred Okonkwo", exact: true })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Select Dana Whitfield", exact: true })).not.toBeChecked();
});

test("who comes along is named in the dialog, not only counted", async ({ page, signIn }) => {
  await signIn("omar");
  await page.goto("/users");
  await tick(page, ["Dana Whitfield"]);
  await bar(page).getByRole("button", { name: /^Move/ }).click();
  const row = page.getByRole("dialog").locator("[data-user=dana]");
  await expect(row).toContainText("with 2 dependents");
  await expect(row).toContainText("Leo Whitfield");
  await expect(row).toContainText("Mia Whitfield");
});

test("who is subscribed for a while gets a place to work meanwhile, and loses it again", async ({ page, signIn, rest }) => {
  await signIn("omar");
  const subscribed = async (place: string, choose: () => Promise<void>) => {
    await page.goto("/users?text=ben.okafor");
    await page.getByRole("checkbox", { name: "Select Ben Okafor", exact: true }).check();
    await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Subscribe" }).click();
    await page.getByRole("checkbox", { name: place }).check();
    await choose();
    const form = page.getByRole("dialog");
    await form.getByRole("button", { name: "Subscribe", exact: true }).click();
    await expect(form.getByText("1 subscribed")).toBeVisible();
  };
  const location = async () => (await rest("omar").get("users/ben.okafor")).body.attributes.temporary_work_location;
  await subscribed("Lakeside Clinic", async () => {
    await expect(page.getByRole("radio", { name: "Leave it as it is" })).toBeChecked();
    await page.getByRole("radio", { name: "Set it to" }).check();
    await page.getByLabel("Where they work meanwhile").fill("Ward 4, Lakeside");
  });
  expect(await location()).toBe("Ward 4, Lakeside");
  await subscribed("Riverside Campus", async () => {
    await page.getByRole("radio", { name: "Clear it" }).check();
  });
  expect(await location()).toBeUndefined();
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
