import { ListDurableExecutionsByFunctionCommand } from "@aws-sdk/client-lambda";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { jwtLinks } from "../../src/aws/links.ts";
import { userIdOf } from "../../src/domain/start.ts";
import type { User } from "../../src/domain/user.ts";
import { pendingUser } from "../../testkit/fakes.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { mrkdwnIn, shown } from "../../testkit/slack/shown.ts";
import { service } from "./start.ts";

const { stack, world } = await service();

const run = promisify(execFile);

/** What `/onboard …` privately answers, as it is shown. */
async function typed(text: string): Promise<string> {
  const user = "U0ADMIN";
  const before = stack.slack.ephemerals(user).length;
  await stack.slack.command({ user, text });
  const [answer] = stack.slack.ephemerals(user).slice(before);
  return answer?.blocks ? shown(answer.blocks) : (answer?.text ?? "");
}

async function submitted(email: string, name: string) {
  await typed("");
  return stack.slack.submit({ user: "U0ADMIN", values: { email, name } });
}

/** The ways in, each for one address and one name. */
const DOORS = {
  command: (email: string, name: string) => typed(`${email} ${name}`),
  form: submitted,
  invoke: (email: string, name: string) => world.start({ user_id: userIdOf(email), email, name }),
  program: (email: string, name: string) =>
    run(process.execPath, ["tools/onboard.ts", "--email", email, "--name", name], {
      env: { ...process.env, AWS_ENDPOINT_URL_LAMBDA: stack.urls.lambda },
    }),
};

describe("an address", () => {
  test("can be copied from the card, from lists and from threads, and pasted back", async () => {
    await typed("_a__b_@example.com Ada Lovelace");
    const { message, ts } = await world.pendingCard("_a__b_@example.com");
    const pasted = /needed: .*\n(?<email>\S+)/u.exec(await shown(message.blocks ?? []))?.groups?.["email"] ?? "";
    expect(pasted).toBe("_a__b_@example.com");
    expect(await typed("list")).toContain(pasted);
    const thread = stack.slack.messages().filter(({ thread_ts }) => thread_ts === ts);
    await Promise.all(thread.map(async ({ blocks }) => expect(await shown(blocks ?? [])).toContain(pasted)));
    expect(await typed(`status ${pasted}.`)).toContain("is waiting for a decision");
    expect(await typed(`cancel ${pasted}`)).toContain(`You withdrew Ada Lovelace (${pasted}).`);
  });

  test("is locked in both spellings of its domain", async () => {
    await typed("x@müller.example Ada Lovelace");
    await world.pendingCard("x@xn--mller-kva.example");
    expect(await typed("x@xn--mller-kva.example Ada King")).toContain("has been waiting for a decision");
    expect(await typed("status X@MÜLLER.example")).toContain("Ada Lovelace (x@xn--mller-kva.example)");
  });

  test.each(["a@b", "a..b@example.com", ".a@example.com", "ａda@example.com", "ada@ex\u0430mple.com"])(
    "is refused in a sentence, and starts nothing: %s",
    async (email) => {
      const before = stack.slack.messages().length;
      expect(await typed(`${email} Ada Lovelace`)).toMatch(/^Nothing was started\. The email .*\n/u);
      expect((await submitted(email, "Ada Lovelace")).errors).toEqual({
        email: expect.stringMatching(/^(?:This|Please) /u),
      });
      await stack.slack.cancel({ user: "U0ADMIN" });
      expect(stack.slack.messages()).toHaveLength(before);
    },
  );
});

/** Addresses as they are typed, as they are mailed to, and with names. */
const PEOPLE = {
  "an apostrophe": ["o'brien@DOOR.example.com", "o'brien@DOOR.example.com", "Pat O'Brien"],
  "an ampersand": ["j&k@DOOR.example.com", "j&k@DOOR.example.com", "'t Hooft"],
  "a slash": ["x/y@DOOR.example.com", "x/y@DOOR.example.com", 'Ada Lovelace "Countess"'],
  "an encoded domain": ["info@DOOR.xn--mller-kva.example", "info@DOOR.xn--mller-kva.example", "Gwen 🏴󠁧󠁢󠁷󠁬󠁳󠁿"],
  "an umlaut": ["post@DOOR.müller.example", "post@DOOR.xn--mller-kva.example", ":white_check_mark: Approved by CEO"],
} as const;

describe("a person", () => {
  // The command reads a text of its own; the other ways in hand on what they get.
  test.each<[keyof typeof DOORS, keyof typeof PEOPLE]>([
    ["command", "an apostrophe"],
    ["command", "an ampersand"],
    ["command", "a slash"],
    ["command", "an encoded domain"],
    ["command", "an umlaut"],
    ["form", "an ampersand"],
    ["invoke", "an umlaut"],
    ["program", "an encoded domain"],
  ])("who comes in by %s with %s is mailed to, and shown as typed", async (door, what) => {
    const [pattern, mailed, name] = PEOPLE[what];
    const [email, address] = [pattern.replace("DOOR", door), mailed.replace("DOOR", door)];
    await DOORS[door](email, name);
    await expectSoon(() => world.mails(address)).toMatchObject([{ destination: { to: [address] } }]);
    const { message } = await world.pendingCard(address);
    const card = await shown(message.blocks ?? []);
    expect(card).toContain(`Approval needed: ${name}\n${address}\n`);
    expect(await world.profile(userIdOf(email))).toMatchObject({ name, email: address });
  });
});

const someone = (id: string) => ({ user_id: id, email: `${id}@example.com`, name: "Ada Lovelace" });

const SIGNATURE = /[^.]+$/u;
const backwards = (text: string) => Array.from(text).toReversed().join("");

describe("bad input", () => {
  test.each([
    ["nobody@ Ada Lovelace", "email"],
    ["ada@example.com", "name"],
    ["please help me", "doesn't understand that"],
  ])("`/onboard %s` is answered with what to mend, and starts nothing", async (text, hint) => {
    const cards = () => stack.slack.messages().filter((message) => !message.thread_ts).length;
    const before = cards();
    const { status, body } = await stack.slack.command({ user: "U0ADMIN", text });
    expect([status, body]).toEqual([200, expect.stringContaining(hint)]);
    expect(cards()).toBe(before);
  });

  test("a self-check that is typed in Slack is not understood, or is an onboarding like any other", async () => {
    const executions = async () => {
      const list = new ListDurableExecutionsByFunctionCommand({ FunctionName: LOCAL.functionName, Qualifier: "1" });
      return (await world.lambda.send(list)).DurableExecutions?.length ?? 0;
    };
    const before = await executions();
    for (const text of ["self_check", '{"self_check":true}', "self_check true", "ada@example.com self_check"]) {
      await stack.slack.command({ user: "U0ADMIN", text });
    }
    await world.pendingCard("ada@example.com"); // the last one is an address and a name
    expect(await executions()).toBe(before + 1);
  });

  test("an input with faults fails its execution under a name, and tells nobody", async () => {
    const arn = await world.start({ user_id: "no good", email: "x", name: "" });
    await expectSoon(() => world.execution(arn)).toMatchObject({ status: "FAILED", error: "InvalidRequest" });
  });

  test("a second start for someone pending or with a taken address fails under a name", async () => {
    const ada = someone("taken");
    await world.start(ada);
    await expectSoon(() => world.status(ada.user_id)).toBe("PENDING_EMAIL_VERIFICATION");
    const again = await world.start(ada);
    const other = await world.start({ ...ada, user_id: "other", email: "TAKEN@example.com" });
    await expectSoon(() => world.execution(again)).toMatchObject({ status: "FAILED", error: "UserAlreadyPending" });
    await expectSoon(() => world.execution(other)).toMatchObject({ status: "FAILED", error: "AddressInUse" });
  });

  test("markup and mentions in a name are shown as they are, everywhere", async () => {
    const name = "<b>Bob</b> <!channel> & Co";
    const bob = { user_id: "bob", email: "bob@example.com", name };
    await world.start(bob);
    const link = await world.link(bob.email);
    const card = await world.pendingCard(bob.email);
    const [mail] = await world.mails(bob.email);

    expect(card.text).not.toMatch(/<!channel|<b>/u);
    expect(mrkdwnIn(card.message.blocks ?? []).join()).not.toContain("Bob");
    expect(card.text).toContain("&lt;b&gt;Bob&lt;/b&gt; &lt;!channel&gt; &amp; Co");
    expect(mail?.body.html).toContain("&lt;b&gt;Bob&lt;/b&gt;");
    expect(mail?.body.html).not.toContain("<b>Bob");
    expect(mail?.body.text).toContain(name);
    expect(await (await fetch(link)).text()).not.toContain("<b>Bob");
  });

  test("a forged token, an outdated one, one for an unknown user and none are the same refusal", async () => {
    const link = await world.link((await started("forged")).email);
    const profile = { ...pendingUser(), userId: "forged", execution: (await world.profile("forged"))?.["execution"] };
    const links = jwtLinks({ secret: async () => LOCAL.linkSecret, now: () => new Date() });
    const signed = (user: User) => links.issue(user);
    const tokens = [
      "",
      "x.y.z",
      (new URL(link).searchParams.get("token") ?? "").replace(SIGNATURE, backwards),
      await signed({ ...profile, expiresAt: "2020-01-01T00:00:00.000Z" }),
      await signed({ ...profile, userId: "nobody" }),
    ];
    for (const token of tokens) {
      for (const init of [{}, { method: "POST", body: new URLSearchParams({ token }) }]) {
        const answer = await fetch(`${stack.urls.service}/verify?token=${token}`, init);
        expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("not a valid link")]);
      }
    }
    expect(await world.status("forged")).toBe("PENDING_EMAIL_VERIFICATION");
  });

  test("an unsigned press changes nothing", async () => {
    await started("unsigned");
    const { message } = await world.pendingCard("unsigned@example.com");
    const payload = { type: "block_actions", user: { id: "U0ADMIN" }, actions: [{ action_id: "verify" }], message };
    const answer = await fetch(`${stack.urls.service}/slack/events`, {
      method: "POST",
      body: new URLSearchParams({ payload: JSON.stringify(payload) }),
    });
    expect(answer.status).toBe(401);
    expect(await world.status("unsigned")).toBe("PENDING_EMAIL_VERIFICATION");
  });
});

async function started(id: string) {
  const user = someone(id);
  await world.start(user);
  return user;
}
