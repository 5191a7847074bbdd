// REST as another program would use it, with a bearer token.

import { expect } from "@playwright/test";
import type { Person } from "./cast.ts";
import { type Server, token } from "./server.ts";

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
  body: any;
}

export class Rest {
  constructor(
    private readonly server: Server,
    /** Nobody, if absent. */
    private readonly person?: Person,
  ) {}

  get(path: string): Promise<Answer> {
    return this.send("GET", path);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("POST", path, body, headers);
  }

  /** Changes something that still has this revision. */
  patch(path: string, body: unknown, revision: number): Promise<Answer> {
    return this.send("PATCH", path, body, { "If-Match": `"${revision}"` });
  }

  /** Where somebody lives. */
  async home(user: string): Promise<string> {
    const answer = await this.get(`users/${user}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.home.code ?? answer.body.home;
  }

  /** Changes a section of settings at the revision read a moment ago. */
  async patchSettings(organization: string, section: string, change: unknown): Promise<void> {
    const read = await this.get(`organizations/${organization}`);
    expect(read.status, read.text).toBe(200);
    const revision = read.headers.get("etag") ?? `"${read.body.revision}"`;
    const answer = await this.send("PATCH", `organizations/${organization}/settings/${section}`, change, { "If-Match": revision });
    expect(answer.status, answer.text).toBe(200);
  }

  private async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.server.address}/api/v1/${path}`, {
      method,
      headers: {
        ...(this.person ? { Authorization: `Bearer ${token(this.person)}` } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers, body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : undefined };
  }
}
