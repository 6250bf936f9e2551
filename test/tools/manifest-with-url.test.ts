import { describe, expect, test } from "vitest";
import { withUrl } from "../../tools/manifest-with-url.ts";

const MANIFEST = "url: https://example.com/slack/events\nrequest_url: https://example.com/slack/events # twice\n";

describe("the manifest with an address", () => {
  test.each([
    ["https://onboarding.example.com", "https://onboarding.example.com/slack/events"],
    [
      "https://abc.execute-api.eu-central-1.amazonaws.com/",
      "https://abc.execute-api.eu-central-1.amazonaws.com/slack/events",
    ],
    ["https://onboarding.example.com:8443/slack/events", "https://onboarding.example.com:8443/slack/events"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000/slack/events"],
    ["http://localhost:3000/slack/events", "http://localhost:3000/slack/events"],
    ["http://[::1]:3000", "http://[::1]:3000/slack/events"],
  ])("%s is filled in everywhere", (url, filled) => {
    expect(withUrl(MANIFEST, url)).toEqual({ manifest: `url: ${filled}\nrequest_url: ${filled} # twice\n` });
  });

  test.each([
    [undefined, "npm run manifest -- --url https://"],
    ["", "is not valid"],
    ["onboarding.example.com", "is not valid"],
    ["http://onboarding.example.com", "https:// addresses only"],
    ["http://127.0.0.1.example.com", "https:// addresses only"],
    ["http://localhost.example.com", "https:// addresses only"],
    ["ftp://127.0.0.1", "https:// addresses only"],
    ["https://onboarding.example.com/verify", "listens at /slack/events"],
    ["https://onboarding.example.com/prod/slack/events", "listens at /slack/events"],
    ["https://onboarding.example.com/slack/events?x=1", "listens at /slack/events"],
    ["https://onboarding.example.com/#top", "listens at /slack/events"],
    ["https://user:secret@onboarding.example.com", "listens at /slack/events"],
  ])("%s is refused in one sentence", (url, why) => {
    const answer = withUrl(MANIFEST, url);
    expect(answer).toEqual({ refusal: expect.stringContaining(why) });
    expect("refusal" in answer && answer.refusal).not.toContain("\n");
  });
});
