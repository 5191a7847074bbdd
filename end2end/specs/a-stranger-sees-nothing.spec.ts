// Somebody of another tree, and somebody who is not signed in: what exists and what does not look the same.

import { MoveScreen } from "../harness/move-screen.ts";
import { expect, test } from "../harness/test.ts";
import type { Answer } from "../harness/rest.ts";

/** An answer without what names the request itself. */
const seen = ({ status, text, headers }: Answer) => ({ status, text, type: headers.get("content-type"), tag: headers.get("etag") });

test("over REST, what exists in another tree and what does not exist answer alike", async ({ rest }) => {
  const pairs = [
    ["users/dana", "users/nobody-of-this-name"],
    ["organizations/harbour", "organizations/no-such-place"],
    ["users?organization=harbour", "users?organization=no-such-place"],
    ["destinations?subject=dana", "destinations?subject=nobody-of-this-name"],
  ] as const;
  for (const [real, unknown] of pairs) {
    const answers = [await rest("hugo").get(real), await rest("hugo").get(unknown)] as const;
    expect(answers[0].status, real).toBe(404);
    expect(seen(answers[0]), real).toEqual(seen(answers[1]));
  }
  const plan = (subject: string, destination: string) => rest("hugo").post("moves/plan", { subject, destination });
  const known = await plan("dana", "lakeside");
  expect(known.status).toBe(404);
  expect(seen(known)).toEqual(seen(await plan("nobody-of-this-name", "no-such-place")));
});

test("over REST, nobody signed in is told 401 for everything", async ({ rest }) => {
  for (const path of ["me", "users/dana", "users/nobody", "organizations/harbour", "no/such/path"]) {
    expect((await rest().get(path)).status, path).toBe(401);
  }
});

test("on the pages, a destination of another tree and one that does not exist look the same", async ({ page, signIn, complaints }) => {
  await signIn("hugo");
  await expect(page.getByRole("heading", { level: 1, name: "Hugo Marchetti" })).toBeVisible();
  complaints.provoke(/404/);
  const told: string[] = [];
  for (const destination of ["lakeside", "no-such-place"]) {
    const response = await page.goto(`/move/confirm?destination=${destination}`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here" }).first()).toBeVisible();
    told.push(await page.getByRole("main").innerText());
  }
  expect(told[0]).toBe(told[1]);
});

test("the arrival of somebody else and one that never was look the same", async ({ page, signIn, rest, complaints }) => {
  const dana = rest("dana");
  const planned = await dana.post("moves/plan", { as: "self", subject: "dana", destination: "lakeside" });
  expect(planned.status, planned.text).toBe(200);
  const acknowledged = planned.body.findings.map((finding: { code: string }) => finding.code);
  const moved = await dana.post("moves", { as: "self", subject: "dana", destination: "lakeside", digest: planned.body.digest, acknowledged }, { "Idempotency-Key": "once" });
  expect(moved.status, moved.text).toBe(201);

  await signIn("hugo");
  await expect(page.getByRole("heading", { level: 1, name: "Hugo Marchetti" })).toBeVisible();
  complaints.provoke(/404/);
  const told: string[] = [];
  for (const id of [moved.body.id, "00000000-0000-7000-8000-000000000000"]) {
    const response = await page.goto(`/move/done?move=${id}`);
    expect(response?.status()).toBe(404);
    told.push((await page.content()).replaceAll(id, "ID").replaceAll(/nonce="[^"]*"/g, "").length > 0 ? await page.getByRole("main").innerText() : "");
  }
  expect(told[0]).toBe(told[1]);
});

test("a person of another tree is offered nothing, and no name of this one reaches the browser", async ({ page, signIn }) => {
  await signIn("hugo");
  await expect(page.getByRole("main").getByRole("link", { name: "Move to Organization" })).toHaveCount(0);
  await page.goto("/move");
  await expect(page.getByText("No organization takes part in moves")).toBeVisible();
  for (const path of ["/move", "/users", "/organizations", "/moves"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.content(), path).not.toMatch(/Aster|Harbour|Lakeside|Dana|Bramble|Priya/);
  }
});

test("the page of a self-mover holds no names of people out of her view", async ({ page, signIn }) => {
  await signIn("dana");
  const screen = new MoveScreen(page);
  await page.goto("/move");
  await screen.isShown();
  expect(await page.content()).not.toMatch(/Petrov|Okafor|Bramble|Folio|Priya|Mangrove/);
});
