// Once per run: the demo directory, with a bearer token for everybody who speaks REST in the specs.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rehome } from "./binary.ts";
import { PEOPLE, type Person } from "./cast.ts";

/** Where copies are made from; workers read it from the environment. */
export const FOLDER = "REHOME_END2END_FOLDER";

export default function prepare(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "rehome-end2end-"));
  process.env[FOLDER] = folder;
  const database = `sqlite:${join(folder, "demo.sqlite")}`;
  rehome("demo", "--database", database);
  const tokens = Object.fromEntries(
    (Object.keys(PEOPLE) as Person[]).map((person) => [
      person,
      rehome("token", "create", "--user", PEOPLE[person].username, "--database", database).trim(),
    ]),
  );
  writeFileSync(join(folder, "tokens.json"), JSON.stringify(tokens));
  return () => rmSync(folder, { recursive: true, force: true });
}
