// One real server on a fresh copy of the demo directory.

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { BINARY, environment } from "./binary.ts";
import type { Person } from "./cast.ts";
import { FOLDER } from "./prepare.ts";

export class Server {
  private constructor(
    /** Its address, without a path. */
    readonly address: string,
    /** The URL of its database. */
    readonly database: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly told: string[],
  ) {}

  static async start(): Promise<Server> {
    const made = prepared();
    const folder = mkdtempSync(join(made, "run-"));
    // A database in use has companions beside it: all of them are copied.
    for (const name of readdirSync(made).filter((name) => name.startsWith("demo.sqlite"))) {
      cpSync(join(made, name), join(folder, name));
    }
    const port = await freePort();
    const database = `sqlite:${join(folder, "demo.sqlite")}`;
    const child = spawn(BINARY, ["serve", "--database", database, "--listen", `127.0.0.1:${port}`], {
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const told: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => told.push(chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => told.push(chunk.toString()));
    const server = new Server(`http://127.0.0.1:${port}`, database, folder, child, told);
    await server.ready();
    return server;
  }

  /** What it wrote to its log. */
  log(): string {
    return this.told.join("");
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    if (this.child.exitCode === null) {
      this.child.kill("SIGTERM");
      const late = setTimeout(() => this.child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(late);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    for (let tries = 0; tries < 400; tries += 1) {
      if (this.child.exitCode !== null) {
        throw new Error(`the server ended at once:\n${this.log()}`);
      }
      const answer = await fetch(`${this.address}/readyz`).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`the server did not get ready:\n${this.log()}`);
  }
}

/** The bearer token of a person, made before the run. */
export function token(person: Person): string {
  const tokens = JSON.parse(readFileSync(join(prepared(), "tokens.json"), "utf8")) as Record<Person, string>;
  return tokens[person];
}

function prepared(): string {
  const folder = process.env[FOLDER];
  if (!folder) {
    throw new Error(`${FOLDER} is not set: run the specs with \`npx playwright test\``);
  }
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
