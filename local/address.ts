/** Everything binds loopback only: the local stack has well-known secrets. */
export const HOST = "127.0.0.1";

/** The fixed identities and secrets of the local stack. They open nothing but this stack. */
export const LOCAL = {
  region: "us-east-1",
  table: "users",
  channel: "C0APPROVALS",
  approvers: "S0ADMINS",
  admin: "U0ADMIN",
  requester: "U0REQUESTER",
  botToken: "xoxb-local",
  signingSecret: "local-signing-secret",
  linkSecret: "local-link-secret-of-at-least-32-bytes",
  slackSecretId: "local/slack",
  linkSecretId: "local/link",
  functionName: "durable-onboarding",
  functionArn: "arn:aws:lambda:us-east-1:000000000000:function:durable-onboarding:live",
  sender: "onboarding@example.com",
  configurationSet: "onboarding",
} as const;

/** The ports of the five services, next to each other from the given one; 0 asks for five free ones. */
export function portsFrom(first: number) {
  const port = (offset: number) => (first === 0 ? 0 : first + offset);
  return { service: port(0), lambda: port(1), slack: port(2), mail: port(3), dynamo: port(4) };
}
