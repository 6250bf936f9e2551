import type { ModalView } from "@slack/types";
import { expect, test } from "vitest";
import { running } from "../running.ts";
import { FORM, plain, section, select } from "../samples.ts";

/** An admin with the form open. */
async function formOpen(form: ModalView = FORM) {
  const all = await running();
  await all.slack.command({ user: "U0ADMIN", text: "" });
  await all.web.views.open({ trigger_id: all.app.received[0]?.form["trigger_id"] ?? "", view: form });
  all.app.received.length = 0;
  return all;
}

const VALUES = { email: "ada@example.com", note: "" };

test("a submission arrives as Slack's view_submission, and an empty answer closes the modal", async () => {
  const { slack, app } = await formOpen();
  expect(await slack.submit({ user: "U0ADMIN", values: VALUES })).toMatchObject({ status: 200, errors: {} });
  expect(app.received[0]?.payload).toMatchObject({
    type: "view_submission",
    team: { id: "T0LOCAL", domain: "local" },
    user: { id: "U0ADMIN", username: "ada", team_id: "T0LOCAL" },
    api_app_id: "A0LOCAL",
    trigger_id: expect.any(String),
    view: {
      type: "modal",
      callback_id: "start",
      private_metadata: "C0APPROVALS",
      app_installed_team_id: "T0LOCAL",
      state: {
        values: {
          email: { value: { type: "email_text_input", value: "ada@example.com" } },
          note: { value: { type: "plain_text_input", value: null } },
        },
      },
    },
  });
  expect(slack.modal("U0ADMIN")).toBeUndefined();
});

test.each([
  ["a required field left empty", { email: "  " }, { email: "Please complete this required field." }],
  ["what is no address", { email: "ada" }, { email: "Please enter a valid email address." }],
  ["a text too long", { ...VALUES, note: "x".repeat(21) }, { note: "Please enter at most 20 characters." }],
])("Slack itself stops %s, and keeps what was typed", async (_, values, errors) => {
  const { slack, app } = await formOpen();
  expect(await slack.submit({ user: "U0ADMIN", values })).toEqual({ sent: false, errors });
  expect(app.received).toEqual([]);
  expect(slack.modal("U0ADMIN")).toMatchObject({ errors, typed: values });
});

test.each([
  ["as it was at first", VALUES, "en"],
  ["as it was chosen", { ...VALUES, locale: "ja" }, "ja"],
])("a select's option arrives %s", async (_, values, value) => {
  const { slack, app } = await formOpen({ ...FORM, blocks: [...FORM.blocks, select()] });
  await slack.submit({ user: "U0ADMIN", values });
  const chosen = { type: "static_select", selected_option: { text: plain(`Choose ${value}`), value } };
  expect(app.received[0]?.payload).toMatchObject({ view: { state: { values: { locale: { value: chosen } } } } });
});

test("Slack itself stops a select in which nothing is chosen, unless it is optional", async () => {
  const required = await formOpen({ ...FORM, blocks: [...FORM.blocks, select({})] });
  const errors = { locale: "Please complete this required field." };
  expect(await required.slack.submit({ user: "U0ADMIN", values: VALUES })).toEqual({ sent: false, errors });

  const optional = await formOpen({ ...FORM, blocks: [...FORM.blocks, { ...select({}), optional: true }] });
  await optional.slack.submit({ user: "U0ADMIN", values: VALUES });
  const none = { type: "static_select", selected_option: null };
  expect(optional.app.received[0]?.payload).toMatchObject({ view: { state: { values: { locale: { value: none } } } } });
});

test("the app's errors are shown at their inputs, the modal stays, and what was typed is kept", async () => {
  const { slack, app } = await formOpen();
  const errors = { email: "This address is in use." };
  app.reply = () => ({ body: JSON.stringify({ response_action: "errors", errors }) });
  expect(await slack.submit({ user: "U0ADMIN", values: VALUES })).toMatchObject({ errors, problem: undefined });
  expect(slack.modal("U0ADMIN")).toMatchObject({ errors, typed: VALUES });
});

test("the app's answer can put another modal in its place, or clear all", async () => {
  const { slack, app } = await formOpen();
  const view = { type: "modal", title: plain("Done"), blocks: [section("Started.")] };
  app.reply = () => ({ body: JSON.stringify({ response_action: "update", view }) });
  await slack.submit({ user: "U0ADMIN", values: VALUES });
  expect(slack.modal("U0ADMIN")).toMatchObject({ view: { title: plain("Done") } });
  app.reply = () => ({ body: JSON.stringify({ response_action: "clear" }) });
  await slack.submit({ user: "U0ADMIN", values: {} });
  expect(slack.modal("U0ADMIN")).toBeUndefined();
});

test.each([
  ["no 200", { status: 500 }, "HTTP status 500"],
  ["text", { body: "thanks" }, "nothing that Slack understands"],
  [
    "errors at inputs that aren't there",
    { body: JSON.stringify({ response_action: "errors", errors: { age: "x" } }) },
    "an input that the modal doesn't have",
  ],
  [
    "a modal beyond the limits",
    { body: JSON.stringify({ response_action: "update", view: { ...FORM, title: plain("") } }) },
    "a modal that Slack refuses",
  ],
])("an answer of %s is trouble, and leaves the modal open", async (_, reply, trouble) => {
  const { slack, app } = await formOpen();
  app.reply = () => reply;
  expect(await slack.submit({ user: "U0ADMIN", values: VALUES })).toMatchObject({
    problem: expect.stringContaining(trouble),
  });
  expect(slack.modal("U0ADMIN")).toMatchObject({ view: { title: FORM.title } });
});

test("cancelling closes the modal; the app hears of it only where it asked to", async () => {
  const quiet = await formOpen();
  await quiet.slack.cancel({ user: "U0ADMIN" });
  expect(quiet.slack.modal("U0ADMIN")).toBeUndefined();
  expect(quiet.app.received).toEqual([]);

  const told = await formOpen({ ...FORM, notify_on_close: true });
  await told.slack.cancel({ user: "U0ADMIN" });
  expect(told.app.received[0]?.payload).toMatchObject({
    type: "view_closed",
    is_cleared: false,
    view: { callback_id: "start" },
  });
  expect(told.app.received[0]?.payload).not.toHaveProperty("trigger_id");
  await expect(told.slack.submit({ user: "U0ADMIN", values: VALUES })).rejects.toThrow("This modal is no longer open.");
});
