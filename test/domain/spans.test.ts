import { expect, test } from "vitest";
import { REMINDERS, remindersIn } from "../../src/domain/spans.ts";

test.each([
  ["never", []],
  ["1", [1]],
  ["14400,72000", [14_400, 72_000]],
  ["1,2,99999999", [1, 2, 99_999_999]],
])("reminders %j come after %j seconds", (setting, seconds) => {
  expect(remindersIn(setting)).toEqual(seconds);
});

test.each(["", "Never", "0", "-1", "01", "1e3", "x1", "1x", "100000000", "1,", ",1", "2,1", "1,1", "1,2,2", "3,1,2"])(
  "reminders %j make no sense",
  (setting) => {
    expect(remindersIn(setting)).toBeUndefined();
  },
);

test("what the setting holds is said in words", () => {
  expect(REMINDERS).toBe('"never", or seconds after the card, the earliest first, with commas in between');
});
