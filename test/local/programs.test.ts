import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
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

describe("npm start", () => {
  test("says where everything is, answers there, and stops at Ctrl-C", async () => {
    await using data = await mkdtempDisposable(join(tmpdir(), "onboarding-"));
    const start = run("local/start.js", ["--data", data.path], { PORT: "0" });
    const [, service = ""] = await start.until(/Start here +(\S+)\/\n/u);
    const [, lambda = ""] = await start.until(/Lambda, secrets +(\S+)/u);
    expect(await (await fetch(service)).text()).toContain("Nothing runs yet");

    const first = await run("tools/onboard.ts", ADA, { AWS_ENDPOINT_URL_LAMBDA: lambda }).exited;
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining("Started: ada is pending now.") });
    const second = await run("tools/onboard.ts", ADA, { AWS_ENDPOINT_URL_LAMBDA: lambda }).exited;
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining("UserAlreadyPending") });
    expect(await (await fetch(service)).text()).toMatch(/Ada Lovelace\s.*pending/su);

    start.child.kill("SIGINT");
    expect(await start.exited).toMatchObject({ code: 0, output: expect.stringContaining("Stopping.") });
    await expect(fetch(service)).rejects.toThrow("fetch failed");
  });

  test("keeps sleeping onboardings and mails in --data, through a kill -9 of everything", async () => {
    await using data = await mkdtempDisposable(join(tmpdir(), "onboarding-"));
    const first = run("local/start.js", ["--data", data.path], { PORT: "0" });
    const [, lambda = ""] = await first.until(/Lambda, secrets +(\S+)/u);
    const [, inbox = ""] = await first.until(/Inbox +(\S+)\//u);
    await run("tools/onboard.ts", ADA, { AWS_ENDPOINT_URL_LAMBDA: lambda }).exited;
    const token = await expectToken(inbox);

    first.child.kill("SIGKILL");
    await first.exited;

    const second = run("local/start.js", ["--data", data.path], { PORT: "0" });
    const [, service = ""] = await second.until(/Start here +(\S+)\/\n/u);
    const [, channel = ""] = await second.until(/Slack channel +(\S+)\n/u);
    expect(await (await fetch(channel)).text()).toContain("Ada Lovelace");
    const [, keptInbox = ""] = await second.until(/Inbox +(\S+)\//u);
    expect(await expectToken(keptInbox)).toBe(token);
    const answer = await fetch(`${service}/verify`, { method: "POST", body: new URLSearchParams({ token }) });
    expect(await answer.text()).toContain("You are verified");
    await expect.poll(async () => (await fetch(service)).text()).toContain(">active<");
    await second.kill();
  });

  test("with --fresh forgets all of it first, and says so; but not under a service that runs", async () => {
    await using data = await mkdtempDisposable(join(tmpdir(), "onboarding-"));
    const first = run("local/start.js", ["--data", data.path, "--fresh"], { PORT: "0" });
    await first.until(/Lambda, secrets +(\S+)/u);
    const clash = await run("local/start.js", ["--data", data.path, "--fresh"], { PORT: "0" }).exited;
    expect(clash).toMatchObject({ code: 1, output: expect.stringContaining("is in use by another process") });
    first.child.kill("SIGINT");
    await first.exited;

    const second = run("local/start.js", ["--data", data.path, "--fresh"], { PORT: "0" });
    const [, removed] = await second.until(/--fresh removed from \S+: (.+)\.\n/u);
    expect(removed).toBe("dynamo, lambda.db, mails.jsonl, slack.db, versions");
    await second.kill();
  });

  test("with --approvers and --four-eyes lets nobody else decide, and nobody on their own request", async () => {
    await using data = await mkdtempDisposable(join(tmpdir(), "onboarding-"));
    const options = ["--approvers", "U0SECOND", "--four-eyes"];
    const start = run("local/start.js", ["--data", data.path, ...options], { PORT: "0" });
    const [, channel = ""] = await start.until(/Slack channel +(\S+)\/\n/u);
    const act = async (action: string, input: object) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${channel}/actions/${action}`, {
        method: "POST",
        headers,
        body: JSON.stringify(input),
      });
      return JSON.stringify(await response.json());
    };
    const page = async () => (await fetch(`${channel}/?as=U0SECOND`)).text();
    const text = "ada@example.com Ada Lovelace";
    expect(await act("command", { user: "U0ADMIN", text })).toContain("Sorry, you can't");
    expect(await act("command", { user: "U0SECOND", text })).toContain("has started");
    await expect.poll(page).toContain('data-action="verify"');
    const [, ts = ""] = /data-ts="([\d.]+)"(?:(?!data-ts).)*data-action="verify"/su.exec(await page()) ?? [];
    await act("press", { user: "U0SECOND", ts, actionId: "verify" });
    await expect.poll(page).toContain("you requested this onboarding yourself");
    await start.kill();
  });

  test("says in one sentence that a port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, output } = await run("local/start.js", [], { PORT: String(port) }).exited;
    other.close();
    expect(code).toBe(1);
    expect(output).toBe(
      `Port ${port} is taken, perhaps by another npm start. Stop that one, or choose other ports: PORT=4000 npm start.\n`,
    );
  });

  test.each([
    [["--nonsense"], {}, "Unknown option '--nonsense'"],
    [["--approvers", "Ada"], {}, '--approvers is "Ada"; it takes "channel" for the members of the channel, or '],
    [["--window", "soon"], {}, '--window is "soon"; it takes a whole number from 1 to 31536000.'],
    [["--language", "fr"], {}, "--language is not one of en, ja, de."],
    [["--time-zone", "Vienna"], {}, "--time-zone is not a time zone like Asia/Tokyo or UTC."],
    [[], { PORT: "http" }, 'PORT is "http"; it takes a whole number from 0 to 65531.'],
  ])("refuses %j with %j in a sentence", async (args, env, sentence) => {
    const { code, output } = await run("local/start.js", args, env).exited;
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
    expect(output).not.toContain("    at ");
  });
});

describe("npm run onboard", () => {
  test.each([
    [["--email", "nobody@"], {}, "email: is not an email address"],
    [["--nonsense"], {}, "Starts one onboarding."],
    [ADA, { AWS_ENDPOINT_URL_LAMBDA: "3001" }, 'AWS_ENDPOINT_URL_LAMBDA is "3001"; it takes an address like '],
    [[...ADA, "--locale", "ja_JP"], {}, "locale: is not a language tag like ja or de-AT"],
    [["--email", "ada@example.com", "--name", "Ada"], { AWS_ENDPOINT_URL_LAMBDA: "http://127.0.0.1:9" }, "npm start"],
  ])("with %j says what to do", async (args, env, sentence) => {
    const { code, output } = await run("tools/onboard.ts", args, env).exited;
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
    expect(output).not.toContain("    at ");
  });
});

test("npm run gallery refuses a port that is none in a sentence", async () => {
  const { code, output } = await run("testkit/gallery/main.ts", [], { PORT: "http" }).exited;
  expect([code, output]).toEqual([1, 'PORT is "http"; it takes a whole number from 0 to 65535.\n']);
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

  test.each([
    [[], "npm run manifest -- --url https://"],
    [["https://onboarding.example.org"], "npm run manifest -- --url https://"],
    [["--nonsense"], "Unknown option '--nonsense'"],
    [["--url", "http://onboarding.example.org"], "https:// addresses only"],
  ])("with %j says what to do", async (args, sentence) => {
    const { code, output } = await run("tools/manifest.ts", args).exited;
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
    expect(output).not.toContain("    at ");
  });
});
