import { ListDurableExecutionsByFunctionCommand } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { jwtLinks } from "../../src/aws/links.ts";
import type { User } from "../../src/domain/user.ts";
import { pendingUser } from "../../testkit/fakes.ts";
import { mrkdwnIn } from "../../testkit/slack/shown.ts";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

const { stack, world } = await service();

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

  test("a self-check that is asked for in Slack is help, or an onboarding like any other", async () => {
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
