// Which specs run in which kind of browser. Every test gets a server of its own on a fresh copy of the
// demo directory (harness/server.ts), so tests know nothing of each other.

import { defineConfig } from "@playwright/test";

const NARROW = { width: 360, height: 740 };

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results/runs",
  globalSetup: "./harness/prepare.ts",
  workers: 2,
  fullyParallel: true,
  // WHY: a build server stalls for seconds now and then. What passes only the second time is told as "flaky", and is
  // to be looked into: so far each was a fault of the pages or of the spec.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  // The picture in the README is made on purpose alone: `npm run picture:readme`.
  grepInvert: process.env.REHOME_README_PICTURE ? undefined : /@readme/,
  use: {
    // WHY: the system's own browser, so that nothing is downloaded.
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-first-run",
        "--no-pings",
      ],
    },
    locale: "en-GB",
    timezoneId: "UTC",
    colorScheme: "light",
    viewport: { width: 1280, height: 900 },
    trace: "off",
    screenshot: "off",
    video: "off",
  },
  projects: [
    { name: "desktop", testIgnore: "without-scripts.spec.ts" },
    { name: "right-to-left", testMatch: "every-screen.spec.ts" },
    { name: "narrow", use: { viewport: NARROW, hasTouch: true }, testMatch: ["a-person-moves-herself.spec.ts", "every-screen.spec.ts"] },
    { name: "without-scripts", use: { javaScriptEnabled: false }, testMatch: ["sign-in.spec.ts", "without-scripts.spec.ts"] },
  ],
});
