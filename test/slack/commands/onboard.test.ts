import { describe, expect, test } from "vitest";
import { onboard } from "../../../src/slack/commands.ts";
import { contentOf } from "../../../src/slack/words.ts";
import { ample, memoryUsers, pendingUser } from "../../../testkit/fakes.ts";
import { REFUSED } from "../../../testkit/slack/actors.ts";
import { fakeDeps } from "../../../testkit/slack/deps.ts";

async function typed(text: string, { by = "U0ADMIN", team = "T0LOCAL" } = {}) {
  const users = memoryUsers();
  users.all.set("u-ada", pendingUser());
  const ports = fakeDeps({ users });
  const who = { user_id: by, team_id: team, channel_id: "C0APPROVALS", trigger_id: "1.2" };
  const answer = await onboard(ports, { text, ...who }, ample());
  const said = answer && contentOf(answer).text;
  const { starts, decisions, views } = ports;
  return { said, started: starts.started, decided: decisions.delivered.size, opened: views.opened };
}

describe("/onboard", () => {
  test("alone opens the form, which knows the channel, and says nothing", async () => {
    const { said, opened } = await typed("");
    expect(said).toBeUndefined();
    expect(opened).toEqual([["1.2", expect.objectContaining({ type: "modal", private_metadata: "C0APPROVALS" })]]);
  });

  test("alone opens nothing for someone who may not start", async () => {
    const { said, opened } = await typed("", { by: "U0OTHER" });
    expect([said, opened]).toEqual([expect.stringMatching(REFUSED), []]);
  });

  test.each([
    ["new@example.com Grace Hopper", "The onboarding of Grace Hopper (new@example.com) has started"],
    ["list", "• Ada Lovelace"],
    ["status", "You have no requests here."],
    ["status ada@example.com", "is waiting for a decision"],
    ["cancel ada@example.com", "You cancelled Ada Lovelace"],
  ])("does what was typed: %s", async (text, answer) => {
    expect((await typed(text)).said).toContain(answer);
  });

  test.each([
    ["help", "`/onboard` opens a form"],
    ["cancel", "Sorry, `/onboard` doesn't understand that, and nothing was changed."],
    ["what now", "Sorry, `/onboard` doesn't understand that"],
    ["Ada Lovelace ada@example.com", "Sorry, `/onboard` doesn't understand that"],
  ])("helps with %j, says whether it was understood, and does nothing", async (text, beginning) => {
    const { said = "", started, decided, opened } = await typed(text, { by: "U0OTHER" });
    expect(said.slice(0, beginning.length)).toBe(beginning);
    expect(
      said
        .slice(said.indexOf("`/onboard` opens"))
        .split("\n")
        .map((line) => /^`(?<form>[^`]+)`/u.exec(line)?.groups?.["form"]),
    ).toEqual([
      "/onboard",
      "/onboard &lt;email&gt; &lt;full name&gt;",
      "/onboard list",
      "/onboard status",
      "/onboard status &lt;email&gt;",
      "/onboard nudge &lt;email&gt;",
      "/onboard resend &lt;email&gt;",
      "/onboard withdraw &lt;email&gt;",
      "/onboard cancel &lt;email&gt;",
      "/onboard help",
    ]);
    expect([started.length, decided, opened.length]).toEqual([0, 0, 0]);
  });

  test.each(["", "new@example.com Grace Hopper", "list", "status ada@example.com", "cancel ada@example.com"])(
    "is refused to people of another team: %j",
    async (text) => {
      const { said, started, decided, opened } = await typed(text, { team: "T0OTHER" });
      expect(said).toContain("Only members of the app's own workspace can do this.");
      expect([started.length, decided, opened.length]).toEqual([0, 0, 0]);
    },
  );
});
