import { expect, test } from "vitest";
import { running } from "../running.ts";
import { plain } from "../samples.ts";

const box = (value: string) => ({ text: plain(value), value });
const row = (id: string) => ({
  type: "actions" as const,
  block_id: id,
  elements: [{ type: "checkboxes" as const, action_id: "select", options: [box(`${id}-1`), box(`${id}-2`)] }],
});
const search = {
  type: "input" as const,
  block_id: "search",
  dispatch_action: true,
  label: plain("Search"),
  element: {
    type: "plain_text_input" as const,
    action_id: "find",
    dispatch_action_config: { trigger_actions_on: ["on_enter_pressed" as const] },
  },
};

async function home(...blocks: (typeof search | ReturnType<typeof row>)[]) {
  const { slack, web, app } = await running();
  const publish = async (shown: typeof blocks) =>
    (await web.views.publish({ user_id: "U0ADMIN", view: { type: "home", blocks: shown } })).view?.id ?? "";
  const viewId = await publish(blocks);
  const last = () => app.received.at(-1)?.payload;
  const use = (actionId: string, blockId: string, value: string) =>
    slack.press({ user: "U0ADMIN", viewId, actionId, blockId, value });
  return { use, last, publish };
}

test("what is typed into an input that dispatches arrives as its action's value", async () => {
  const { use, last } = await home(search);
  await use("find", "search", "ada");
  expect(last()).toMatchObject({
    type: "block_actions",
    actions: [{ type: "plain_text_input", action_id: "find", block_id: "search", value: "ada" }],
    view: { state: { values: { search: { find: { type: "plain_text_input", value: "ada" } } } } },
  });
});

test("each tick arrives, with all that is ticked in its block and in the view", async () => {
  const { use, last } = await home(row("a"), row("b"));
  await use("select", "a", "a-1");
  await use("select", "a", "a-2");
  await use("select", "a", "a-1");
  await use("select", "b", "b-2");
  expect(last()).toMatchObject({
    actions: [{ type: "checkboxes", selected_options: [box("b-2")] }],
    view: {
      state: {
        values: {
          a: { select: { selected_options: [box("a-2")] } },
          b: { select: { selected_options: [box("b-2")] } },
        },
      },
    },
  });
});

test("what was ticked stays with a block that the next view has too, and goes with any other", async () => {
  const { use, last, publish } = await home(row("a"), row("b"), search);
  await use("select", "a", "a-1");
  await use("select", "b", "b-1");
  await publish([row("b"), search]);
  await publish([row("a"), row("b"), search]);
  await use("find", "search", "");
  expect(last()).toMatchObject({
    actions: [{ value: null }],
    view: {
      state: { values: { a: { select: { selected_options: [] } }, b: { select: { selected_options: [box("b-1")] } } } },
    },
  });
});
