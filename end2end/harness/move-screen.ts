// The pieces of Move to Organization, found by what a reader sees.

import { expect, type Locator, type Page } from "@playwright/test";

export class MoveScreen {
  constructor(readonly page: Page) {}

  /** Opens it the way a person does: from the profile. */
  async open(): Promise<void> {
    await this.page.getByRole("main").getByRole("link", { name: "Move to Organization" }).click();
    await this.isShown();
  }

  async isShown(): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: "Move to Organization" })).toBeVisible();
    await expect(this.rows().first()).toBeVisible();
  }

  /** Shown, and its scripts have taken over from the plain form. */
  async isReady(): Promise<void> {
    await this.isShown();
    await expect(this.page.getByRole("button", { name: "Apply" })).toBeHidden();
  }

  search(): Locator {
    return this.page.getByLabel("Find an organization");
  }

  sort(): Locator {
    return this.page.getByLabel("Sort by");
  }

  rows(): Locator {
    return this.page.locator(".choice");
  }

  /** The row of an organization. */
  row(name: string): Locator {
    return this.rows().filter({ has: this.page.locator(".choice-name", { hasText: new RegExp(`^\\s*${name}\\s*$`) }) });
  }

  radio(name: string): Locator {
    return this.row(name).getByRole("radio");
  }

  /** The names in the list, from the top. */
  async names(): Promise<string[]> {
    return (await this.page.locator(".choice-name").allInnerTexts()).map((name) => name.trim());
  }

  /** The verdicts in the list, from the top. */
  verdicts(): Promise<string[]> {
    return this.rows().locator(".verdict").evaluateAll((verdicts) => verdicts.map((verdict) => verdict.getAttribute("data-verdict") ?? ""));
  }

  /** What happens, beside the list. */
  consequences(): Locator {
    return this.page.getByRole("complementary", { name: "What happens" });
  }

  ok(): Locator {
    return this.page.getByRole("button", { name: "OK", exact: true });
  }

  dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  continue(): Locator {
    return this.dialog().getByRole("button", { name: "Continue" });
  }

  /** Chooses an organization and presses OK. */
  async choose(name: string): Promise<void> {
    await this.row(name).click();
    await expect(this.radio(name)).toBeChecked();
    await this.ok().click();
    await expect(this.dialog()).toBeVisible();
  }

  /** Confirms everything there is to confirm. */
  async acknowledge(): Promise<void> {
    await expect(this.continue()).toBeVisible();
    for (const box of await this.dialog().getByRole("checkbox").all()) {
      await box.check();
    }
    await expect(this.continue()).not.toHaveAttribute("aria-disabled", "true");
  }

  /** The arrival in the new home. */
  async hasArrivedAt(name: string): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: `You live at ${name} now` })).toBeVisible();
    await expect(this.page.locator(".brand-name")).toHaveText(name);
  }
}

/** One of the groups of consequences: "Is lost", "Moves along" and so on. */
export function outcome(place: Locator | Page, title: string): Locator {
  return place.locator(`.outcome:has(.outcome-title:text("${title}"))`);
}

/** A panel of a page, by its heading. */
export function panel(page: Page, heading: string): Locator {
  return page.getByRole("region", { name: heading, exact: true });
}
