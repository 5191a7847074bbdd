// The wizard between sites: somebody with phones, a shared line, a mailbox and a hunt list goes to another site, or is refused there.

import type { Locator } from "@playwright/test";
import { expect, expectAccessible, type Page, test } from "../harness/test.ts";

const at = (step: string, destination: string) => `/wizard/move/${step}?source=quay&user=tess.marlow&destination=${destination}`;
const summary = (page: Page) => page.locator(".wizard-aside");
const isJudged = (page: Page) => summary(page).locator("[data-live]").waitFor();
const next = (page: Page) => summary(page).getByRole("link", { name: /^Next/ });
const moveIt = (page: Page) => page.getByRole("button", { name: "Move the user" });
const picture = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const row = (page: Page, record: string, value: string) =>
  page.getByRole("table", { name: "Every value that changes" }).getByRole("row").filter({ hasText: record }).filter({ hasText: value });

test("a site that lacks defaults takes nobody with phones, tells all that is missing, and takes the person alone", async ({ page, signIn }) => {
  await signIn("viktor");
  await page.goto(at("review", "cannery"));
  const missing = page.locator("[data-code=site-defaults-missing]");
  await expect(missing).toContainText("partition of lines");
  await expect(missing).toContainText("voicemail number");
  await expect(moveIt(page)).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("#commit-why")).toContainText("Blockers are left");

  await page.goto(at("telephony", "cannery"));
  await isJudged(page);
  await expect(summary(page)).toContainText("lacks defaults");
  await page.getByRole("radio", { name: "The person alone" }).check();
  await expect(summary(page)).not.toContainText("lacks defaults");
  await expect(page.locator("#scope-verdict [data-code=services-left-behind]")).toBeVisible();
  await expect(page).toHaveURL(/user_only/);
});

test("Viktor moves Tess with phones, line and mailbox to another site, and sees every value that is rewritten", async ({ page, signIn, rest, isTakenOver }) => {
  await signIn("viktor");
  await page.goto("/users/tess.marlow");
  await expect(picture(page, "Phones and lines")).toContainText("sep-1");
  await page.locator("main a[href*='/wizard/move/']").click();
  await isTakenOver();
  await page.getByRole("searchbox").fill("orchard");
  await page.locator("#found").getByRole("link", { name: "Bramble Orchard" }).click();
  await isJudged(page);
  await expect(page.getByRole("navigation", { name: "Steps" }).locator(".step", { hasText: "Mapping" })).toHaveCount(0);
  await expect(page.getByRole("radio", { name: "The person with lines, devices and services" })).toBeChecked();
  await expect(page.locator("#phones-verdict [data-code=shared-line]")).toBeVisible();
  await expect(page.locator("#phones-verdict [data-code=hunt-list]")).toBeVisible();

  const desks = page.getByRole("checkbox", { name: "Desk phones move along" });
  await expect(picture(page, "Phones after")).toContainText("sep-1");
  await desks.uncheck();
  await expect(picture(page, "Phones after")).not.toContainText("sep-1");
  await expect(page.locator("#desk-phones-verdict [data-code=desk-phone-left]")).toBeVisible();
  await desks.check();
  await page.getByLabel("Device pool").fill("DP-SPECIAL");
  await page.getByLabel("Reason").click();
  await expect(page).toHaveURL(/DP-SPECIAL/);
  await page.reload();
  await expect(page.getByLabel("Device pool")).toHaveValue("DP-SPECIAL");
  await isJudged(page);
  await expectAccessible(page);

  await next(page).click();
  await expect(picture(page, "Phones before")).toContainText("Bramble Quay");
  await expect(picture(page, "Phones after")).toContainText("Bramble Orchard");
  await expect(row(page, "sep-1", "device pool")).toContainText("DP-SPECIAL");
  await expect(row(page, "7101", "partition").first()).toContainText("PT2");
  await expect(row(page, "Mailbox", "voicemail number")).toContainText("8100");
  await expectAccessible(page);
  await expect(moveIt(page)).toHaveAttribute("aria-disabled", "true");
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
  await moveIt(page).click();
  await expect(page.locator("#done")).toBeVisible();
  expect(await rest("viktor").home("tess.marlow")).toBe("orchard");
  await page.goto("/users/tess.marlow");
  await expect(picture(page, "Phones and lines")).toContainText("Bramble Orchard");
});

test("a site tells its facts and what its defaults lack, and a number who has it and where it rings", async ({ page, signIn }) => {
  await signIn("viktor");
  await page.goto("/organizations/cannery");
  await page.getByRole("link", { name: "Telephony of this site" }).click();
  await expect(page.getByRole("region", { name: "Site defaults" })).toContainText("partition of lines");
  await page.goto("/organizations/quay/telephony");
  await expect(page.getByRole("region", { name: "Site defaults" })).toContainText("Every default that a move needs is there.");
  await expect(page.getByRole("region", { name: "Number inventory" })).toContainText("Cooling down");
  await page.getByRole("region", { name: "Number inventory" }).getByRole("link", { name: "7102" }).click();
  await expect(page.getByRole("region", { name: "Who has it" })).toContainText("Ned Ellery");
  await expect(page.getByRole("region", { name: "Where it rings" })).toContainText("sep-2");
  await expect(page.getByRole("region", { name: "Member of" })).toContainText("hl-market");
  await expectAccessible(page);
  for (const foreign of ["/numbers/0000", "/organizations/bramble/telephony", "/organizations/no-such/telephony"]) {
    expect((await page.request.get(foreign)).status()).toBe(404);
  }
});

test("the keyboard alone moves Tess with her phones, her shared line and her mailbox, and takes it back", async ({ page, signIn, rest, isTakenOver }) => {
  await signIn("viktor");
  await page.goto("/users/tess.marlow");
  const press = async (locator: Locator, key: string) => {
    await locator.focus();
    await page.keyboard.press(key);
  };
  await press(page.locator("main a[href*='/wizard/move/']"), "Enter");
  await isTakenOver();
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("orchard");
  await expect(page.locator("#found .choice")).toHaveCount(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await isJudged(page);
  await press(page.getByRole("checkbox", { name: "Desk phones move along" }), "Space");
  await expect(picture(page, "Phones after")).not.toContainText("sep-1");
  await page.keyboard.press("Space");
  await expect(picture(page, "Phones after")).toContainText("sep-1");
  await press(next(page), "Enter");
  await moveIt(page).waitFor();
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await press(box, "Space");
  }
  await press(moveIt(page), "Enter");
  await expect(page.locator("#done")).toBeVisible();
  expect(await rest("viktor").home("tess.marlow")).toBe("orchard");

  await press(page.getByRole("link", { name: "The move, and taking it back" }), "Enter");
  await press(page.getByRole("link", { name: "Undo", exact: true }), "Enter");
  await press(page.getByRole("button", { name: "Undo now" }), "Enter");
  await expect(async () => expect(await rest("viktor").home("tess.marlow")).toBe("quay")).toPass({ timeout: 10_000 });
});
