import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A durable engine that runs the benchmark's onboarding: validate, create, notify, wait for a decision, activate, welcome. */
export interface Peer {
  /** Its name and what is installed of it. */
  version: string;
  /** Starts everything on an empty store; resolves once an onboarding can be started. */
  up: () => Promise<void>;
  start: (user: string) => Promise<void>;
  decide: (user: string) => Promise<void>;
  /** Waits for the onboarding's end and says whether its result is the right one. */
  ended: (user: string) => Promise<boolean>;
  down: () => Promise<void>;
}

/** What an onboarding does to the world. The steps keep nothing on disk: only the engine's own work is measured. */
export interface Steps {
  validate: (email: string) => void;
  create: (user: string) => void;
  notify: (user: string, callbackId?: string) => void;
  activate: (user: string) => void;
  welcome: (user: string) => void;
}

/** Makes a peer with an empty folder for its store; `installed` is where install.ts has put it. */
export type MakePeer = (steps: Steps, folder: string, installed: string) => Promise<Peer>;

const agent = new Agent({ keepAlive: true });

/** Sends a request; gives the answer's body and headers, and rejects with what is not a success. */
export async function send(
  method: "GET" | "POST",
  url: string,
  body = "",
  headers: Record<string, string> = { "content-type": "application/json" },
): Promise<{ body: string; headers: NodeJS.Dict<string | string[]> }> {
  const length = method === "GET" ? {} : { "content-length": Buffer.byteLength(body) };
  const sent = request(url, { method, agent, headers: { ...headers, ...length } });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const content = await text(response);
  const { statusCode = 0 } = response;
  if (statusCode >= 300) {
    throw new Error(`${method} ${url} answered ${statusCode} ${content.slice(0, 200)}`);
  }
  return { body: content, headers: response.headers };
}

/** Loads a package from the folder that it is installed in. What it exports is taken at its word. */
// oxlint-disable-next-line typescript/no-explicit-any
export async function load(installed: string, name: string): Promise<any> {
  return await import(createRequire(join(installed, "package.json")).resolve(name));
}

/** The version of a package that is installed there. */
export function versionIn(installed: string, name: string): string {
  return createRequire(join(installed, "package.json"))(join(installed, "node_modules", name, "package.json")).version;
}
