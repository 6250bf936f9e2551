import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { BrokenData, FolderInUse, NotOurFolder, UnusableFolder } from "../../local/data-folder.ts";
import { PortTaken } from "../../local/servers.ts";
import { SlackProblem } from "../../local/slack/tokens.ts";
import { BadChoice, BadOption } from "../../tools/command-line.ts";
import { sameWhen } from "../../testkit/when/when.ts";

const running: ChildProcess[] = [];
afterEach(() => running.splice(0).forEach((child) => child.kill("SIGKILL")));

const ADA = ["--email", "ada@example.com", "--name", "Ada Lovelace", "--user-id", "ada"];

/** The token in the one mail that is on its way to the inbox. */
async function expectToken(inbox: string): Promise<string> {
  const mails = async () => (await fetch(`${inbox}/store`)).text();
  await expect.poll(mails).toContain("token=");
  return /token=([\w.-]+)/u.exec(await mails())?.[1] ?? "";
}

/** Runs one of the programs as npm does; `until` resolves when its output matches. */
function run(script: string, args: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env["PATH"], ...sameWhen(), ...env },
  });
  running.push(child);
  let output = "";
  const exited = once(child, "exit").then(([code]) => ({ code: code as number | null, output }));
  const grew = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      output += String(text);
      grew.dispatchEvent(new Event("output"));
    });
  }
  return {
    child,
    exited,
    /** Ends it at once; its folder may be removed afterwards. */
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(output);
        if (match) {
          return match;
        }
        await Promise.race([
          new Promise((resolve) => grew.addEventListener("output", resolve, { once: true })),
          exited.then(() => Promise.reject(new Error(`It ended without ${pattern}: ${output}`))),
        ]);
      }
    },
  };
}

/** Acts as somebody on the page of Slack's stand-in, and gives what Slack answers. */
async function act(channel: string, action: string, input: object): Promise<string> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${channel}/actions/${action}`, {
    method: "POST",
    headers,
    body: JSON.stringify(input),
  });
  return JSON.stringify(await response.json());
}

describe("npm start", () => {
  // One after the other on the same folder, since each start takes a second of a processor.
  test("says where everything is, keeps it through a kill -9, forgets it with --fresh, and says in a sentence that a port is taken", async () => {
    await using data = await mkdtempDisposable(join(tmpdir(), "onboarding-"));
    const startAt = (PORT: string, ...options: string[]) =>
      run("local/start.js", ["--data", data.path, ...options], { PORT });

    const first = startAt("0");
    const [, emptyService = ""] = await first.until(/Start here +(\S+)\/\n/u);
    const [, inbox = ""] = await first.until(/Inbox +(\S+)\//u);
    const [, lambda = ""] = await first.until(/Lambda, secrets +(\S+)/u);
    expect(await (await fetch(emptyService)).text()).toContain("Nothing is running yet");
    const onboarded = await run("tools/onboard.ts", ADA, { AWS_ENDPOINT_URL_LAMBDA: lambda }).exited;
    expect(onboarded).toMatchObject({ code: 0, output: expect.stringContaining("Started: ada is pending now.") });
    const again = await run("tools/onboard.ts", ADA, { AWS_ENDPOINT_URL_LAMBDA: lambda }).exited;
    expect(again).toMatchObject({ code: 1, output: expect.stringContaining("UserAlreadyPending") });
    expect(await (await fetch(emptyService)).text()).toMatch(/Ada Lovelace\s.*pending/su);
    const token = await expectToken(inbox);
    await first.kill();

    const second = startAt("0", "--approvers", "U0SECOND");
    const [, service = ""] = await second.until(/Start here +(\S+)\/\n/u);
    const [, keptChannel = ""] = await second.until(/Slack channel +(\S+)\/\n/u);
    expect(await (await fetch(keptChannel)).text()).toContain("Ada Lovelace");
    const typed = { user: "U0ADMIN", text: "bob@example.com Bob Noyce" };
    expect(await act(keptChannel, "command", typed)).toContain("Sorry, you can't");
    const [, keptInbox = ""] = await second.until(/Inbox +(\S+)\//u);
    expect(await expectToken(keptInbox)).toBe(token);
    const answer = await fetch(`${service}/verify`, { method: "POST", body: new URLSearchParams({ token }) });
    expect(await answer.text()).toContain("You are verified");
    await expect.poll(async () => (await fetch(service)).text()).toContain(">active<");
    second.child.kill("SIGINT");
    expect(await second.exited).toMatchObject({ code: 0, output: expect.stringContaining("Stopping.") });
    await expect(fetch(service)).rejects.toThrow("fetch failed");

    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const fresh = await startAt(String(port), "--fresh").exited;
    other.close();
    expect(fresh).toEqual({
      code: 1,
      output:
        `--fresh removed from ${data.path}: dynamo, lambda.db, mails.jsonl, slack.db, versions.\n` +
        `Port ${port} is taken, perhaps by another npm start. Stop that one, or choose other ports and another folder: PORT=4000 npm start -- --data DIR\n`,
    });
  });

  test.each([BadOption, BrokenData, FolderInUse, NotOurFolder, PortTaken, SlackProblem, UnusableFolder])(
    "takes %o for the user's choice, and says it in a sentence",
    (kind) => expect(kind.prototype).toBeInstanceOf(BadChoice),
  );
});

describe("npm run onboard", () => {
  test.each([
    [ADA, { AWS_ENDPOINT_URL_LAMBDA: "3001" }, 'AWS_ENDPOINT_URL_LAMBDA is "3001"; it takes an address like '],
    [
      ["--email", "nobody@", "--name", "Ada", "--requested-by", "ada", "--locale", "ja_JP"],
      {},
      '--email "nobody@" is not an email address; write it like ada@example.com.\n' +
        '--requested-by "ada" is not a Slack user ID like U012AB3CD.\n' +
        '--locale "ja_JP" is not a language tag like ja or de-AT.\n\n',
    ],
    [["--email", "ada@example.com", "--name", "Ada"], { AWS_ENDPOINT_URL_LAMBDA: "http://127.0.0.1:9" }, "npm start"],
  ])("with %j says what to do", async (args, env, sentence) => {
    const { code, output } = await run("tools/onboard.ts", args, env).exited;
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
    expect(output).not.toContain("    at ");
  });
});

test("npm run gallery, which goes on waiting for edits, says how to choose another port", async () => {
  const { code, output } = await run("testkit/gallery/main.ts", [], { PORT: "http" }).exited;
  const sentence = 'PORT is "http"; it takes a whole number from 0 to 65535. Press Ctrl+C, then choose one.\n';
  expect([code, output]).toEqual([1, sentence]);
});

test("npm run doctor says that a Region is missing, and not that AWS refuses", async () => {
  const nowhere = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull };
  const { code, output } = await run("tools/doctor/main.ts", [], nowhere).exited;
  expect([code, output]).toEqual([1, expect.stringMatching(/✗ credentials +No Region is chosen\.\n/u)]);
  expect(output).not.toContain("AWS does not know you");
});

describe("npm run manifest", () => {
  test("says what it takes when asked", async () => {
    const { code, output } = await run("tools/manifest.ts", ["--help"]).exited;
    expect([code, output]).toEqual([0, expect.stringMatching(/^Prints the Slack app's manifest/u)]);
  });

  test("prints the manifest with the address filled in", async () => {
    const { code, output } = await run("tools/manifest.ts", ["--url", "https://onboarding.example.org"]).exited;
    expect([code, output]).toEqual([
      0,
      expect.stringContaining("request_url: https://onboarding.example.org/slack/events"),
    ]);
    expect(output).not.toContain("example.com");
  });

  test("says what it takes when asked for something else", async () => {
    const { code, output } = await run("tools/manifest.ts", ["--nonsense"]).exited;
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^Unknown option '--nonsense'\.\n\nPrints the Slack app/u),
    ]);
    expect(output).not.toContain("    at ");
  });

  test("refuses an address that is none", async () => {
    const { code, output } = await run("tools/manifest.ts", ["--url", "none"]).exited;
    expect([code, output]).toEqual([1, expect.stringContaining("The URL is not valid")]);
  });
});
