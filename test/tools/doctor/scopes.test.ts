import { afterAll, beforeAll, expect, test } from "vitest";
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
  [without("users:read"), "Slack's scopes: The app lacks users:read.", "Reinstall the app"],
  [[...SCOPES, "files:read"], "Slack's scopes: The app has more than it needs: files:read.", "Remove them"],
])("an app that was granted %s: is found, with what to do", async (scopes, says, fix) => {
  deployment.stack.slack.grant(scopes);
  const found = told((await deployment.examined()).findings);
  expect(found).toEqual([expect.stringContaining(says)]);
  expect(found.join("")).toContain(fix);
});

test("a scope that the settings do not need is not missed", async () => {
  deployment.stack.slack.grant(["chat:write", "commands", "users:read", "channels:read", "groups:read"]);
  expect(told((await deployment.examined((it) => (it.stack.outputs["Approvers"] = "channel"))).findings)).toEqual([]);
});
