import { expect, test } from "vitest";
import { PermanentFailure } from "../../../src/domain/failures.ts";
import { slackCredentials } from "../../../src/slack/credentials.ts";
import { everythingOf, failureOf } from "../../../testkit/aws/aws-api.ts";

const from = async (text: string) => slackCredentials(text);
const SIGNING_SECRET = "0123456789abcdef0123456789abcdef";

const TOKEN_AT_FAULT = 'bot_token must be the app\'s "Bot User OAuth Token", which begins with xoxb-';
const SECRET_AT_FAULT = 'signing_secret must be the "Signing Secret" of the app\'s "Basic Information"';

test("Slack's secrets come out of one JSON object", async () => {
  const text = `{"bot_token":"xoxb-1-2-a","signing_secret":"${SIGNING_SECRET}","other":1}`;
  expect(await from(text)).toEqual({ botToken: "xoxb-1-2-a", signingSecret: SIGNING_SECRET });
});

test.each([
  ["no JSON", "s3cret-and-private"],
  ["no object", '["s3cret-and-private"]'],
])("as %s they are refused with what they should be", async (_, text) => {
  const error = await failureOf(from(text));
  expect(error).toMatchObject({ name: "SecretNotFilledIn" });
  expect(error.message).toContain('must be JSON like {"bot_token": "xoxb-…", "signing_secret": "…"}');
  expect(everythingOf(error)).not.toContain("s3cret");
});

test.each([
  ["xoxp-s3cret", "s3cret", `${TOKEN_AT_FAULT}; ${SECRET_AT_FAULT}`],
  ["s3cret-xoxb-1", SIGNING_SECRET, TOKEN_AT_FAULT],
  ["xoxb-s3cret ", SIGNING_SECRET, TOKEN_AT_FAULT],
  ["xoxb-1", ` s3cret${SIGNING_SECRET}`, SECRET_AT_FAULT],
  ["xoxb-1", `s3cret${SIGNING_SECRET}\n`, SECRET_AT_FAULT],
  ["xoxb-1", 's3cret"', SECRET_AT_FAULT],
])(
  "what is no secret of Slack's is refused, with every fault named and no value repeated (%#)",
  async (bot, signing, faults) => {
    const error = await failureOf(from(JSON.stringify({ bot_token: bot, signing_secret: signing })));
    expect(error).toBeInstanceOf(PermanentFailure);
    expect(error).toMatchObject({ name: "SecretNotFilledIn", message: `Slack's secret is not usable: ${faults}.` });
    expect(everythingOf(error)).not.toContain("s3cret");
  },
);

test("numbers in place of texts are refused by name", async () => {
  expect((await failureOf(from('{"bot_token":1,"signing_secret":2}'))).message).toBe(
    `Slack's secret is not usable: ${TOKEN_AT_FAULT}; ${SECRET_AT_FAULT}.`,
  );
});
