import { describe, expect, test } from "vitest";
import {
  APPROVERS,
  approversIn,
  ESCALATION,
  escalationIn,
  isGroup,
  NOTIFY,
  notifiedIn,
  notifyByDefault,
  PEOPLE,
  peopleIn,
} from "../../src/domain/people.ts";

const numbered = (count: number, kind = "U") => Array.from({ length: count }, (_, n) => `${kind}0${100 + n}`);

describe("a list of people", () => {
  test.each([
    ["U012AB3CD", ["U012AB3CD"]],
    ["U012AB3CD,W012AB3CD, S012AB3CD", ["U012AB3CD", "W012AB3CD", "S012AB3CD"]],
    [" U01 \n S01 ,, ", ["U01", "S01"]],
  ])("%j holds %j", (list, ids) => {
    expect(peopleIn(list)).toEqual(ids);
  });

  test.each(["", " , ", "channel", "C012AB3CD", "U012AB3CD,ada@example.com", "u012ab3cd", "U012AB3CD;S012AB3CD"])(
    "%j is none",
    (list) => {
      expect(peopleIn(list)).toBeUndefined();
    },
  );

  test.each([
    ["S01", true],
    [`S${"0".repeat(20)}`, true],
    ["S0", false],
    [`S${"0".repeat(21)}`, false],
    ["xS01", false],
    ["S01x", false],
    ["S--", false],
    ["U01", false],
  ])("%s is a group's ID: %s", (id, is) => {
    expect(isGroup(id)).toBe(is);
  });
});

test.each([
  ["channel", "channel"],
  ["U01,S01", ["U01", "S01"]],
  ["Channel", undefined],
])("the approvers of %j are %j", (setting, approvers) => {
  expect(approversIn(setting)).toEqual(approvers);
});

describe("who is notified", () => {
  test.each([
    ["none", { mentions: [], messages: [] }],
    ["here", { mentions: ["here"], messages: [] }],
    ["U01, S01", { mentions: ["U01", "S01"], messages: [] }],
    ["dm U01, W01", { mentions: [], messages: ["U01", "W01"] }],
    ["dm  U01", { mentions: [], messages: ["U01"] }],
  ])("%j: %j", (setting, notified) => {
    expect(notifiedIn(setting)).toEqual(notified);
  });

  test.each(["", "everyone", "dm", "dm S01", "dm U01, S01", "U01 dm U02", "dmU01", "dm here", "dm U01\nU02"])(
    "%j: nobody",
    (setting) => {
      expect(notifiedIn(setting)).toBeUndefined();
    },
  );

  test.each([
    ["channel", "here"],
    ["U01,S01", "U01,S01"],
    [numbered(10).join(","), numbered(10).join(",")],
    [numbered(11).join(","), "here"],
    [[...numbered(11), "S01", "S02"].join(","), "S01,S02"],
  ])("without a setting, of the approvers %j: %j", (approvers, notified) => {
    expect(notifyByDefault(approvers)).toBe(notified);
  });
});

describe("an escalation", () => {
  test.each([
    ["C012AB3CD", { channel: "C012AB3CD" }],
    ["G01", { channel: "G01" }],
    ["U01, S01", { people: ["U01", "S01"] }],
  ])("to %j asks %j", (setting, escalation) => {
    expect(escalationIn(setting)).toEqual(escalation);
  });

  test.each(["", "#approvals", "xC012AB3CD", "C012AB3CDx", "C0", `C${"0".repeat(21)}`, "C--", "C01,U01"])(
    "to %j asks nobody",
    (setting) => {
      expect(escalationIn(setting)).toBeUndefined();
    },
  );
});

test("what each setting holds is said in words", () => {
  expect(PEOPLE).toBe("user IDs (U…, W…) and user-group IDs (S…), with commas in between");
  expect(APPROVERS).toBe(`"channel" for the members of the channel, or ${PEOPLE}`);
  expect(NOTIFY).toBe(`"none", "here" for the active members of the channel, ${PEOPLE}, or "dm" and user IDs`);
  expect(ESCALATION).toBe(`a channel's ID (C…, G…), or ${PEOPLE}`);
});
