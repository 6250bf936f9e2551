import type { View } from "@slack/types";
import { expect, test } from "vitest";
import type { Instruments, Known } from "../../../tools/doctor/check.ts";
import { cardsAndForms } from "../../../tools/doctor/checks/slack.ts";
import { type Surface, surfaces } from "../../../tools/doctor/surfaces.ts";
import { localSlack } from "../../../testkit/local-slack.ts";

const everything = await surfaces();

/** Validates them with Slack's stand-in, which goes wrong as the test says. */
async function look(all: Surface[], breaks: (slack: Awaited<ReturnType<typeof localSlack>>) => void = () => {}) {
  const slack = await localSlack();
  breaks(slack);
  const instruments: Partial<Instruments> = { slackApiUrl: slack.apiUrl, surfaces: async () => all };
  const known: Partial<Known> = { slack: { botToken: "xoxb-local", signingSecret: "" } };
  return cardsAndForms.look(instruments as Instruments, known as Known);
}

test("Slack accepts everything that we show, at its longest", async () => {
  expect(await look(everything)).toBe(`Slack accepts all ${everything.length} of them`);
});

test("what Slack refuses is named, with the part at fault", async () => {
  const view: View = { type: "modal", title: { type: "plain_text", text: "x".repeat(25) }, blocks: [] };
  await expect(look([...everything, { name: "other form", view }])).rejects.toMatchObject({
    message: "Slack refuses the other form: must be less than 25 characters at /title/text.",
    fix: expect.stringContaining("src/slack"),
    isMild: false,
  });
});

test("a Slack that wants to be asked later is no fault of ours", async () => {
  const throttled = look(everything, (slack) =>
    slack.fail("blocks.validate", { kind: "throttled", retryAfterSeconds: 30 }),
  );
  await expect(throttled).rejects.toMatchObject({
    message: expect.stringMatching(
      new RegExp(`^Slack checked 0 of ${everything.length} cards and forms, then answered`, "u"),
    ),
    fix: "Run this again in a minute.",
    isMild: true,
  });
});
