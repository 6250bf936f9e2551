import { expect, test } from "vitest";
import { running } from "../running.ts";
import { FORM, plain, section } from "../samples.ts";

/** A command by an admin, which comes with a trigger; gives the trigger and a way to let time pass. */
async function triggered() {
  let time = Date.parse("2026-11-24T09:00:00Z");
  const { slack, web, app } = await running({ now: () => new Date(time) });
  await slack.command({ user: "U0ADMIN", text: "" });
  const trigger_id = app.received[0]?.form["trigger_id"] ?? "";
  return { slack, web, trigger_id, pass: (milliseconds: number) => void (time += milliseconds) };
}

test("a trigger opens one modal, for the person who triggered it", async () => {
  const { slack, web, trigger_id } = await triggered();
  const { view } = await web.views.open({ trigger_id, view: FORM });
  expect(view).toMatchObject({
    callback_id: "start",
    private_metadata: "C0APPROVALS",
    team_id: "T0LOCAL",
    state: { values: {} },
  });
  expect(slack.modal("U0ADMIN")).toMatchObject({ id: view?.id });
  expect(slack.modal("U0SECOND")).toBeUndefined();
  await expect(web.views.open({ trigger_id, view: FORM })).rejects.toThrow("exchanged_trigger_id");
});

test("a trigger lives 3 s", async () => {
  const { slack, web, trigger_id, pass } = await triggered();
  pass(3001);
  await expect(web.views.open({ trigger_id, view: FORM })).rejects.toThrow("expired_trigger_id");
  await expect(web.views.open({ trigger_id: "made-up", view: FORM })).rejects.toThrow("invalid_trigger_id");
  expect(slack.modal("U0ADMIN")).toBeUndefined();
});

test("a modal beyond Slack's limits is refused with a pointer to the fault, and the trigger is not used up", async () => {
  const { web, trigger_id } = await triggered();
  const view = { ...FORM, title: plain("x".repeat(25)) };
  await expect(web.views.open({ trigger_id, view })).rejects.toMatchObject({
    data: {
      error: "invalid_arguments",
      response_metadata: { messages: ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"] },
    },
  });
  await expect(web.views.open({ trigger_id, view: FORM })).resolves.toMatchObject({ ok: true });
});

test("views.update replaces an open modal under its ID, unless it has changed since", async () => {
  const { slack, web, trigger_id } = await triggered();
  const { view } = await web.views.open({ trigger_id, view: FORM });
  const view_id = view?.id ?? "";
  const done = { type: "modal" as const, title: plain("Done"), blocks: [section("Started.")] };
  await web.views.update({ view_id, hash: view?.hash ?? "", view: done });
  expect(slack.modal("U0ADMIN")).toMatchObject({ id: view_id, view: { title: plain("Done") } });
  await expect(web.views.update({ view_id, hash: view?.hash ?? "", view: FORM })).rejects.toThrow("hash_conflict");
  await expect(web.views.update({ view_id: "V0NONE", view: FORM })).rejects.toThrow("not_found");
});

test("views.publish shows a home tab to one person", async () => {
  const { slack, web } = await running();
  await web.views.publish({ user_id: "U0ADMIN", view: { type: "home", blocks: [section("Nobody waits.")] } });
  expect(slack.home("U0ADMIN")).toMatchObject({ view: { blocks: [section("Nobody waits.")] } });
  expect(slack.home("U0SECOND")).toBeUndefined();
  await expect(web.views.publish({ user_id: "U0ADMIN", view: FORM })).rejects.toThrow("invalid_arguments");
});
