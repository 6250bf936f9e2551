import fc from "fast-check";
import { LOCAL } from "../../../local/address.ts";
import { jwtLinks } from "../../../src/aws/links.ts";
import { userIdOf } from "../../../src/domain/start.ts";
import { pendingUser } from "../../../testkit/fakes.ts";
import { outside } from "../../../testkit/outside.ts";
import type { World } from "./world.ts";

/** One onboarding to be made: how it is started, what people do then, and with which words. */
export const plans = fc.record({
  start: fc.constantFrom("program", "command", "form", "badly", "badly in Slack"),
  actions: fc.array(
    fc.constantFrom(
      "mail",
      "forged mail",
      "damaged mail",
      "nudge",
      "resend",
      "verify",
      "reject",
      "reason",
      "stranger",
      "status",
      "cancel",
      "list",
      "home",
    ),
    { minLength: 1, maxLength: 3 },
  ),
  words: fc.record({
    name: fc.stringMatching(/^[A-Z][a-z]{3,9}$/u),
    note: fc.boolean(),
    symbols: fc.constantFrom("", "é 李", "<&>", "\"'"),
  }),
});

export type Plan = typeof plans extends fc.Arbitrary<infer One> ? One : never;

/** Everything in an onboarding that no log may hold. */
export type Secrets = Set<string>;

// A card that does not stand after these will not be pressed; the link may.
const LOOKS = 40;

/** The user of each onboarding; these words occur nowhere else. */
function someone({ words }: Plan, number: number) {
  const email = `${words.name.toLowerCase()}.${number}@private.example`;
  return {
    email,
    name: `${words.name}private${number} ${words.symbols}`.trim(),
    note: words.note ? `Noteprivate${number}` : undefined,
    reason: `Reasonprivate${number}`,
  };
}

/** Makes one onboarding as planned. What people try may go wrong, for the services do; nothing is asserted here. */
export async function run(world: World, plan: Plan, number: number, secrets: Secrets): Promise<void> {
  const { slack } = world;
  const there = outside(world);
  const { email, name, note, reason } = someone(plan, number);
  const user_id = plan.start === "program" ? `u-${number}` : userIdOf(email);
  const words = [email, `private${number}`, ...(plan.words.symbols === "é 李" ? ["é 李"] : [])];
  words.forEach((word) => secrets.add(word));

  switch (plan.start) {
    case "program":
      await there.start({ user_id, email, name, note, requested_by: "U0REQUESTER" });
      break;
    case "command":
      await slack.command({ user: "U0REQUESTER", text: `${email} ${name}` });
      break;
    case "form":
      await slack.command({ user: "U0ADMIN", text: "" });
      if (slack.modal("U0ADMIN")) {
        await slack.submit({ user: "U0ADMIN", values: { email, name, note: note ?? "" } });
      }
      break;
    case "badly":
      await there.start({ user_id: email, email: `${email} `, name: `${name}\u202E`, requested_by: email });
      return;
    case "badly in Slack":
      await slack.command({ user: "U0ADMIN", text: `${email}@ ${name}` });
      return;
  }

  const standing = async () => {
    world.advance(5); // retries come soon
    return (await there.profile(user_id))?.["card"] !== undefined;
  };
  for (let look = 0; look < LOOKS && !(await standing()); look += 1) {
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  const profile = await there.profile(user_id);
  if (!profile) {
    return;
  }
  const { callback_id, letterbox, execution, expires_at, card } = profile as Record<string, string> & {
    card?: { ts: string };
  };
  for (const id of [callback_id, letterbox].map(String)) {
    secrets.add(id).add(encodeURIComponent(id));
  }
  const links = jwtLinks({ secret: async () => LOCAL.linkSecret, now: () => new Date() });
  const user = pendingUser({ userId: user_id, execution: String(execution), expiresAt: String(expires_at) });
  const token = await links.issue(user);
  secrets.add(token);

  const press = async (by: string, actionId: string) =>
    card &&
    slack.press({ user: by, ts: card.ts, actionId, ...(actionId === "more" ? { value: `${user_id}#rejected` } : {}) });
  const actions: Record<Plan["actions"][number], () => Promise<unknown>> = {
    mail: async () => {
      await fetch(`${world.urls.service}/verify?token=${token}`);
      return there.pressPage(`${world.urls.service}/verify?token=${token}`);
    },
    "forged mail": () => there.pressPage(`${world.urls.service}/verify?token=${token}x`),
    verify: () => press("U0ADMIN", "verify"),
    reject: () => press("U0SECOND", "reject"),
    reason: async () => {
      await press("U0SECOND", "more");
      return slack.modal("U0SECOND") && slack.submit({ user: "U0SECOND", values: { comment: reason } });
    },
    stranger: () => press("U0OUTSIDER", "verify"),
    status: () => slack.command({ user: "U0ADMIN", text: `status ${email}` }),
    cancel: () => slack.command({ user: "U0ADMIN", text: `cancel ${email}` }),
    nudge: () => slack.command({ user: "U0REQUESTER", text: `nudge ${email}` }),
    resend: () => slack.command({ user: "U0ADMIN", text: `resend ${email}` }),
    "damaged mail": () =>
      fetch(`${world.urls.service}/verify?token=${token})`, {
        method: "POST",
        body: new URLSearchParams({ resend: "1" }),
      }),
    list: () => slack.command({ user: "U0ADMIN", text: "list" }),
    home: () => slack.openHome("U0ADMIN"),
  };
  for (const action of plan.actions) {
    await actions[action]().catch(() => undefined); // a card without buttons any more, a modal of another's
  }
}
