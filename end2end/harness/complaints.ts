// What a browser complains about: console messages, errors of the page, requests that failed. One of
// them fails the test, unless the test said beforehand that it provokes it; then its absence does.

import { type BrowserContext, expect, type Page } from "@playwright/test";

export class Complaints {
  private readonly heard: string[] = [];
  private readonly provoked: RegExp[] = [];
  private gaveUpModule = false;

  /** Says that the test provokes a complaint. */
  provoke(pattern: RegExp): void {
    this.provoked.push(pattern);
  }

  /** `hasScripts`: whether scripts run there; where not, the browser itself refuses to load them. */
  watch(context: BrowserContext, hasScripts: boolean): void {
    const shown = (page: Page | null) => `, shown: ${page?.url() ?? "nothing"}`;
    context.on("console", (message) => this.heard.push(`console ${message.type()}: ${message.text()} (${message.location().url})${shown(message.page())}`));
    context.on("weberror", (error) => this.heard.push(`page: ${error.error().message}${shown(error.page())}`));
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText;
      // Whoever leaves a page while it loads gives up what was still on its way.
      const isGivenUp = reason === "net::ERR_ABORTED";
      this.gaveUpModule ||= isGivenUp && /\/pkg\//.test(request.url());
      const isUnwanted = !hasScripts && reason === "csp" && request.url().endsWith(".js");
      if (!isGivenUp && !isUnwanted) {
        this.heard.push(`request: ${request.method()} ${request.url()} ${reason}`);
      }
    });
  }

  judge(): void {
    const unexpected = this.heard.filter((line) => !this.provoked.some((pattern) => pattern.test(line)) && !this.isOfLeaving(line));
    expect(unexpected, "the browser complained").toEqual([]);
    const missing = this.provoked.filter((pattern) => !this.heard.some((line) => pattern.test(line)));
    expect(missing, "the browser should have complained").toEqual([]);
  }

  /** Whoever leaves a page while a part of the module loads hears the last words of the page left. */
  private isOfLeaving(line: string): boolean {
    const lastWords = [/Response body loading was aborted .*parts\.js/, /TypeError: Failed to fetch\s.*parts\.js/s, /load callback should succeed/, /^page: unreachable,/];
    const isTheModules = this.heard.some((heard) => /load callback should succeed/.test(heard));
    return this.gaveUpModule && isTheModules && lastWords.some((pattern) => pattern.test(line));
  }
}
