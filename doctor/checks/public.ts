import { createHmac, randomUUID } from "node:crypto";
import { Ailment, type Check, reason } from "../check.ts";

const LOGS = "The function's log says why: docs/operations.md has the command.";

/** Asks as Slack does when a request URL is entered: signed, and answered with the challenge. */
export const slackUrl: Check = {
  name: "Slack's request URL",
  needs: ["Slack's secret"],
  async look({ fetch: ask, now }, { outputs, slack }) {
    const url = outputs["SlackRequestUrl"] ?? "";
    const challenge = randomUUID();
    const body = JSON.stringify({ type: "url_verification", challenge });
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const signature = createHmac("sha256", slack.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    const answer = await reach(ask, url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${signature}`,
      },
      body,
    });
    if (answer.status === 401) {
      throw new Ailment(
        "It refuses a request that is signed with the secret's signing secret.",
        "A secret that was filled in a moment ago is taken up within seconds: look again. If it stays so, check this machine's clock.",
      );
    }
    const text = await answer.text();
    if (answer.status !== 200 || !text.includes(challenge)) {
      throw new Ailment(`It answers with status ${answer.status}.`, LOGS);
    }
    return `answers a signed request at ${url}`;
  },
};

export const page: Check = {
  name: "verification page",
  needs: ["stack"],
  async look({ fetch: ask }, { outputs }) {
    const url = outputs["VerificationUrl"] ?? "";
    const answer = await reach(ask, url, {});
    const text = await answer.text();
    if (answer.status !== 400 || !text.includes("This is not a valid link")) {
      throw new Ailment(`Without a token it answers with status ${answer.status}, and not as it should.`, LOGS);
    }
    return `is there, at ${url}`;
  },
};

async function reach(ask: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await ask(url, init);
  } catch (error) {
    throw new Ailment(`${url} cannot be reached. ${reason(error)}`, "Check this machine's network, then deploy again.");
  }
}
