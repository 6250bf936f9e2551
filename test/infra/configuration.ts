import type { Template } from "aws-cdk-lib/assertions";
import { expect, expectTypeOf, test } from "vitest";
import type { DurableFunction } from "../../infra/durable-function.ts";
import type { ServiceFunction } from "../../infra/service-function.ts";
import {
  type Environments,
  endedConfig,
  mailEventsConfig,
  onboardConfig,
  slackConfig,
  verifyConfig,
} from "../../src/config.ts";
import { idOf, synthesised } from "./synthesised.ts";

const FUNCTION = "AWS::Lambda::Function";

/** Every setting that reaches a function, none at its default: what is not passed on shows. */
const OFF_DEFAULT = {
  channel: "C0OTHER",
  approvers: "U0FIRST,S0GROUP",
  requesters: "U0ASKER",
  fourEyes: false,
  sender: "people@example.org",
  senderName: "People Team",
  organisation: "Example Inc.",
  logoUrl: "https://example.org/logo.png",
  welcomeUrl: "https://example.org/start",
  supportEmail: "help@example.org",
  language: "ja",
  timeZone: "Asia/Tokyo",
  confirm: "code",
  decisionWindow: "3d",
  reminders: ["90m", "1d"],
  notify: "dm U0FIRST",
  escalateTo: "C0MANAGERS",
  retentionDays: 7,
  logLevel: "WARN",
};

const template = synthesised(OFF_DEFAULT);

test("every setting off its default arrives at the functions that read it", () => {
  expect(onboardConfig(environment(template, "Onboard"))).toMatchObject({
    SLACK_CHANNEL: "C0OTHER",
    MAIL_FROM: "people@example.org",
    MAIL_FROM_NAME: "People Team",
    ORGANISATION: "Example Inc.",
    LOGO_URL: "https://example.org/logo.png",
    WELCOME_URL: "https://example.org/start",
    SUPPORT_EMAIL: "help@example.org",
    DEFAULT_LANGUAGE: "ja",
    TIME_ZONE: "Asia/Tokyo",
    CONFIRM: "code",
    DECISION_WINDOW_SECONDS: 259_200,
    REMINDERS: [5_400, 86_400],
    NOTIFY: { mentions: [], messages: ["U0FIRST"] },
    ESCALATE_TO: { channel: "C0MANAGERS" },
    RETENTION_DAYS: 7,
    METRICS_NAMESPACE: "Onboarding/test",
  });
  expect(slackConfig(environment(template, "Slack"))).toMatchObject({
    SLACK_CHANNEL: "C0OTHER",
    APPROVERS: ["U0FIRST", "S0GROUP"],
    REQUESTERS: ["U0ASKER"],
    DEFAULT_LANGUAGE: "ja",
    FOUR_EYES: false,
  });
  expect(endedConfig(environment(template, "Ended"))).toMatchObject({
    SLACK_CHANNEL: "C0OTHER",
    RETENTION_DAYS: 7,
    METRICS_NAMESPACE: "Onboarding/test",
  });
  expect(verifyConfig(environment(template, "Verify"))).toMatchObject({
    ORGANISATION: "Example Inc.",
    WELCOME_URL: "https://example.org/start",
    SUPPORT_EMAIL: "help@example.org",
    DEFAULT_LANGUAGE: "ja",
    TIME_ZONE: "Asia/Tokyo",
  });
  expect(() => mailEventsConfig(environment(template, "MailEvents"))).not.toThrow();
  for (const name of ["Onboard", "Slack", "Verify", "Ended", "MailEvents"]) {
    expect(environment(template, name)["POWERTOOLS_LOG_LEVEL"]).toBe("WARN");
  }
});

test("so do the defaults", () => {
  const defaults = synthesised();
  expect(onboardConfig(environment(defaults, "Onboard"))).toMatchObject({
    DECISION_WINDOW_SECONDS: 86_400,
    REMINDERS: [14_400, 72_000],
    NOTIFY: { mentions: ["here"], messages: [] },
    RETENTION_DAYS: 30,
    MAIL_FROM_NAME: "Onboarding",
    CONFIRM: "button",
  });
  expect(slackConfig(environment(defaults, "Slack"))).toMatchObject({ APPROVERS: "channel", FOUR_EYES: true });
});

test("a variable that a function reads is set, or its default is meant", () => {
  // What the local stack and tests set only, and what the settings leave out where there is none.
  const unset = {
    onboard: ["SLACK_API_URL", "SLACK_GAP_MILLISECONDS"],
    slack: ["SLACK_API_URL", "SLACK_WAITS_MILLISECONDS"],
    ended: ["SLACK_API_URL"],
  };
  expect(missing(onboardConfig, "Onboard")).toEqual(unset.onboard);
  expect(missing(slackConfig, "Slack")).toEqual(unset.slack);
  expect(missing(verifyConfig, "Verify")).toEqual([]);
  expect(missing(endedConfig, "Ended")).toEqual(unset.ended);
  expect(missing(mailEventsConfig, "MailEvents")).toEqual([]);
});

test("each function is handed the type of environment that its own code reads", () => {
  type Handed<Entry extends keyof Environments> = ConstructorParameters<
    typeof ServiceFunction<Entry>
  >[2]["environment"];
  expectTypeOf<Handed<"slack">>().toEqualTypeOf<Environments["slack"]>();
  expectTypeOf<Handed<"verify">>().toEqualTypeOf<Environments["verify"]>();
  expectTypeOf<ConstructorParameters<typeof DurableFunction>[2]["environment"]>().toEqualTypeOf<
    Environments["onboard"]
  >();
});

test("the function has time for what the settings ask: its timeout, and its execution's window and retention", () => {
  const { Timeout, DurableConfig } = propertiesOf(template, "Onboard");
  expect([Timeout, DurableConfig]).toEqual([
    120,
    { ExecutionTimeout: 259_200 + 3_600 + 86_400, RetentionPeriodInDays: 7 },
  ]);
  template.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 7 });
});

test("no secret is in an environment", () => {
  const all = ["Onboard", "Slack", "Verify", "Ended", "MailEvents"].map(
    (name) => propertiesOf(template, name).Environment,
  );
  expect(JSON.stringify(all)).not.toMatch(/SecretString|resolve:secretsmanager|xoxb|replace-me/u);
});

/** The variables that a function's reader looks at and the template does not set. */
function missing(read: (env: Record<string, string>) => object, name: string): string[] {
  const set = environment(template, name);
  const asked = new Set<string>();
  read(
    new Proxy(set, {
      get(env, key: string) {
        asked.add(key);
        return env[key];
      },
    }),
  );
  return [...asked].filter((key) => !(key in set)).toSorted();
}

// oxlint-disable-next-line typescript/no-explicit-any -- a template's properties are what their resource's type has
function propertiesOf(of: Template, name: string): any {
  return of.findResources(FUNCTION)[idOf(of, FUNCTION, name)]?.["Properties"];
}

/** The environment as the function would see it: what CloudFormation fills in is a URL here, which passes for a name, too. */
function environment(of: Template, name: string): Record<string, string> {
  const { Variables } = propertiesOf(of, name).Environment;
  return Object.fromEntries(
    Object.entries<unknown>(Variables).map(([key, value]) => [
      key,
      typeof value === "string" ? value : "https://token.example",
    ]),
  );
}
