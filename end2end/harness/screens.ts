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
  /** Whether the document behind it is answered with 403. */
  refused?: boolean;
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

/** Moves three people in one go, unless that is done already, and shows what came of it. */
const moved = (address: (commit: string) => string) => async (page: Page) => {
  const acting = { acting_in: "aster", as: "operator" };
  const headers = { Origin: new URL(page.url()).origin };
  const found = await (await page.request.get("/api/v1/moves", { params: acting })).json();
  let commit: string | undefined = found.items[0]?.commit;
  if (!commit) {
    const request = { ...acting, subjects: ["dana", "elif.kaya", "grace.lim"], destination: "riverside", reason: "A new ward" };
    const plan = await (await page.request.post("/api/v1/moves/plan", { data: request, headers })).json();
    const data = { ...request, digest: plan.digest, acknowledged: plan.findings.map((it: { code: string }) => it.code) };
    const done = await page.request.post("/api/v1/moves", { data, headers: { ...headers, "Idempotency-Key": "moved" } });
    commit = (await done.json()).id as string;
  }
  await at(address(commit))(page);
};

const handedIn = async (page: Page) => {
  await at("/users/import")(page);
  const text = "Username,Organization,Prevent User Move\nelif.kaya,lakeside,\ndana,riverside,\ncarla.mendes,lakeside,No\nnobody,lakeside,\nfred.okonkwo,,Yes\n";
  await page.locator("#import-file").setInputFiles({ name: "november.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Look at the file" }).click();
  await page.locator('[data-state="Draft"]').waitFor();
};

const ticked = async (page: Page) => {
  await at("/users")(page);
  for (const name of ["Dana Whitfield", "Carla Mendes", "Elif Kaya", "Ben Okafor"]) {
    await page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).check();
  }
};

const movingMany = (judged: boolean) => async (page: Page) => {
  await ticked(page);
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: /^Move/ }).click();
  const destination = page.getByRole("combobox", { name: "Organization" });
  await destination.waitFor();
  if (judged) {
    await destination.fill("Riverside");
    await page.getByRole("option", { name: /Riverside Campus/ }).click();
    await page.getByRole("group", { name: "Confirm what they lose" }).waitFor();
  }
};

const subscribingMany = async (page: Page) => {
  await ticked(page);
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("checkbox", { name: "Lakeside Clinic" }).waitFor();
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
  { name: "organizations", as: "ana", show: at("/organizations?at=harbour") },
  { name: "organizations-list", as: "ana", show: at("/organizations?at=harbour&view=list&text=clinic") },
  { name: "organizations-all-trees", as: "sys", show: at("/organizations") },
  { name: "organizations-of-one", as: "omar", show: at("/organizations") },
  { name: "organization", as: "ana", show: at("/organizations/harbour") },
  { name: "organization-read-only", as: "omar", show: at("/organizations/harbour") },
  { name: "organization-new", as: "sys", show: at("/organizations/new?parent=aster-north") },
  { name: "organization-unknown", as: "omar", show: at("/organizations/riverside"), missing: true },
  { name: "settings-user-move", as: "ana", show: at("/organizations/aster/settings/user_move") },
  { name: "settings-user-move-inherited", as: "nils", show: at("/organizations/aster-north/settings/user_move") },
  { name: "settings-user-move-of-one", as: "grace", show: at("/organizations/harbour/settings/user_move") },
  { name: "settings-subscriptions", as: "sys", show: at("/organizations/aster/settings/subscriptions") },
  { name: "settings-hierarchy", as: "grace", show: at("/organizations/harbour/settings/hierarchy") },
  { name: "settings-look", as: "grace", show: at("/organizations/harbour/settings/look") },
  { name: "settings-refused", as: "omar", show: at("/organizations/harbour/settings/look"), refused: true },
  { name: "user-new", as: "grace", show: at("/users/new") },
  { name: "dependent-new", as: "grace", show: at("/users/new?sponsor=dana") },
  {
    name: "user-made",
    as: "grace",
    show: async (page) => {
      await at("/users/new")(page);
      const field = page.getByLabel("Sign-in name");
      const isJudged = async () => {
        await field.fill("a b");
        return (await field.getAttribute("aria-invalid")) === "true";
      };
      while (!(await isJudged())) {
        await page.waitForTimeout(50);
      }
      await page.getByLabel("Given name").fill("Nia");
      await field.fill("nia.wells");
      await page.getByRole("button", { name: "Create user" }).click();
      await page.getByLabel("Link for the first sign-in").waitFor();
    },
  },
  { name: "user-edit", as: "grace", show: at("/users/dana/edit") },
  { name: "user-edit-operator", as: "grace", show: at("/users/omar/edit") },
  { name: "user-edit-own", as: "grace", show: at("/users/grace.lim/edit") },
  { name: "user-edit-without-keys", as: "omar", show: at("/users/ben.okafor/edit") },
  { name: "tokens", as: "grace", show: at("/tokens") },
  { name: "change-password", as: "dana", show: at("/change-password?reason=wrong") },
  { name: "change-password-forced", as: "dana", show: at("/change-password?forced=1") },
  { name: "welcome-over", show: at("/welcome/rhw_unknown") },
  { name: "moves-empty", as: "theo", show: at("/moves?state=undone") },
  { name: "moves", as: "ana", show: moved(() => "/moves") },
  { name: "move-of-several", as: "ana", show: moved((id) => `/moves/${id}`) },
  { name: "move-undo", as: "ana", show: moved((id) => `/moves/${id}?undo=1`) },
  { name: "audit", as: "aud", show: at("/audit") },
  { name: "audit-empty", as: "aud", show: at("/audit?text=nothing-like-it") },
  { name: "arrival", as: "dana", show: arrived("Riverside Campus") },
  { name: "users", as: "omar", show: at("/users") },
  { name: "users-narrowed", as: "omar", show: at("/users?locked=yes&status=active") },
  { name: "users-nobody", as: "omar", show: at("/users?text=nobody") },
  {
    name: "users-ticked",
    as: "omar",
    show: async (page) => {
      await at("/users")(page);
      await page.getByRole("checkbox", { name: "Select everybody on this page" }).check();
      await page.getByRole("region", { name: "Selection" }).waitFor();
    },
  },
  { name: "user", as: "omar", show: at("/users/dana") },
  { name: "user-oneself", as: "omar", show: at("/users/omar") },
  { name: "users-enterprise", as: "ana", show: at("/users") },
  { name: "users-export", as: "omar", show: at("/users/export") },
  { name: "users-import", as: "omar", show: at("/users/import") },
  { name: "users-import-refused", as: "omar", show: at("/users/import?fault=missing-column.1.1&fault=bad-date.12.3") },
  { name: "users-import-one", as: "omar", show: handedIn },
  { name: "move-users", as: "omar", floats: true, show: movingMany(false) },
  { name: "move-users-judged", as: "omar", floats: true, show: movingMany(true) },
  { name: "subscribe-users", as: "omar", floats: true, show: subscribingMany },
];
