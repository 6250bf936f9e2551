import { createHmac, randomUUID } from "node:crypto";
import { type Check, Problem, reason } from "../check.ts";

const LOGS = "Read the function's log: docs/operations.md has the command.";

/** Asks as Slack does when a request URL is entered: signed, and answered with the challenge. */
export const slackUrl: Check = {
  name: "request URL",
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
      throw new Problem(
        "It refuses a request that is signed with the secret's signing secret.",
        "A new secret is read within seconds: run this again. If it stays so, check this machine's clock.",
      );
    }
    const text = await answer.text();
    if (answer.status !== 200 || !text.includes(challenge)) {
      throw new Problem(`It answers with status ${answer.status}.`, LOGS);
    }
    return `${url} answers a signed request`;
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
      throw new Problem(`Without a token it answers with status ${answer.status}, and not as it should.`, LOGS);
    }
    return `${url} answers`;
  },
};

async function reach(ask: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await ask(url, init);
  } catch (error) {
    throw new Problem(`${url} cannot be reached. ${reason(error)}`, "Check this machine's network, then deploy again.");
  }
}
