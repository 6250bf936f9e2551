import { expect, test } from "vitest";
import { profileItem, toLock, toUser } from "../../../src/aws/dynamo/table.ts";
import { pendingUser } from "../../../testkit/fakes.ts";

test("only a pending profile is on the list of the pending", () => {
  expect(profileItem(pendingUser())).toMatchObject({ pending: "1" });
  expect(profileItem(pendingUser({ status: "EXPIRED" }))["pending"]).toBeUndefined();
});

test("an item that is no profile is refused by the names of what is at fault, and nothing of it is repeated", () => {
  const item = { ...profileItem(pendingUser()), status: "ada@example.com", email: undefined };
  const message = "An item in the profile table is damaged: status, email.";
  expect(() => toUser(item)).toThrow(expect.objectContaining({ message }));
});

test("an item that is no lock is refused likewise", () => {
  expect(() => toLock({ owner: "u-ada", execution: "arn" })).toThrow("is damaged: claimed_until.");
});
