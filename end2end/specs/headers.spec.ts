// What the server says around every page: nothing runs, loads or is framed that is not ours.

import { expect, test } from "../harness/test.ts";
import { SCREENS } from "../harness/screens.ts";

test("every page forbids what is not its own", async ({ page, signIn, server }) => {
  await signIn("dana");
  await page.waitForURL("/profile");
  for (const address of ["/sign-in", "/profile", "/move", "/move/confirm?destination=lakeside"]) {
    const response = await page.goto(address);
    const headers = response?.headers() ?? {};
    const policy = headers["content-security-policy"] ?? "";
    expect(policy, address).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toMatch(/script-src [^;]*'nonce-[A-Za-z0-9+/=_-]{16,}'/);
    expect(policy).toContain("'wasm-unsafe-eval'");
    expect(policy).not.toContain("'unsafe-inline'");
    expect(policy).not.toMatch(/(^|[^-])'?unsafe-eval/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cache-control"], `${address} is kept by nobody`).toContain("no-store");
  }
  const nonces = await Promise.all(
    [1, 2].map(async () => (await fetch(`${server.address}/sign-in`)).headers.get("content-security-policy")?.match(/'nonce-([^']+)'/)?.[1]),
  );
  expect(nonces[0]).not.toBe(nonces[1]);
});

test("no page holds an inline style or an inline handler, and its inline scripts carry the nonce", async ({ page, signIn }) => {
  await signIn("dana");
  await page.waitForURL("/profile");
  for (const address of ["/profile", "/move", "/move/confirm?destination=riverside"]) {
    const text = await (await page.request.get(address)).text();
    expect(text).not.toMatch(/<[^>]+\sstyle=/);
    expect(text).not.toMatch(/<[^>]+\son[a-z]+=/);
    for (const [tag] of text.matchAll(/<(script|style)[^>]*>/g)) {
      expect(tag).toMatch(/nonce="[^"]+"/);
    }
  }
});

test("everything a page loads comes from the same place, and nothing of it is asked for in vain", async ({ page, signIn, server, complaints }) => {
  test.slow();
  const elsewhere: string[] = [];
  const failed: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(server.address)) elsewhere.push(request.url());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  for (const screen of SCREENS.filter((screen) => screen.as === "dana" && !screen.missing)) {
    if (page.url() === "about:blank") {
      await signIn("dana");
    }
    await screen.show(page);
  }
  expect(elsewhere).toEqual([]);
  expect(failed).toEqual([]);
  complaints.judge();
});

test("a change from another site is refused and changes nothing", async ({ page, signIn, context, server, rest }) => {
  await signIn("dana");
  await page.waitForURL("/profile");
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const [path, headers] of [
    ["/move", { "Sec-Fetch-Site": "cross-site" }],
    ["/sign-out", { "Sec-Fetch-Site": "same-site" }],
    ["/move", { Origin: "https://evil.example" }],
    ["/sign-out", { Origin: "null" }],
    ["/api/move/commit", { "Sec-Fetch-Site": "cross-site" }],
  ] as [string, Record<string, string>][]) {
    const answer = await fetch(`${server.address}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: cookie, "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body: "destination=lakeside",
    });
    expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
  }
  await page.goto("/profile");
  await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
  expect(await rest("dana").home("dana")).toBe("harbour");
});
