import type { LocalFunction } from "../../packages/durable-lambda-local/src/functions/registry.ts";
import type { Deployment } from "./deployment.ts";
import type { Gate } from "./gate.ts";

/** What the local stack adds to a function's own environment: who it is, and where the stand-ins are. */
const LOCAL_ALONE = /^(?:AWS_|SLACK_(?:API_URL|(?:GAP|WAITS)_MILLISECONDS)$|POWERTOOLS_)/u;
/** The variables of settings that a test may choose, or leave out, in place of the deployment's. */
const CHOSEN = [
  "DECISION_WINDOW_SECONDS",
  "REMINDERS",
  "NOTIFY",
  "ESCALATE_TO",
  "APPROVERS",
  "FOUR_EYES",
  "VERIFY_URL",
  "CONFIRM",
  "DEFAULT_LANGUAGE",
  "TIME_ZONE",
  "ORGANISATION",
  "LOGO_URL",
  "WELCOME_URL",
  "SUPPORT_EMAIL",
];
/** The variables that lead to AWS's stand-ins, and the names that the services' actions begin with. */
const SERVICES = {
  AWS_ENDPOINT_URL_LAMBDA: "lambda",
  AWS_ENDPOINT_URL_SECRETS_MANAGER: "secretsmanager",
  AWS_ENDPOINT_URL_SESV2: "ses",
  AWS_ENDPOINT_URL_DYNAMODB: "dynamodb",
} as const;

/**
 * Makes of the local stack's functions the deployed ones: their very bundles, each in a process of its own, with the
 * environment that the template gives it, and AWS's stand-ins behind a gate that holds them to their roles.
 */
export function bundled({ functions }: Deployment, gate: Gate) {
  return (local: LocalFunction): LocalFunction => {
    const deployed = functions[local.name];
    if (!deployed) {
      throw new Error(`The template deploys no function for ${local.name}.`);
    }
    const { entry, timeoutSeconds } = deployed;
    const left = Object.entries(deployed.env).filter(([key]) => !CHOSEN.includes(key) || key in local.env);
    const env: Record<string, string> = { ...Object.fromEntries(left), AWS_ACCESS_KEY_ID: local.name };
    for (const [key, value] of Object.entries(local.env)) {
      const service = SERVICES[key as keyof typeof SERVICES];
      if (service) {
        gate.targets.set(service, value);
        env[key] = gate.url;
      } else if ((LOCAL_ALONE.test(key) && !(key in env)) || (CHOSEN.includes(key) && key in env)) {
        env[key] = value;
      }
    }
    return { ...local, entry, timeoutSeconds, runsIn: "process", env };
  };
}
