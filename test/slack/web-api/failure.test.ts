import { WebAPIPlatformError } from "@slack/web-api";
import { describe, expect, test } from "vitest";
import { slackFailure } from "../../../src/slack/web-api.ts";
import { PermanentFailure } from "../../../src/domain/failures.ts";

// What Slack documents for the methods that the workflow calls, as another project collects it from Slack's pages.
import documented from "./errors.json" with { type: "json" };

const failureOf = (error: string) => slackFailure(new WebAPIPlatformError({ ok: false, error }));

const PASSES = [
  "external_channel_migrating",
  "fatal_error",
  "internal_error",
  "message_limit_exceeded",
  "org_login_required",
  "rate_limited",
  "ratelimited",
  "request_timeout",
  "service_unavailable",
  "streaming_state_conflict",
  "team_added_to_org",
  "update_failed",
];

describe.each(Object.entries(documented.methods))("an error that Slack documents for %s", (_method, codes) => {
  test.each(codes.filter((code) => !PASSES.includes(code)))("%s is permanent at once", (code) => {
    expect(failureOf(code)).toBeInstanceOf(PermanentFailure);
    expect(failureOf(code).name).toBe(`slack_${code}`);
  });
});

test.each(PASSES)("%s passes, and is worth a retry", (code) => {
  expect(failureOf(code)).not.toBeInstanceOf(PermanentFailure);
});

test.each([
  "invalid_auth", // what these three methods have in common with all others is not listed with each of them
  "invalid_arguments",
  "user_not_found",
  "thread_not_found",
  "team_access_not_granted",
  "restricted_action_of_a_new_kind",
])("%s is permanent, too", (code) => {
  expect(failureOf(code)).toBeInstanceOf(PermanentFailure);
});

test.each(["out_of_coffee", "service_not_ready", "quota_exceeded_for_now", "soon_deprecated_method"])(
  "a code that nobody knows is worth a retry: %s",
  (code) => {
    expect(failureOf(code)).not.toBeInstanceOf(PermanentFailure);
  },
);
