// Moves that others made, so that there is something to look at.

import { expect } from "@playwright/test";
import type { Rest } from "./rest.ts";

/** Moves people of Harbour Clinic in one go, and answers the id of the commit. */
export async function moveTogether(rest: Rest, subjects: string[], destination: string, reason = "A new ward"): Promise<string> {
  const request = { acting_in: "aster", as: "operator", subjects, destination, reason, move_locked: true };
  const plan = await rest.post("moves/plan", request);
  expect(plan.status, plan.text).toBe(200);
  const acknowledged = plan.body.findings.filter((it: any) => it.severity === "warning").map((it: any) => it.code);
  const done = await rest.post(
    "moves",
    { ...request, digest: plan.body.digest, acknowledged: [...new Set(acknowledged)] },
    { "Idempotency-Key": `${subjects.join("-")}-${destination}` },
  );
  expect(done.status, done.text).toBe(201);
  return done.body.id;
}
