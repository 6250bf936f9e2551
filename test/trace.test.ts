import { expect, test } from "vitest";
import { LIMIT, tracedRequests } from "../bench/trace/requests.ts";
import { fromBundle } from "../testkit/functions.ts";

test(`a press, a command and the page's POST each run through at most ${LIMIT} files of src/`, async () => {
  const traced = await tracedRequests(fromBundle);
  expect(traced.map(({ files }) => files.includes("domain/deadline.ts"))).toEqual([true, true, true]);
  expect(traced.filter(({ files }) => files.length > LIMIT)).toEqual([]);
});
