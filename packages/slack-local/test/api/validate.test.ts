import { expect, test } from "vitest";
import { call, running } from "../running.ts";
import { CARD } from "../samples.ts";

const TITLE = { type: "plain_text", text: "My Modal" };
const MODAL = { type: "modal", title: TITLE, blocks: [] };

test("valid blocks, a message and a view pass", async () => {
  const { slack, web } = await running();
  expect(await web.blocks.validate({ blocks: CARD.blocks })).toMatchObject({ ok: true });
  expect(await web.blocks.validate({ message: { blocks: CARD.blocks } })).toMatchObject({ ok: true });
  expect(await call(slack, "blocks.validate", { view: MODAL })).toEqual({ ok: true });
});

// https://docs.slack.dev/reference/methods/blocks.validate
test("what is not valid is pointed at, as Slack documents it", async () => {
  const { slack } = await running();
  const section = { type: "section", text: { type: "invalid", text: "Hello" } };
  expect(await call(slack, "blocks.validate", { blocks: [section] })).toMatchObject({
    ok: false,
    error: "invalid_blocks",
    errors: [{ code: "failed_constraint", message: "unsupported type: invalid", pointer: "/0/text/type" }],
  });
  expect(await call(slack, "blocks.validate", { message: { blocks: [section] } })).toMatchObject({
    error: "invalid_message",
    errors: [{ pointer: "/blocks/0/text/type" }],
  });
  const long = { ...MODAL, title: { ...TITLE, text: "x".repeat(25) } };
  expect(await call(slack, "blocks.validate", { view: long })).toMatchObject({
    error: "invalid_view",
    errors: [{ message: "must be less than 25 characters", pointer: "/title/text" }],
  });
});

test.each<[string, object]>([
  ["nothing", {}],
  ["two at once", { blocks: CARD.blocks, view: MODAL }],
])("%s to validate is refused", async (_, args) => {
  const { slack } = await running();
  expect(await call(slack, "blocks.validate", args)).toMatchObject({
    error: "invalid_arguments",
    response_metadata: { messages: ["[ERROR] must provide exactly one of `blocks`, `view`, or `message`"] },
  });
});

test("each answer says which scopes the token has, and a method that needs another one is refused", async () => {
  const { slack, web } = await running();
  const { response_metadata } = await web.auth.test();
  expect(response_metadata?.scopes).toEqual(["chat:write", "commands", "im:write", "usergroups:read", "users:read"]);
  slack.grant(["chat:write"]);
  expect((await web.auth.test()).response_metadata?.scopes).toEqual(["chat:write"]);
  await expect(web.usergroups.users.list({ usergroup: "S0ADMINS" })).rejects.toThrow("missing_scope");
});
