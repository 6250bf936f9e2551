import { describe, expect, test } from "vitest";
import { parseCommand } from "../../../src/slack/commands.ts";

describe("the text behind /onboard", () => {
  test.each(["", "   "])("asks for the form: %j", (text) => {
    expect(parseCommand(text)).toEqual({ kind: "open" });
  });

  test.each([
    "ada@example.com Ada Lovelace",
    "  ada@example.com \u00a0 Ada   Lovelace ",
    'ada@example.com "Ada Lovelace"',
    "ada@example.com “Ada Lovelace”",
    "“ada@example.com” „Ada Lovelace“",
    "<mailto:ada@example.com|ada@example.com> Ada Lovelace",
    "<mailto:ada@example.com> ‘Ada Lovelace’",
    "ada@example.com 'Ada Lovelace'",
    "ada@example.com «Ada Lovelace»",
    "ada@example.com ”Ada Lovelace”",
    "“ada@example.com Ada Lovelace”",
  ])("names an address and a person: %s", (text) => {
    expect(parseCommand(text)).toEqual({ kind: "start", email: "ada@example.com", name: "Ada Lovelace" });
  });

  test.each([
    ["a@b.example Sinéad O’Connor", "Sinéad O’Connor"],
    ["a@b.example R&amp;D &lt;!channel&gt;", "R&D <!channel>"],
    ["a@b.example 李小龍", "李小龍"],
    ["a@b.example 't Hooft", "'t Hooft"],
    ["a@b.example Gogol'", "Gogol'"],
    ["a@b.example ‘Iolani", "‘Iolani"],
    ['a@b.example Ada Lovelace "Countess"', 'Ada Lovelace "Countess"'],
    ['a@b.example "Ada" and "Grace"', '"Ada" and "Grace"'],
  ])("keeps a name as it is: %s", (text, name) => {
    expect(parseCommand(text)).toEqual({ kind: "start", email: "a@b.example", name });
  });

  test("reads quotes around a name with an apostrophe", () => {
    expect(parseCommand("a@b.example 'Pat O'Brien'")).toMatchObject({ name: "Pat O'Brien" });
  });

  test.each([
    ["o'brien@example.com Pat O'Brien", "o'brien@example.com"],
    ["o’brien@example.com Pat O’Brien", "o'brien@example.com"],
    ["j&amp;k@example.com J & K", "j&k@example.com"],
    ["<mailto:j&amp;k@example.com|j&amp;k@example.com> J & K", "j&k@example.com"],
    ["<mailto:x%2Fy@example.com|x/y@example.com> X", "x/y@example.com"],
    ["x@<http://müller.example|müller.example> X", "x@müller.example"],
  ])("keeps an address as it was typed: %s", (text, email) => {
    expect(parseCommand(text)).toMatchObject({ kind: "start", email });
  });

  test("leaves it to the domain to refuse what is missing", () => {
    expect(parseCommand("ada@example.com")).toEqual({ kind: "start", email: "ada@example.com", name: "" });
  });

  test.each(["list", " LIST "])("asks for the pending: %j", (text) => {
    expect(parseCommand(text)).toEqual({ kind: "list" });
  });

  test.each(["status", "STATUS "])("asks for one's own requests: %j", (text) => {
    expect(parseCommand(text)).toEqual({ kind: "own" });
  });

  test.each([
    ["status ada@example.com", { kind: "status", email: "ada@example.com" }],
    ["Status <mailto:ada@example.com|ada@example.com>", { kind: "status", email: "ada@example.com" }],
    ["cancel “ada@example.com”", { kind: "cancel", email: "ada@example.com" }],
    ["cancel ada", { kind: "cancel", email: "ada" }],
    ["nudge <mailto:ada@example.com|ada@example.com>", { kind: "nudge", who: "ada@example.com" }],
    ["RESEND u-ada", { kind: "resend", who: "u-ada" }],
  ])("asks about one address: %s", (text, asked) => {
    expect(parseCommand(text)).toEqual(asked);
  });

  test.each(["help", " HELP "])("asks for help: %j", (text) => {
    expect(parseCommand(text)).toEqual({ kind: "help" });
  });

  test.each([
    "list all",
    "help me",
    "cancel",
    "nudge",
    "status ada@example.com Ada",
    "Ada Lovelace",
    "Ada Lovelace ada@example.com",
    '""" x',
    `ada@example.com ${"x".repeat(1_500)}`,
  ])("is unclear: %s", (text) => {
    expect(parseCommand(text)).toEqual({ kind: "unclear" });
  });
});
