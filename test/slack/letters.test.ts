import { describe, expect, test } from "vitest";
import type { User } from "../../src/domain/user.ts";
import { onboard } from "../../src/slack/commands.ts";
import { resendFromCard } from "../../src/slack/letters.ts";
import { type Answer, contentOf } from "../../src/slack/words.ts";
import { ample, memoryUsers, NOW, pendingUser } from "../../testkit/fakes.ts";
import { REFUSED, actor } from "../../testkit/slack/actors.ts";
import { fakeDeps } from "../../testkit/slack/deps.ts";
import { pressOf } from "../../testkit/slack/press.ts";

const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();
const requested = (overrides: Partial<User> = {}) =>
  pendingUser({
    requestedBy: "U0REQUESTER",
    card: { channel: "C0APPROVALS", ts: "1.000001", permalink: "https://example.slack.com/card" },
    ...overrides,
  });

function world(user = requested()) {
  const users = memoryUsers();
  users.all.set(user.userId, user);
  const deps = fakeDeps({ users });
  const said = (answer: Answer | undefined) => contentOf(answer ?? "").text;
  return {
    sent: () => [...deps.letters.sent.values()],
    typed: async (text: string, by = "U0REQUESTER") =>
      said(
        await onboard(
          deps,
          { text, user_id: by, team_id: "T0LOCAL", channel_id: "C0OTHER", trigger_id: "1.2.3" },
          ample(),
        ),
      ),
    pressed: async (by: string, onboardingId = "1111", userId = "u-ada") =>
      said((await resendFromCard(deps, pressOf({ userId, onboardingId, actor: actor(by) }), ample())).answer),
  };
}

describe.each([
  [
    "nudge",
    { kind: "nudge", by: "U0REQUESTER" },
    /^The approvers are being asked again about Ada .*\|Open the card>$/u,
  ],
  [
    "resend",
    { kind: "resend-mail", by: "U0REQUESTER" },
    /^The verification email to Ada Lovelace .* is being sent again/u,
  ],
] as const)("/onboard %s", (word, letter, answer) => {
  test.each(["ada@example.com", "<mailto:ADA@example.com|ADA@example.com>", "u-ada"])(
    "asks it of the onboarding of %s, for its requester",
    async (who) => {
      const it = world();
      expect(await it.typed(`${word} ${who}`)).toMatch(answer);
      expect(it.sent()).toMatchObject([letter]);
    },
  );

  test("asks it for an approver, also for the one who requested it", async () => {
    const it = world(requested({ requestedBy: "U0ADMIN" }));
    await it.typed(`${word} ada@example.com`, "U0ADMIN");
    expect(it.sent()).toMatchObject([{ by: "U0ADMIN" }]);
  });

  test.each(["U0REQUESTER", "U0OTHER"])("is refused to %s, whether there is an onboarding or not", async (by) => {
    const it = world(requested({ requestedBy: "U0SOMEONE" }));
    for (const who of ["ada@example.com", "nobody@example.com", "u-ada", "nonsense@"]) {
      expect(await it.typed(`${word} ${who}`, by)).toMatch(REFUSED);
    }
    expect(it.sent()).toEqual([]);
  });

  test("says to an approver that there is none", async () => {
    expect(await world().typed(`${word} nobody@example.com`, "U0ADMIN")).toBe(
      "No onboarding found for nobody@example.com.",
    );
    expect(await world().typed(`${word} nobody`, "U0ADMIN")).toContain("is not an email address");
  });

  test("says what is true of one that has ended", async () => {
    const it = world(requested({ status: "EXPIRED" }));
    expect(await it.typed(`${word} ada@example.com`)).toMatch(/^Nothing was sent: nobody decided on Ada/u);
    expect(it.sent()).toEqual([]);
  });

  test("asks for help with anything more", async () => {
    expect(await world().typed(`${word} ada@example.com Ada`)).toContain("`/onboard nudge &lt;email&gt;`");
    expect(await world().typed(word)).toContain("`/onboard resend &lt;email&gt;`");
  });
});

describe("too soon", () => {
  test("a nudge says when the last one was and when the next one can be", async () => {
    const it = world(requested({ letters: { resends: 0, nudgedAt: ago(60) } }));
    expect(await it.typed("nudge ada@example.com")).toMatch(
      /^The approvers were last nudged about Ada .* <!date\^1795510740\^.*You can nudge them again from <!date\^1795511340\^/u,
    );
    expect(it.sent()).toEqual([]);
  });

  test("a resend says so too, and after five that there are none left", async () => {
    const soon = world(requested({ letters: { resends: 1, resentAt: ago(10) } }));
    expect(await soon.typed("resend ada@example.com")).toMatch(
      /was last sent again <!date.*You can send it again from <!date/u,
    );
    const spent = world(requested({ letters: { resends: 5, resentAt: ago(3_600) } }));
    expect(await spent.typed("resend ada@example.com")).toContain("has been sent again 5 times already");
    expect([...soon.sent(), ...spent.sent()]).toEqual([]);
  });

  test("a resend after a complaint is ruled out", async () => {
    const it = world(requested({ mail: { state: "complained", reason: "", at: ago(60) } }));
    expect(await it.typed("resend ada@example.com")).toMatch(/^Nothing was sent: the recipient reported our email/u);
  });
});

describe("Resend email on a card", () => {
  test("sends it for an approver", async () => {
    const it = world();
    expect(await it.pressed("U0ADMIN")).toContain("is being sent again");
    expect(it.sent()).toMatchObject([{ kind: "resend-mail", by: "U0ADMIN" }]);
  });

  test("is refused to others", async () => {
    const it = world();
    expect(await it.pressed("U0OTHER")).toMatch(REFUSED);
    expect(it.sent()).toEqual([]);
  });

  test("sends nothing about another onboarding than the card's", async () => {
    const it = world();
    expect(await it.pressed("U0ADMIN", "2222")).toContain("this card is about an earlier onboarding");
    expect(await it.pressed("U0ADMIN", "1111", "u-gone")).toContain("no longer kept");
    expect(it.sent()).toEqual([]);
  });
});
