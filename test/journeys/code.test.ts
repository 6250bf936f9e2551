import { expect, test } from "vitest";
import { expectSoon } from "../../testkit/outside.ts";
import { service } from "./start.ts";

const { stack, world } = await service({ confirm: "code", reminders: [1] });

/** An onboarding whose email is out: its link, and the code that it shows. */
async function asked(id: string) {
  const email = `${id}@example.com`;
  await world.start({ user_id: id, email, name: "Ada Lovelace" });
  const link = await world.link(email);
  const codes = async () => (await world.mails(email)).map(({ body }) => /^\d{6}$/mu.exec(body.text ?? "")?.[0]);
  const [code = ""] = await codes();
  return {
    link,
    code,
    codes,
    type: async (typed: string) => {
      const token = new URL(link).searchParams.get("token") ?? "";
      const answer = await fetch(new URL("?", link), {
        method: "POST",
        body: new URLSearchParams({ token, code: typed }),
      });
      return { status: answer.status, page: await answer.text() };
    },
  };
}

const other = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, "0");

test("the code of the email lets its user in; the link alone, and a wrong code, don't", async () => {
  const it = await asked("coded");
  expect((await world.pressPage(it.link)).status).toBe(422);
  const wrong = await it.type(other(it.code));
  expect([wrong.status, wrong.page]).toEqual([422, expect.stringContaining("You can try 9 more times.")]);
  expect(await world.status("coded")).toBe("PENDING_EMAIL_VERIFICATION");
  expect((await it.type(it.code)).status).toBe(200);
  await expectSoon(() => world.status("coded")).toBe("ACTIVE");
  expect(await world.decidedBy("coded")).toBe("email");
});

test("the reminder shows the same code", async () => {
  const it = await asked("reminded");
  await expectSoon(it.codes).toEqual([it.code, it.code]);
});

test("after ten wrong codes the right one is refused too, and an approver still decides", async () => {
  const it = await asked("guessed");
  const answers = await Promise.all(Array.from({ length: 12 }, (_, by) => it.type(other(it.code, by + 1))));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(9);
  expect((await it.type(it.code)).status).toBe(410);
  const { ts } = await world.pendingCard("guessed@example.com");
  await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
  await expectSoon(() => world.status("guessed")).toBe("ACTIVE");
});
