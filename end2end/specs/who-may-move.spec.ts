// Who moves people on screen, role by role: each of the four operator roles, a clone of one and the administrators move
// somebody; who holds any other role sees people and is told what the role does not open; who administers the system
// sees nobody.

import type { Person } from "../harness/cast.ts";
import { expect, type Page, test } from "../harness/test.ts";

interface Mover {
  as: Person;
  role: string;
  /** Whom: the id and the name. */
  whom: [string, string];
  to: [string, string];
  /** What the role does not open besides. */
  closed?: RegExp;
}

const MOVERS: Mover[] = [
  { as: "omar", role: "End Users Manager", whom: ["elif.kaya", "Elif Kaya"], to: ["lakeside", "Lakeside Clinic"] },
  { as: "lena", role: "Alert Manager", whom: ["fatima.zahra", "Fatima Zahra"], to: ["lakeside", "Lakeside Clinic"] },
  { as: "marcus", role: "Advanced Alert Manager", whom: ["uma.rao", "Uma Rao"], to: ["lakeside", "Lakeside Clinic"] },
  { as: "grace", role: "Organization Administrator", whom: ["elif.kaya", "Elif Kaya"], to: ["riverside", "Riverside Campus"] },
  { as: "clerk", role: "Ward Clerk", whom: ["zsofia.toth", "Zsófia Tóth"], to: ["riverside", "Riverside Campus"], closed: /do not let you subscribe anybody/ },
  { as: "nils", role: "Enterprise Administrator", whom: ["uma.rao", "Uma Rao"], to: ["aster-north", "Aster North"] },
  { as: "ana", role: "Enterprise Administrator", whom: ["uma.rao", "Uma Rao"], to: ["palm-court", "Palm Court Clinic"] },
];

const bar = (page: Page) => page.getByRole("region", { name: "Selection" });

for (const { as, role, whom, to, closed } of MOVERS) {
  test(`${role} ${as} moves ${whom[1]} to ${to[1]}`, async ({ page, signIn, rest }) => {
    await signIn(as);
    await page.goto(`/users?text=${encodeURIComponent(whom[1])}`);
    await expect(page.getByText("Your role here").locator("..")).toContainText(role);
    await page.getByRole("checkbox", { name: `Select ${whom[1]}`, exact: true }).check();
    if (closed) {
      await expect(bar(page)).toContainText(closed);
    }
    await bar(page).getByRole("button", { name: /^Move/ }).click();
    const dialog = page.getByRole("dialog", { name: /^Move \d/ });
    await page.getByRole("combobox", { name: "Organization" }).fill(to[1]);
    await dialog.getByRole("option", { name: new RegExp(to[1]) }).first().click();
    await expect(dialog.getByText(/can move/)).toBeVisible();
    for (const box of await dialog.locator("input[name=acknowledged]").all()) {
      await box.check();
    }
    await dialog.getByRole("button", { name: "Move", exact: true }).click();
    await expect(page.getByRole("dialog", { name: new RegExp(`moved to .*${to[1]}`) })).toBeVisible();
    expect(await rest("ana").home(whom[0])).toBe(to[0]);
  });
}

for (const [as, role, here, to] of [
  ["omar", "End Users Manager", "harbour", ["aster-north", "Aster North"]],
  ["nils", "Enterprise Administrator", "aster-north", ["palm-court", "Palm Court Clinic"]],
  ["ana", "Enterprise Administrator", "aster", ["aster", "Aster Health"]],
] as [Person, string, string, [string, string]][]) {
  test(`${role} ${as} is not offered ${to[1]}, and is refused who asks for it all the same`, async ({ page, signIn, rest }) => {
    await signIn(as);
    await page.goto("/users?text=Elif%20Kaya");
    await page.getByRole("checkbox", { name: "Select Elif Kaya", exact: true }).check();
    await bar(page).getByRole("button", { name: /^Move/ }).click();
    const dialog = page.getByRole("dialog", { name: /^Move \d/ });
    await page.getByRole("combobox", { name: "Organization" }).fill(to[1]);
    await expect(dialog.locator("[role=option][aria-disabled=true]")).toBeVisible();
    await expect(dialog.getByRole("option", { name: to[1] })).toHaveCount(0);
    const asked = { acting_in: here, as: "operator", subject: "elif.kaya", destination: to[0] };
    const { status, body } = await rest(as).post("moves/plan", asked);
    expect(status === 200 ? body.verdict : status).toEqual(expect.not.stringMatching(/^(works|warns)$/));
    expect(await rest("ana").home("elif.kaya")).toBe("harbour");
  });
}

for (const [as, role] of [
  ["bella", "Basic Operator"],
  ["dieter", "Distribution Lists Manager"],
  ["ravi", "Report Manager"],
] as [Person, string][]) {
  test(`${role} ${as} sees people, moves nobody, and is told so`, async ({ page, signIn }) => {
    await signIn(as);
    await page.goto("/users");
    await expect(page.getByText("Your role here").locator("..")).toContainText(role);
    await page.locator("tbody input[type=checkbox]:enabled").first().check();
    for (const name of [/^Move/, /^Lock$/, /^Subscribe$/]) {
      await expect(bar(page).getByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
    }
    await expect(bar(page)).toContainText("Your roles here do not let you move, lock or subscribe anybody.");
    await expect(page.getByRole("main").getByRole("link", { name: "Import" })).toHaveCount(0);
    await page.locator("tbody .who-name").first().click();
    await expect(page.getByRole("button", { name: "Move", exact: true })).toHaveAttribute("aria-disabled", "true");
  });
}

test("who administers the system sees organizations, and nobody's data", async ({ page, signIn, complaints }) => {
  await signIn("sys");
  const side = page.getByRole("navigation", { name: "Main" });
  await expect(side.getByRole("link", { name: "Organizations" })).toBeVisible();
  for (const name of ["Users", "Moves", "Why?", "Audit"]) {
    await expect(side.getByRole("link", { name, exact: true })).toHaveCount(0);
  }
  complaints.provoke(/403/);
  for (const address of ["/users", "/why", "/users/new"]) {
    await page.goto(address);
    await expect(page.locator(".state[data-kind=refused]"), address).toBeVisible();
  }
});
