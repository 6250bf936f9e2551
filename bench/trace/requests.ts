import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack, type Stack, type StackOptions } from "../../local/stack.ts";

/** The most files of src/ that a request may run through. */
export const LIMIT = 14;

const ENTRY = new URL("traced.ts", import.meta.url);
const TRACED = new Set(["slack", "verify"]);

/** A request, and the files of src/ in which a function ran while it was answered. */
interface Traced {
  request: string;
  files: string[];
}

/** Answers a command, a press and the page's POST in the whole local stack, and traces each; `change` is for functions that are not traced. */
export async function tracedRequests(
  change: NonNullable<StackOptions["change"]> = (local) => local,
): Promise<Traced[]> {
  const folder = mkdtempSync(join(tmpdir(), "trace-"));
  const traceOf = (name: string) => join(folder, `${name}.json`);
  const stack = await startStack({
    log: () => undefined,
    change: (local) =>
      TRACED.has(local.name)
        ? {
            ...local,
            entry: ENTRY,
            env: { ...local.env, TRACED_ENTRY: local.entry.href, TRACE_FILE: traceOf(local.name) },
          }
        : change(local),
  });
  /** The files of the last request to a function. */
  const filesOf = (name: string) => (JSON.parse(readFileSync(traceOf(name), "utf8")) as string[]).toSorted();
  try {
    await typed(stack, "start"); // code that runs only for a function's first request is not counted
    await press(stack, "start");
    await submit(stack, "page-start");

    await typed(stack, "ada");
    const command = { request: "/onboard ada@example.com Ada", files: filesOf("slack") };
    await press(stack, "ada");
    const pressed = { request: "a press on Verify", files: filesOf("slack") };
    await submit(stack, "grace");
    return [command, pressed, { request: "the page's POST", files: filesOf("verify") }];
  } finally {
    await stack.close();
    rmSync(folder, { recursive: true });
  }
}

async function typed({ slack }: Stack, name: string): Promise<void> {
  await slack.command({ user: "U0ADMIN", text: `${name}@example.com Ada` });
}

async function press(stack: Stack, name: string): Promise<void> {
  const { ts } = await cardAbout(stack, `${name}@example.com`);
  await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
}

async function submit(stack: Stack, name: string): Promise<void> {
  await typed(stack, name);
  const link = await linkTo(stack, `${name}@example.com`);
  await fetch(link);
  await fetch(link, { method: "POST", headers: { "sec-fetch-site": "same-origin" } });
}

/** The latest card about an address, once it is there; the lines in its thread have no buttons. */
function cardAbout({ slack }: Stack, email: string) {
  return until(async () =>
    slack.messages().findLast(({ blocks = [] }) => {
      const text = JSON.stringify(blocks);
      return text.includes(email) && text.includes('"actions"');
    }),
  );
}

function linkTo({ urls }: Stack, email: string): Promise<string> {
  return until(async () => {
    const answer = await fetch(`${urls.mail}/store`);
    const { emails } = (await answer.json()) as {
      emails: { destination: { to: string[] }; body: { text?: string } }[];
    };
    const mail = emails.find(({ destination }) => destination.to.includes(email));
    return mail?.body.text?.match(/http\S+/u)?.[0];
  });
}

async function until<Found>(find: () => Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await find().catch(() => undefined); // not there yet
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
}
