import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { userIdOf } from "../../src/domain/start.ts";
import { shown } from "../../testkit/slack/shown.ts";
import { expectSoon } from "../../testkit/outside.ts";
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
      expect(await typed(`${email} Ada Lovelace`)).toMatch(/^Nothing was started\. email: .*\n/u);
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
