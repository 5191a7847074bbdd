// Every screen there is, and how to get there. Specs that hold for all screens walk through this list.

import { MoveScreen } from "./move-screen.ts";
import type { Page } from "./test.ts";
import type { Person } from "./cast.ts";

export interface Screen {
  name: string;
  /** Who looks; nobody, if absent. */
  as?: Person;
  show: (page: Page) => Promise<void>;
  /** Whether the document behind it is answered with 404. */
  missing?: boolean;
  /** Whether it lies over another screen. */
  floats?: boolean;
}

const at = (address: string) => async (page: Page) => {
  await page.goto(address);
  await page.getByRole("main").waitFor();
};

const chosen = (name: string) => async (page: Page) => {
  await page.goto("/move");
  const screen = new MoveScreen(page);
  await screen.isReady();
  await screen.row(name).click();
  await screen.consequences().locator(".route").waitFor();
};

const asked = (name: string) => async (page: Page) => {
  await chosen(name)(page);
  const screen = new MoveScreen(page);
  await screen.ok().click();
  await screen.continue().waitFor();
};

const arrived = (name: string) => async (page: Page) => {
  await asked(name)(page);
  const screen = new MoveScreen(page);
  await screen.acknowledge();
  await screen.continue().click();
  await screen.hasArrivedAt(name);
};

export const SCREENS: Screen[] = [
  { name: "sign-in", show: at("/sign-in") },
  { name: "sign-in-wrong", show: at("/sign-in?reason=wrong") },
  { name: "sign-in-throttled", show: at("/sign-in?reason=throttled&wait=840") },
  { name: "not-found-signed-out", show: at("/no-such-page"), missing: true },
  { name: "profile", as: "dana", show: at("/profile") },
  {
    name: "profile-with-menu",
    as: "dana",
    floats: true,
    show: async (page) => {
      await at("/profile")(page);
      await page.getByRole("button", { name: /Account/ }).click();
    },
  },
  { name: "profile-locked", as: "carla", show: at("/profile") },
  { name: "move", as: "dana", show: at("/move") },
  { name: "move-works", as: "dana", show: chosen("Lakeside Clinic") },
  { name: "move-warns", as: "dana", show: chosen("Riverside Campus") },
  { name: "move-refuses", as: "dana", show: chosen("Northgate Pharmacy") },
  { name: "move-locked", as: "carla", show: chosen("Lakeside Clinic") },
  { name: "move-empty", as: "hugo", show: at("/move") },
  { name: "move-question", as: "dana", floats: true, show: asked("Riverside Campus") },
  { name: "confirm", as: "dana", show: at("/move/confirm?destination=riverside") },
  { name: "confirm-refuses", as: "dana", show: at("/move/confirm?destination=northgate") },
  { name: "confirm-nothing-chosen", as: "dana", show: at("/move/confirm") },
  { name: "not-found", as: "dana", show: at("/no-such-page"), missing: true },
  { name: "arrival", as: "dana", show: arrived("Riverside Campus") },
];
