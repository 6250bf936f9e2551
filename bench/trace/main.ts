import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "../../local/stack.ts";

// npm run trace: in how many files of src/ a function runs while one request is answered. Fails above the limit.

const LIMIT = 14;
const ENTRY = new URL("traced.ts", import.meta.url);
const TRACED = new Set(["slack", "verify"]);

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
      : local,
});

async function until<Found>(find: () => Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await find().catch(() => undefined); // not there yet
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
}

/** The latest card about an address, once it is there; the lines in its thread have no buttons. */
const cardAbout = (email: string) =>
  until(async () =>
    stack.slack.messages().findLast(({ blocks = [] }) => {
      const text = JSON.stringify(blocks);
      return text.includes(email) && text.includes('"actions"');
    }),
  );

async function linkTo(email: string): Promise<string> {
  return until(async () => {
    const answer = await fetch(`${stack.urls.mail}/store`);
    const { emails } = (await answer.json()) as {
      emails: { destination: { to: string[] }; body: { text?: string } }[];
    };
    const mail = emails.find(({ destination }) => destination.to.includes(email));
    return mail?.body.text?.match(/http\S+/u)?.[0];
  });
}

const typed = (name: string) => stack.slack.command({ user: "U0ADMIN", text: `${name}@example.com Ada` });
const press = async (name: string) =>
  stack.slack.press({ user: "U0ADMIN", ts: (await cardAbout(`${name}@example.com`)).ts, actionId: "verify" });
const submit = async (name: string) => {
  await typed(name);
  const link = await linkTo(`${name}@example.com`);
  await fetch(link);
  return fetch(link, { method: "POST", headers: { "sec-fetch-site": "same-origin" } });
};

/** The files of src/ that the last request to a function ran through. */
function filesOf(name: string): string[] {
  return (JSON.parse(readFileSync(traceOf(name), "utf8")) as string[]).toSorted();
}

await typed("start"); // code that runs only for a function's first request is not counted
await press("start");
await submit("page-start");

const traces: [string, string[]][] = [];
await typed("ada");
traces.push(["/onboard ada@example.com Ada", filesOf("slack")]);
await press("ada");
traces.push(["a press on Verify", filesOf("slack")]);
await submit("grace");
traces.push(["the page's POST", filesOf("verify")]);

for (const [request, files] of traces) {
  console.log(`${request}: ${files.length} files\n${files.map((file) => `  src/${file}`).join("\n")}`);
}
await stack.close();
rmSync(folder, { recursive: true });
process.exitCode = traces.every(([, files]) => files.length <= LIMIT) ? 0 : 1;
