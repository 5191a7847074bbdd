// Running the product's command line.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The product; `REHOME_BIN` names another one than the one last built. */
export const BINARY = process.env.REHOME_BIN ?? fileURLToPath(new URL("../../target/debug/rehome", import.meta.url));

/** Runs a command to its end and gives what it printed. */
export function rehome(...args: string[]): string {
  if (!existsSync(BINARY)) {
    throw new Error(`${BINARY} is missing: build it with \`cargo xtask web && cargo build --package rehome\`, or name one in REHOME_BIN`);
  }
  return execFileSync(BINARY, args, { encoding: "utf8", env: environment(), stdio: ["ignore", "pipe", "pipe"] });
}

/** The environment without settings of the product that stand in the shell by chance. */
export function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("REHOME_")));
}
