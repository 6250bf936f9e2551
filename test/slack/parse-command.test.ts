import { describe, expect, test } from "vitest";
import { parseCommand } from "../../src/slack/parse-command.ts";

describe("the text behind /onboard", () => {
  test.each(["", "   ", "help", " HELP "])("asks for help: %j", (text) => {
    expect(parseCommand(text)).toEqual({ kind: "help" });
  });

  test.each([
    "ada@example.com Ada Lovelace",
    "  ada@example.com \u00a0 Ada   Lovelace ",
    'ada@example.com "Ada Lovelace"',
    "ada@example.com “Ada Lovelace”",
    "“ada@example.com” „Ada Lovelace“",
    "<mailto:ada@example.com|ada@example.com> Ada Lovelace",
    "<mailto:ada@example.com> ‘Ada Lovelace’",
  ])("names an address and a person: %s", (text) => {
    expect(parseCommand(text)).toEqual({ kind: "start", email: "ada@example.com", name: "Ada Lovelace" });
  });

  test.each([
    ["a@b.example Sinéad O’Connor", "Sinéad O’Connor"],
    ["a@b.example R&amp;D &lt;!channel&gt;", "R&D <!channel>"],
    ["a@b.example 李小龍", "李小龍"],
  ])("keeps a name as it is: %s", (text, name) => {
    expect(parseCommand(text)).toEqual({ kind: "start", email: "a@b.example", name });
  });

  test("leaves it to the domain to refuse what is missing", () => {
    expect(parseCommand("ada@example.com")).toEqual({ kind: "start", email: "ada@example.com", name: "" });
  });
});
