import { afterAll, beforeAll, expect, test } from "vitest";
import type { Instruments, Known } from "../../../tools/doctor/check.ts";
import { scopes as check } from "../../../tools/doctor/checks/slack.ts";
import { WORKSPACE } from "../../../local/workspace.ts";
import { patient, told } from "./examined.ts";

const SCOPES = WORKSPACE.app.scopes;

let deployment: Awaited<ReturnType<typeof patient>>;
beforeAll(async () => {
  deployment = await patient();
});
afterAll(() => deployment.close());

const without = (scope: string) => SCOPES.filter((each) => each !== scope);

test.each([
  [without("chat:write"), "Slack's scopes: The app lacks chat:write.", "Reinstall the app"],
  [without("usergroups:read"), "Slack's scopes: The app lacks usergroups:read.", "Reinstall the app"],
  [[...SCOPES, "files:read"], "Slack's scopes: The app has more than it needs: files:read.", "Remove them"],
])("an app that was granted %s: is found, with what to do", async (scopes, says, fix) => {
  deployment.stack.slack.grant(scopes);
  const found = told((await deployment.examined()).findings);
  expect(found).toEqual([expect.stringContaining(says)]);
  expect(found.join("")).toContain(fix);
});

test("scopes that the settings and the workspace do not need are not missed", async () => {
  deployment.stack.slack.grant(["chat:write", "commands"]);
  expect(told((await deployment.examined((it) => (it.stack.outputs["Approvers"] = "channel"))).findings)).toEqual([]);
});

test("on Enterprise Grid the app also needs users:read", () => {
  const known = { scopes: without("users:read"), outputs: {}, isOnGrid: true } as unknown as Known;
  expect(() => check.look({} as Instruments, known)).toThrow("The app lacks users:read.");
});
