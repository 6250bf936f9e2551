import { secret } from "../../../src/aws/secrets.ts";
import { slackCredentials } from "../../../src/slack/credentials.ts";
import { PermanentFailure } from "../../../src/domain/failures.ts";
import { type Check, Problem, reason } from "../check.ts";

const LEAST_BYTES = 32; // src/aws/links.ts says why

export const slackSecret: Check = {
  name: "Slack's secret",
  needs: ["stack"],
  async look({ secrets, now }, known) {
    const id = known.outputs["SlackSecret"] ?? "";
    try {
      known.slack = await secret(secrets, id, { parse: slackCredentials, now })();
    } catch (error) {
      const says = error instanceof PermanentFailure ? error.message : `It cannot be read. ${reason(error)}`;
      throw new Problem(says, 'Fill it in: docs/deploy.md, "Fill in the secret".');
    }
    return "filled in";
  },
};

export const linkSecret: Check = {
  name: "link secret",
  needs: ["stack"],
  async look({ secrets, now }, { outputs }) {
    const fix = 'Put a generated one in: docs/operations.md, "Rotating secrets".';
    const read = secret(secrets, outputs["LinkSecret"] ?? "", { parse: String, now });
    const value = await read().catch((error: unknown) => {
      throw new Problem(`It cannot be read. ${reason(error)}`, fix);
    });
    if (Buffer.byteLength(value) < LEAST_BYTES) {
      throw new Problem(`It has fewer than ${LEAST_BYTES} bytes, and no link is signed with it.`, fix);
    }
    return "long enough";
  },
};
