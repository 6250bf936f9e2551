import type { HomeView, KnownBlock, ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import { formAgain, notice, slackViews, type SubmittedForm } from "../../../src/slack/views.ts";
import { type Answer, answering } from "../../../testkit/slack/web-api.ts";

const MODAL: ModalView = { type: "modal", title: { type: "plain_text", text: "A modal" }, blocks: [] };

const HOME: HomeView = { type: "home", blocks: [] };

describe("views in Slack", () => {
  test("opens a modal with the trigger", async () => {
    await using api = await answering();
    await slackViews(api.clients).open("1.2.3", MODAL);
    expect(api.calls).toMatchObject([
      { method: "views.open", args: { trigger_id: "1.2.3", view: JSON.stringify(MODAL) } },
    ]);
  });

  test("publishes a person's home tab", async () => {
    await using api = await answering();
    await slackViews(api.clients).publishHome("U0ADMIN", { type: "home", blocks: [] });
    expect(api.calls).toMatchObject([
      { method: "views.publish", args: { user_id: "U0ADMIN", view: '{"type":"home","blocks":[]}' } },
    ]);
  });

  test("publishes a home tab in the place of the view that a press came from, if that is still shown", async () => {
    await using api = await answering({}, { body: { ok: false, error: "hash_conflict" } });
    const views = slackViews(api.clients);
    expect(await views.publishHome("U0ADMIN", HOME, "156.7c")).toBe(true);
    expect(await views.publishHome("U0ADMIN", HOME, "156.7c")).toBe(false);
    expect(api.calls.map(({ args }) => args["hash"])).toEqual(["156.7c", "156.7c"]);
  });

  test("says so when Slack refuses a home tab for another reason", async () => {
    await using api = await answering({ body: { ok: false, error: "invalid_blocks" } }, { body: { ok: false } });
    await expect(slackViews(api.clients).publishHome("U0ADMIN", HOME)).rejects.toMatchObject({
      name: "slack_invalid_blocks",
    });
    expect(api.calls[0]?.args).not.toHaveProperty("hash");
    await expect(slackViews(api.clients).publishHome("U0ADMIN", HOME)).rejects.toMatchObject({
      name: "SlackUnavailable",
    });
  });

  test("tells one person something in a thread", async () => {
    await using api = await answering();
    const whisper = { channel: "C0APPROVALS", thread_ts: "1.1", user: "U0ADMIN", text: "Only you see this." };
    await slackViews(api.clients).whisper(whisper);
    expect(api.calls).toMatchObject([{ method: "chat.postEphemeral", args: whisper }]);
  });

  test.each<[string, Answer]>([
    ["refuses", { body: { ok: false, error: "expired_trigger_id" } }],
    ["does not answer", "never"],
  ])("says so when Slack %s, after one try", async (_, answer) => {
    await using api = await answering(answer);
    await expect(slackViews(api.clients).open("1.2.3", MODAL)).rejects.toMatchObject({ name: "SlackUnavailable" });
    expect(api.calls.length).toBeLessThanOrEqual(1); // none, where the client gave up before its request arrived
  });
});

const said = (text: string): KnownBlock => ({ type: "section", text: { type: "mrkdwn", text } });

test("a notice says something, and can only be closed", () => {
  expect(notice("Not possible", "It has ended.")).toEqual({
    type: "modal",
    title: { type: "plain_text", text: "Not possible" },
    close: { type: "plain_text", text: "Close" },
    blocks: [said("It has ended.")],
  });
  const divider: KnownBlock = { type: "divider" };
  expect(notice("Not possible", { text: "It has ended.", blocks: [divider] }).blocks).toEqual([divider]);
});

describe("a form that is shown again", () => {
  const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: true });
  const input = (block_id: string, action_id: string) => ({
    type: "input" as const,
    block_id,
    label: plain(block_id),
    element: { type: "plain_text_input" as const, action_id },
  });
  const typed = (value: string | null) => ({ type: "plain_text_input", value });
  const form = {
    callback_id: "reject",
    private_metadata: "{}",
    title: plain("Reject"),
    submit: plain("Reject"),
    close: plain("Back"),
    blocks: [said("About Ada"), input("reason", "typed"), input("note", "typed"), input("other", "typed")],
    state: { values: { reason: { typed: typed("No desk") }, note: { typed: typed(null) } } },
  } as SubmittedForm;

  test("has the answer above its inputs, and in them what was typed", () => {
    const { state: _, blocks, ...kept } = form;
    const [about, reason, note, other] = blocks;
    expect(formAgain(form, "Try again.")).toEqual({
      type: "modal",
      ...kept,
      blocks: [
        { ...said("Try again."), block_id: "notice-0" },
        about,
        { ...reason, element: { type: "plain_text_input", action_id: "typed", initial_value: "No desk" } },
        { ...note, element: { type: "plain_text_input", action_id: "typed", initial_value: undefined } },
        { ...other, element: { type: "plain_text_input", action_id: "typed", initial_value: undefined } },
      ],
    });
  });

  test("keeps what was chosen", () => {
    const choice = {
      type: "input",
      block_id: "language",
      label: { type: "plain_text", text: "Language" },
      element: { type: "static_select", action_id: "chosen", options: [] },
    };
    const german = { text: { type: "plain_text", text: "German" }, value: "de" };
    const chosen = (selected_option?: unknown) => {
      const values = { language: { chosen: { type: "static_select", selected_option } } };
      const { blocks } = formAgain({ ...form, blocks: [choice], state: { values } } as unknown as SubmittedForm, "No.");
      return blocks[1];
    };
    expect(chosen(german)).toEqual({ ...choice, element: { ...choice.element, initial_option: german } });
    expect(chosen(null)).toEqual({ ...choice, element: { ...choice.element, initial_option: undefined } });
  });

  test("has the latest answer only", () => {
    const first = formAgain(form, { text: "", blocks: [said("One."), said("Two.")] });
    expect(first.blocks.slice(0, 2).map(({ block_id }) => block_id)).toEqual(["notice-0", "notice-1"]);
    const second = formAgain({ ...form, blocks: first.blocks }, "Three.");
    expect(second.blocks).toEqual(formAgain(form, "Three.").blocks);
  });

  test("has no button that it did not have", () => {
    const bare = { ...form, submit: null, close: null } as SubmittedForm;
    expect(Object.keys(formAgain(bare, "Try again.")).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "blocks",
      "callback_id",
      "private_metadata",
      "title",
      "type",
    ]);
  });
});
