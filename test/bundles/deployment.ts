import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readTemplate, synthesisedBundles } from "../../infra/synthesised-bundles.ts";
import { LOCAL } from "../../local/address.ts";
import { ACCOUNT, resolver, type Template } from "./intrinsics.ts";
import { keyStatements, type Statement, statementsOf } from "./policies.ts";

/** A function as the template deploys it. */
export interface Deployed {
  entry: URL;
  env: Record<string, string>;
  timeoutSeconds: number;
  executionTimeoutSeconds: number | undefined;
  stateKey: string | undefined;
  /** As CloudFormation would name it: the stack, the logical ID, and something random. */
  roleArn: string;
  statements: Statement[];
}

const STACK = "Onboarding-dev";

/** Not the example's, which CDK warns of. */
export const SENDER = "people@example.org";

/** The settings of the local stack, as an operator would give them, and every other one that a test may choose. */
const SETTINGS = [
  `account=${ACCOUNT}`,
  `region=${LOCAL.region}`,
  `channel=${LOCAL.channel}`,
  `approvers=${LOCAL.approvers}`,
  `requesters=${LOCAL.requester}`,
  `sender=${SENDER}`,
  "fourEyes=false",
  "escalateTo=U0SECOND",
  "organisation=Example Inc.",
  "senderName=Onboarding",
  "logoUrl=https://example.org/logo.png",
  "welcomeUrl=https://example.org/start",
  "supportEmail=help@example.org",
  "reminder=never",
  "customerManagedKey=on",
];

/** Logical IDs by the names that the local stack has for the functions. */
const NAMES = {
  [LOCAL.functionName]: "Onboard",
  slack: "Slack",
  verify: "Verify",
  ended: "Ended",
  "mail-events": "MailEvents",
} as const;

/** What a deployment runs: its functions by their local names. */
export interface Deployment {
  functions: Record<string, Deployed>;
  /** The ARN of the customer-managed key of the executions' state, if there is one. */
  stateKey: string | undefined;
  remove(): Promise<void>;
}

/**
 * Synthesises the stack with the local stack's settings into a folder, and answers what CDK said. It leaves out
 * CloudFormation's validator, which takes seconds and which test/infra/checks.ts runs.
 */
export async function synthesise(assembly: string): Promise<string> {
  const context = SETTINGS.flatMap((setting) => ["-c", setting]);
  const { stdout, stderr } = await promisify(execFile)("cdk", [
    "synth",
    "--quiet",
    "--no-validation",
    "--output",
    assembly,
    ...context,
  ]);
  return stdout + stderr;
}

/** Unpacks what was synthesised, as Lambda would: to where no package of this checkout can be found by chance. */
export async function unpack(assembly: string): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), "functions-"));
  const template = readTemplate(assembly) as Template;
  const bundles = synthesisedBundles(assembly);
  const functions: Record<string, Deployed> = {};
  for (const [local, name] of Object.entries(NAMES)) {
    const unpacked = join(folder, name);
    await cp(bundles[name].folder, unpacked, { recursive: true });
    functions[local] = deployed(template, name, unpacked);
  }
  const stateKey = functions[LOCAL.functionName]?.stateKey;
  return { functions, stateKey, remove: () => rm(folder, { recursive: true }) };
}

function deployed(template: Template, name: string, folder: string): Deployed {
  const [[id, fn] = []] = Object.entries(template.Resources).filter(
    ([key, { Type }]) => Type === "AWS::Lambda::Function" && key.startsWith(name),
  );
  if (!id || !fn) {
    throw new Error(`The template has no function that is called ${name}.`);
  }
  const resolve = resolver();
  const { Environment, Timeout, DurableConfig, Role } = fn.Properties;
  const env = Object.entries<unknown>(Environment.Variables).map(([key, value]) => [key, resolve(value)]);
  const role: string = Role["Fn::GetAtt"][0];
  return {
    entry: new URL(`file://${folder}/index.js`),
    env: Object.fromEntries(env),
    timeoutSeconds: Timeout,
    executionTimeoutSeconds: DurableConfig?.ExecutionTimeout,
    stateKey: DurableConfig?.KMSKeyArn && resolve(DurableConfig.KMSKeyArn),
    roleArn: `arn:aws:iam::${ACCOUNT}:role/${STACK}-${role}-1AB2CD3EF4GH`,
    statements: [...statementsOf(template, role, resolve), ...grantedByKeys(template, resolve)],
  };
}

function grantedByKeys({ Resources }: Template, resolve: (value: unknown) => string): Statement[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === "AWS::KMS::Key")
    .flatMap(([id, { Properties }]) =>
      keyStatements(Properties.KeyPolicy, resolve({ "Fn::GetAtt": [id, "Arn"] }), resolve),
    );
}
