import { expect, test } from "vitest";
import { ada, onboarding, profileTable, userOf } from "../../../testkit/aws/profile-table.ts";

const at = "2026-11-24T09:05:00.000Z";
const mail = { state: "bounced", reason: "no such mailbox", at } as const;
const letters = { resends: 1, resentAt: at, nudgedAt: at, nudgedBy: "U0ADMIN" };

test("what letters come to stands in the profile together with the next letterbox", async () => {
  await using table = await profileTable();
  const user = userOf(await table.users.create(ada, onboarding("1")));
  expect(await table.users.recordLetters(user, { letters, mail, letterbox: "next" })).toBe(true);
  expect(await table.users.find("u-ada")).toEqual({ ...user, letters, mail, letterbox: "next" });
});

test("what is undefined is no longer there: a bounce of the former email, a letterbox that is not opened again", async () => {
  await using table = await profileTable();
  const user = userOf(await table.users.create(ada, onboarding("1")));
  await table.users.recordLetters(user, { letters, mail, letterbox: "next" });
  await table.users.recordLetters(user, { letters, mail: undefined, letterbox: undefined });
  const { letterbox, ...left } = user;
  expect(letterbox).toBeDefined();
  expect(await table.users.find("u-ada")).toEqual({ ...left, letters });
});

test("a profile that has ended, or is another onboarding's by now, stays as it is", async () => {
  await using table = await profileTable();
  const user = userOf(await table.users.create(ada, onboarding("1")));
  const ended = await table.users.close(user, { status: "EXPIRED" });
  expect(await table.users.recordLetters(user, { letters, mail, letterbox: "next" })).toBe(false);
  expect(await table.users.find("u-ada")).toEqual(ended);

  const other = userOf(await table.users.create(ada, onboarding("2")));
  expect(await table.users.recordLetters(user, { letters, mail, letterbox: "next" })).toBe(false);
  expect(await table.users.find("u-ada")).toEqual(other);
});
