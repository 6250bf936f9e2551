import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { whyIgnored } from "./ignored.ts";
import { listed, PAGE, scoreOf } from "./page.ts";
import { isTimeout } from "./report.ts";
import { SURVIVORS } from "./survivors.ts";

const string = (value: string) => ({ type: "StringLiteral", value });
const template = (texts: string[], expressions: { type: string }[]) => ({
  type: "TemplateLiteral",
  quasis: texts.map((cooked) => ({ value: { cooked } })),
  expressions,
});

test.each([
  string("The call to SES failed."),
  template(["Neither the email (", ") nor the Slack card (", ") could be delivered."], [{ type: "Identifier" }]),
])("wording is not broken: a sentence from a capital letter to a full stop (%#)", (node) => {
  expect(whyIgnored(node)).toContain("wording");
});

test("what cdk-nag checks at each synthesis is not broken", () => {
  const call = { type: "CallExpression", callee: { name: "acknowledge" } };
  const own = { type: "CallExpression", callee: { property: { name: "acknowledgeExecutions" } } };
  for (const node of [call, own, { type: "ExpressionStatement", expression: call }]) {
    expect(whyIgnored(node)).toContain("cdk-nag");
  }
  expect(whyIgnored({ type: "CallExpression", callee: { name: "allow" } })).toBeUndefined();
});

test.each([
  string("OnboardingSuperseded"),
  string("AccessDenied."),
  string("SET #reserved = #reserved + :span"),
  string("onboarding started"),
  template(["The call to ", " failed."], [{ type: "ConditionalExpression" }]),
  template(["email#", ""], [{ type: "CallExpression" }]),
])("names, keys, expressions and what is computed are broken (%#)", (node) => {
  expect(whyIgnored(node)).toBeUndefined();
});

test("the score leaves out nothing", () => {
  const mutant = { file: "", source: "", start: 0, end: 0, code: "", becomes: "", reason: "" };
  const mutants = ["Killed", "Timeout", "Survived", "NoCoverage"].map((status) => ({ ...mutant, status }));
  expect(scoreOf(mutants)).toBe(50);
});

test.each([
  ["Killed", "Test timed out in 10000ms.", true],
  ["Timeout", "", true],
  ["Killed", "expected 'timed out' to be 'sent'", false],
])("what only a time limit noticed is counted apart: %s, %j", (status, reason, expected) => {
  expect(isTimeout({ status, reason })).toBe(expected);
});

test("the page lists the survivors, each is still in its file, and has a reason", () => {
  expect(readFileSync(PAGE, "utf8")).toContain(listed(SURVIVORS));
  for (const { file, code, why } of SURVIVORS) {
    expect(readFileSync(file, "utf8")).toContain(code);
    expect(why).toMatch(/^[^ ].*\.$/u);
  }
});
