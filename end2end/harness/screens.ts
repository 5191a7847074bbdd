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

/** A step of the wizard for Priya on her way to Cobalt Labs, with the instance chosen that it leaves open. */
const wizard = (step: string) => async (page: Page) => {
  const choices = { services: { exchange: { disposition: "move", instance: "labs" } } };
  const query = new URLSearchParams({ source: "bramble", user: "priya.raman", destination: "cobalt", choices: JSON.stringify(choices) });
  await at(`/wizard/move/${step}?${query}`)(page);
  if (step !== "review") {
    await page.locator(".wizard-aside [data-live]").waitFor();
  }
};

/** A step of the wizard for Ned on his way to another site. */
const towardSite = (step: string, destination: string) => async (page: Page) => {
  await at(`/wizard/move/${step}?source=quay&user=ned.ellery&destination=${destination}`)(page);
  await page.locator(step === "review" ? "#phones-before" : ".wizard-aside [data-live]").waitFor();
};

/** Moves somebody without services, and shows what came of it. */
const wizardDone = async (page: Page) => {
  await at("/wizard/move/review?source=bramble&user=tom.ferreira&destination=oakline")(page);
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
  await page.locator(".wizard-aside .button[data-look=primary]").click();
  await page.locator("#done").waitFor();
};

/** A step of the dialog for Maya on her way to Tokyo, filled in. */
const accountMove = (step: string, chosen: object = { profile: "manager", new_owner: "ines", move_files: false }) => async (page: Page) => {
  const query = new URLSearchParams({ user: "maya", destination: "folio-tokyo", choices: JSON.stringify(chosen) });
  await at(`/wizard/account/${step}?${query}`)(page);
  if (step === "choose") {
    await page.locator(".wizard-aside [data-live]").waitFor();
  }
};

/** Moves Maya, unless that is done already. */
const carried = async (page: Page) => {
  await at("/transfers")(page);
  if ((await page.locator("[data-transfer-row]").count()) === 0) {
    await accountMove("review")(page);
    for (const box of await page.locator("input[name=acknowledged]").all()) {
      await box.check();
    }
    await page.locator(".wizard-aside .button[data-look=primary]").click();
    await page.locator("#done").waitFor();
    await at("/transfers")(page);
  }
};

/** What is carried after her, once all of it has come to its end. */
const transferred = async (page: Page) => {
  await carried(page);
  await page.locator("[data-transfer-row] a").first().click();
  await page.locator("#pieces").waitFor();
  await page.locator("main [data-transfer=Completed]").waitFor();
};

/** A step of the wizard that copies Priya, filled in: with a service that waits, one left out, and one further. */
const copying = (step: string, user = "priya.raman") => async (page: Page) => {
  const choices = {
    user: { given: "Nadia", surname: "Frey", upn: "nadia.frey@bramble.example", account: { change_at_next_sign_in: true, disabled: false, expires: "2031-03-31" } },
    roles: "copy",
    copy_services: ["blackberry", "exchange", "ocs"],
    add_services: { sharepoint: {} },
  };
  const query = new URLSearchParams({ user, choices: JSON.stringify(choices) });
  await at(`/wizard/copy/${step}?${query}`)(page);
  await page.locator(step === "review" ? "#new-person" : ".wizard-aside [data-live]").waitFor();
};

/** Makes somebody of a template, and shows who it is. */
const copied = async (page: Page) => {
  const choices = { user: { given: "Ola", surname: "Berg", upn: `ola${Date.now() % 100000}@bramble.example` } };
  await at(`/wizard/copy/password?${new URLSearchParams({ user: "template.buyer", choices: JSON.stringify(choices) })}`)(page);
  await page.locator(".wizard-aside [data-live]").waitFor();
  await page.locator("#new-password").fill("Correct-Horse-7");
  await page.locator("a.step[href*='/review']").click();
  await page.locator("#new-person").waitFor();
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
  await page.locator(".wizard-aside .button[data-look=primary]").click();
  await page.locator("#done").waitFor();
};

const chosen = (name: string) => async (page: Page) => {
  await page.goto("/move");
  const screen = new MoveScreen(page);
  await screen.isReady();
  await screen.row(name).click();
  await screen.consequences().locator(".route").waitFor();
};

/** The primary button of what lies over the page, in any language. */
const over = (page: Page) => page.locator("dialog[open] .button[data-look=primary]");

// What lies over a page is reached without a word of any language: it is looked at in Arabic too.
const asked = (name: string) => async (page: Page) => {
  await page.goto("/move");
  await page.locator(".move-sort button[type=submit]").waitFor({ state: "hidden" });
  await new MoveScreen(page).row(name).click();
  await page.locator(".consequences .route").waitFor();
  await page.locator(".move-bar .button[data-look=primary]").click();
  await over(page).waitFor();
};

const arrived = (name: string) => async (page: Page) => {
  await chosen(name)(page);
  const screen = new MoveScreen(page);
  await screen.ok().click();
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

const refusedFile = async (page: Page) => {
  await at("/users/import")(page);
  const text = "Username,Organization,Prevent User Move,E-mail\nelif.kaya,lakeside,perhaps,nowhere\ndana,riverside,soon,\n";
  await page.locator("#import-file").setInputFiles({ name: "november.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Look at the file" }).click();
  await page.getByText("The file cannot be read").waitFor();
};

const jobs = async (page: Page) => {
  await refusedFile(page);
  await handedIn(page);
  await at("/jobs")(page);
};

const ticked = async (page: Page) => {
  await at("/users")(page);
  for (const name of ["Dana Whitfield", "Carla Mendes", "Elif Kaya", "Ben Okafor"]) {
    const link = page.locator("th .who-name", { hasText: new RegExp(`^\\s*${name}\\s*$`) });
    await page.getByRole("row").filter({ has: link }).getByRole("checkbox").check();
  }
};

/** A button of the bar, by its icon. */
const deed = (page: Page, icon: string) => page.locator(".selection-bar-actions .button", { has: page.locator(`use[href="#i-${icon}"]`) });

const movingMany = (judged: boolean) => async (page: Page) => {
  await ticked(page);
  await deed(page, "move").click();
  const destination = page.locator("#move-users-destination");
  await destination.waitFor();
  if (judged) {
    await destination.fill("Riverside");
    await page.getByRole("option", { name: /Riverside Campus/ }).click();
    await page.locator("dialog[open] input[name=acknowledged]").first().waitFor();
  }
};

/** Moves one, back and forth, and shows what came of it. */
const movedMany = async (page: Page) => {
  await at("/users?text=joan.ferris")(page);
  await page.locator("tbody input[type=checkbox]").check();
  await deed(page, "move").click();
  await page.locator("#move-users-destination").fill("Lakeside");
  await page.getByRole("option", { name: /Lakeside Clinic/ }).click();
  await page.locator("dialog[open] [data-verdict]").first().waitFor();
  for (const box of await page.locator("dialog[open] input[name=acknowledged]").all()) {
    await box.check();
  }
  await over(page).click();
  await page.locator("dialog[open] [data-result]").first().waitFor();
};

const subscribingMany = async (page: Page) => {
  await ticked(page);
  await deed(page, "bell").click();
  await page.getByRole("checkbox", { name: "Lakeside Clinic" }).waitFor();
};

const subscribedMany = async (page: Page) => {
  await subscribingMany(page);
  await page.getByRole("checkbox", { name: "Hillcrest Hospital" }).check();
  await over(page).click();
  await page.locator("dialog[open] .lines .verdict").first().waitFor();
};

/** A file that runs until it is over, or is stopped. */
const ranFile = (isStopped: boolean) => async (page: Page) => {
  await at("/users/import")(page);
  const there = ["elif.kaya", "fred.okonkwo", "pilar.santos", "joan.ferris"];
  const turns = isStopped ? 200 : 1;
  const rows = Array.from({ length: turns }, (_, turn) => there.map((user) => `${user},${turn % 2 === 0 ? "lakeside" : "harbour"}`)).flat();
  const buffer = Buffer.from(`user,destination\n${rows.join("\n")}\n`);
  await page.locator("#import-file").setInputFiles({ name: "to-and-fro.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Look at the file" }).click();
  await page.locator('[data-state="Draft"]').waitFor();
  for (const box of await page.locator("input[name=acknowledged]").all()) {
    await box.check();
  }
  await page.getByRole("button", { name: "Run", exact: true }).click();
  if (isStopped) {
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.locator('[data-state="Cancelled"]').waitFor();
  } else {
    await page.locator('[data-state^="Completed"]').waitFor();
  }
};

/** Takes back what was moved together, and shows what came of it. */
const undone = async (page: Page) => {
  await moved((id) => `/moves/${id}?undo=1`)(page);
  for (const box of await page.locator("#undo ~ * input[type=checkbox], input[name=acknowledged]").all()) {
    await box.check();
  }
  await page.getByRole("button", { name: "Undo now" }).click();
  await page.locator("#undo-result").waitFor();
};

const duplicates = async (page: Page) => {
  await at("/organizations/aster/settings/user_move")(page);
  const headers = { Origin: new URL(page.url()).origin };
  const section = await page.request.get("/api/v1/organizations/aster/settings/user_move", { params: { acting_in: "aster" } });
  const change = (on: boolean, etag: string) =>
    page.request.patch("/api/v1/organizations/aster/settings/user_move?acting_in=aster", { data: { require_user_uniqueness: on }, headers: { ...headers, "If-Match": etag } });
  await change(false, section.headers()["etag"] ?? `"${(await section.json()).revision}"`);
  for (const home of ["harbour", "palm-court"]) {
    await page.request.post(`/api/v1/users?acting_in=${home}`, { data: { username: "robin.twin", home, given: "Robin", surname: "Twin" }, headers });
  }
  await page.reload();
  await page.getByRole("button", { name: "Check readiness" }).click();
  await page.getByRole("table", { name: "Duplicate users found" }).waitFor();
};

/** Somebody else saves first. */
const changedMeanwhile = async (page: Page) => {
  await at("/organizations/harbour/settings/look")(page);
  const headers = { Origin: new URL(page.url()).origin };
  const section = await page.request.get("/api/v1/organizations/harbour/settings/look");
  const etag = section.headers()["etag"] ?? `"${(await section.json()).revision}"`;
  await page.request.patch("/api/v1/organizations/harbour/settings/look", { data: { accent: "#2e7d32" }, headers: { ...headers, "If-Match": etag } });
  await page.locator("main input[type=text], main input[type=color]").first().fill("#b5179e");
  await page.locator("main input[type=text], main input[type=color]").first().blur();
  await page.getByRole("region", { name: "Save" }).getByRole("button", { name: "Save" }).click();
  await page.getByRole("table", { name: "Somebody else changed this meanwhile." }).waitFor();
};

const asking = (text: string) => async (page: Page) => {
  await at("/users")(page);
  const field = page.locator(".palette-input");
  await page.keyboard.press("Control+k");
  await field.waitFor();
  if (text) {
    const answer = page.waitForResponse(/\/api\/find/);
    await field.fill(text);
    await answer;
    await page.locator("dialog.palette:not(:has([aria-busy=true]))").waitFor();
  }
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
      await page.locator("[popovertarget=account-menu]").click();
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
  { name: "organization-customer", as: "rita", show: at("/organizations/bramble") },
  { name: "settings-domains", as: "rita", show: at("/organizations/bramble/settings/domains") },
  { name: "settings-address-formats", as: "rita", show: at("/organizations/bramble/settings/email_formats") },
  { name: "settings-services", as: "rita", show: at("/organizations/bramble/settings/services") },
  { name: "settings-departments", as: "ada", show: at("/organizations/bramble/settings/departments") },
  { name: "settings-limits-from-above", as: "ada", show: at("/organizations/bramble/settings/limits") },
  { name: "settings-roles", as: "rita", show: at("/organizations/bramble/settings/roles") },
  { name: "settings-billing", as: "rita", show: at("/organizations/bramble/settings/billing") },
  { name: "organization-new-customer", as: "rita", show: at("/organizations/new?parent=kestrel") },
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
  { name: "profile-moved", as: "dana", show: at("/profile") },
  {
    name: "arrival-to-take-back",
    as: "dana",
    show: async (page) => {
      await at("/profile")(page);
      await page.locator("#profile-history").locator("../..").locator("a.button").click();
      await page.locator("#undo").waitFor();
    },
  },
  { name: "why", as: "omar", show: at("/why?person=carla.mendes&to=lakeside") },
  { name: "why-question", as: "omar", show: at("/why") },
  { name: "why-nobody", as: "omar", show: at("/why?person=nobody&to=lakeside") },
  { name: "wizard-source", as: "rita", show: at("/wizard/move") },
  { name: "wizard-user", as: "rita", show: at("/wizard/move/user?source=bramble") },
  { name: "wizard-destination", as: "rita", show: at("/wizard/move/destination?source=bramble&user=priya.raman") },
  { name: "wizard-mapping", as: "rita", show: wizard("mapping") },
  { name: "wizard-services", as: "rita", show: wizard("services") },
  { name: "wizard-review", as: "rita", show: wizard("review") },
  { name: "wizard-review-blocked", as: "rita", show: at("/wizard/move/review?source=bramble&user=priya.raman&destination=oakline") },
  { name: "wizard-telephony", as: "viktor", show: towardSite("telephony", "orchard") },
  { name: "wizard-review-phones", as: "viktor", show: towardSite("review", "orchard") },
  { name: "wizard-review-phones-blocked", as: "viktor", show: towardSite("review", "cannery") },
  { name: "user-with-phones", as: "viktor", show: at("/users/ned.ellery") },
  { name: "move-users-by-name", as: "viktor", show: at("/move-users?by=usernames") },
  { name: "move-users-by-filters", as: "viktor", show: at("/move-users?by=filters") },
  { name: "transactions", as: "viktor", show: at("/transactions") },
  { name: "site", as: "viktor", show: at("/organizations/quay/telephony") },
  { name: "site-lacking-defaults", as: "viktor", show: at("/organizations/cannery/telephony") },
  { name: "settings-dial-plan", as: "viktor", show: at("/organizations/quay/settings/dial_plan") },
  { name: "number", as: "viktor", show: at("/numbers/7102") },
  { name: "wizard-done", as: "petra", show: wizardDone },
  { name: "account-move", as: "hugo", show: accountMove("choose") },
  { name: "account-move-blocked", as: "hugo", show: accountMove("choose", { folder_name: " " }) },
  { name: "account-move-review", as: "hugo", show: accountMove("review") },
  { name: "account-move-review-blocked", as: "hugo", show: accountMove("review", {}) },
  { name: "library", as: "maya", show: at("/library") },
  { name: "library-folder", as: "ines", show: at("/library/f-campaign") },
  { name: "library-empty", as: "hugo", show: at("/library?account=folio-tokyo") },
  { name: "library-refused-file", as: "maya", show: at("/library/f-launch?fault=too-large") },
  { name: "library-out-of-view", as: "maya", show: at("/library/nowhere"), missing: true },
  { name: "transfers-none", as: "maya", show: at("/transfers") },
  { name: "transfers", as: "hugo", show: carried },
  { name: "transfer", as: "hugo", show: transferred },
  { name: "copy-details", as: "ada", show: copying("details") },
  { name: "copy-password", as: "ada", show: copying("password") },
  { name: "copy-account", as: "ada", show: copying("account") },
  { name: "copy-roles", as: "ada", show: copying("roles") },
  { name: "copy-addresses", as: "ada", show: copying("addresses") },
  { name: "copy-services", as: "ada", show: copying("services") },
  { name: "copy-provision", as: "ada", show: copying("provision") },
  { name: "copy-review", as: "ada", show: copying("review") },
  { name: "copy-done", as: "ada", show: copied },
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
  {
    name: "users-ticked-by-name",
    as: "omar",
    show: async (page) => {
      await ticked(page);
      await page.locator(".selected-who > summary").click();
      await page.locator(".selected-list li").first().waitFor();
    },
  },
  {
    name: "acting-in-menu",
    as: "ana",
    floats: true,
    show: async (page) => {
      // Who acts below has two places to act in; one alone leaves nothing to open.
      await page.context().addCookies([{ name: "acting-in", value: "harbour", url: page.url() }]);
      await at("/users")(page);
      await page.context().clearCookies({ name: "acting-in" });
      if (await page.locator("[popovertarget=side]").isVisible()) {
        await page.locator("[popovertarget=side]").click();
      }
      await page.locator("[popovertarget=acting-in]").click();
      await page.locator("#acting-in").waitFor();
    },
  },
  {
    name: "side-open",
    as: "ana",
    floats: true,
    show: async (page) => {
      await at("/users")(page);
      if (await page.locator("[popovertarget=side]").isVisible()) {
        await page.locator("[popovertarget=side]").click();
      }
      await page.locator("#side").waitFor();
    },
  },
  { name: "user", as: "omar", show: at("/users/dana") },
  { name: "user-oneself", as: "omar", show: at("/users/omar") },
  { name: "users-enterprise", as: "ana", show: at("/users") },
  { name: "users-export", as: "omar", show: at("/users/export") },
  { name: "users-import", as: "omar", show: at("/users/import") },
  { name: "users-import-unread", as: "omar", show: at("/users/import?fault=too-large") },
  { name: "users-import-refused", as: "omar", show: refusedFile },
  { name: "jobs", as: "omar", show: jobs },
  { name: "jobs-empty", as: "grace", show: at("/jobs") },
  { name: "provisioning", as: "rita", show: at("/provisioning") },
  { name: "catalogue", as: "petra", show: at("/catalogue") },
  {
    name: "catalogue-changing",
    as: "petra",
    show: async (page) => {
      await at("/catalogue")(page);
      await page.locator("#service-exchange summary").click();
      await page.locator("#service-of-exchange-name").waitFor();
    },
  },
  { name: "user-hosted", as: "rita", show: at("/users/lin.zhou") },
  { name: "users-import-one", as: "omar", show: handedIn },
  { name: "palette", as: "omar", floats: true, show: asking("") },
  { name: "palette-found", as: "omar", floats: true, show: asking("da") },
  { name: "palette-nothing", as: "omar", floats: true, show: asking("nothing like it") },
  { name: "move-users", as: "omar", floats: true, show: movingMany(false) },
  { name: "move-users-judged", as: "omar", floats: true, show: movingMany(true) },
  { name: "subscribe-users", as: "omar", floats: true, show: subscribingMany },
  { name: "subscribe-users-done", as: "omar", floats: true, show: subscribedMany },
  { name: "move-users-done", as: "omar", floats: true, show: movedMany },
  { name: "users-import-completed", as: "nils", show: ranFile(false) },
  { name: "users-import-stopped", as: "nils", show: ranFile(true) },
  { name: "settings-changed-meanwhile", as: "grace", show: changedMeanwhile },
  { name: "move-undone", as: "ana", show: undone },
  { name: "settings-user-move-duplicates", as: "ana", show: duplicates },
];
