import { notifyByDefault } from "../src/domain/people.ts";
import { expect, test } from "vitest";
import { type Environments, onboardConfig, slackConfig, verifyConfig } from "../src/config.ts";

const complete = {
  TABLE_NAME: "users",
  SLACK_SECRET_ID: "slack",
  LINK_SECRET_ID: "link",
  SLACK_CHANNEL: "C0APPROVALS",
  VERIFY_URL: "https://example.com/verify",
  MAIL_FROM: "onboarding@example.com",
  MAIL_FROM_NAME: "Onboarding",
  CONFIGURATION_SET: "onboarding",
  DECISION_WINDOW_SECONDS: "86400",
  REMINDERS: "never",
  NOTIFY: "none",
  RETENTION_DAYS: "30",
  METRICS_NAMESPACE: "Onboarding",
};

test("numbers are read as numbers, and a channel takes one message a second unless it is told otherwise", () => {
  expect(onboardConfig(complete)).toMatchObject({
    DECISION_WINDOW_SECONDS: 86_400,
    REMINDERS: [],
    NOTIFY: { mentions: [], messages: [] },
    RETENTION_DAYS: 30,
    SLACK_GAP_MILLISECONDS: 1_000,
  });
});

test("every fault is named in one message, with what the variable holds and not what it held", () => {
  const { SLACK_CHANNEL: _, ...rest } = complete;
  const faulty = {
    ...rest,
    TABLE_NAME: "",
    VERIFY_URL: "nowhere",
    MAIL_FROM: "secret-value",
    DECISION_WINDOW_SECONDS: "one day",
    REMINDERS: "-1",
  };
  expect(() => onboardConfig(faulty)).toThrow(
    "This function is not configured. " +
      "TABLE_NAME is empty; it holds the name of the profile table. " +
      "SLACK_CHANNEL is not set; it holds the ID of the approvers' channel. " +
      "VERIFY_URL is not a URL; it holds the public address of the verification page. " +
      "MAIL_FROM is not an email address; write it like ada@example.com. " +
      "DECISION_WINDOW_SECONDS is not a whole number of seconds; it holds how long a decision may take. " +
      'REMINDERS is not usable; it holds "never", or seconds after the card, the earliest first, with commas in between.',
  );
});

test("the sender may be any address that can be mailed from, its Unicode domain as punycode", () => {
  expect(onboardConfig({ ...complete, MAIL_FROM: "o'brien@example.com" }).MAIL_FROM).toBe("o'brien@example.com");
  expect(onboardConfig({ ...complete, MAIL_FROM: "post@müller.example" }).MAIL_FROM).toBe("post@xn--mller-kva.example");
});

test("a sender's name that SES would refuse is refused", () => {
  expect(() => onboardConfig({ ...complete, MAIL_FROM_NAME: "東".repeat(70) })).toThrow(
    "MAIL_FROM_NAME makes a From header of more than 320 bytes, which SES refuses; use a shorter name.",
  );
});

test("who emails are from can be left out, and is refused where it can't be used", () => {
  expect(onboardConfig(complete).ORGANISATION).toBeUndefined();
  const brand = {
    ORGANISATION: "Example Inc.",
    LOGO_URL: "https://example.com/logo.png",
    WELCOME_URL: "https://example.com/start",
    SUPPORT_EMAIL: "help@example.com",
  };
  expect(onboardConfig({ ...complete, ...brand })).toMatchObject(brand);
  const faulty = { ORGANISATION: "", LOGO_URL: "logo.png", WELCOME_URL: "http://example.com", SUPPORT_EMAIL: "help" };
  expect(() => onboardConfig({ ...complete, ...faulty })).toThrow(
    "ORGANISATION is empty. " +
      "LOGO_URL is not a web address like https://example.com/start. " +
      "WELCOME_URL begins with http://; it must begin with https://. " +
      "SUPPORT_EMAIL is not an email address; write it like ada@example.com.",
  );
});

test("users read English and UTC unless the stage says otherwise", () => {
  expect(onboardConfig(complete)).toMatchObject({ DEFAULT_LANGUAGE: "en", TIME_ZONE: "UTC" });
  const reading = { DEFAULT_LANGUAGE: "de", TIME_ZONE: "Europe/Vienna" };
  expect(onboardConfig({ ...complete, ...reading })).toMatchObject(reading);
  expect(() => onboardConfig({ ...complete, DEFAULT_LANGUAGE: "fr", TIME_ZONE: "Vienna" })).toThrow(
    "DEFAULT_LANGUAGE is not one of en, ja, de. TIME_ZONE is not a time zone like Asia/Tokyo or UTC.",
  );
});

test("a retention of nothing is refused", () => {
  expect(onboardConfig({ ...complete, RETENTION_DAYS: "7" }).RETENTION_DAYS).toBe(7);
  expect(() => onboardConfig({ ...complete, RETENTION_DAYS: "0" })).toThrow("RETENTION_DAYS is less than 1 days");
});

test("a window of nothing and one of more than a year are refused", () => {
  expect(() => onboardConfig({ ...complete, DECISION_WINDOW_SECONDS: "0" })).toThrow("less than 1 seconds");
  expect(() => onboardConfig({ ...complete, DECISION_WINDOW_SECONDS: "99999999" })).toThrow(
    "more than 31536000 seconds",
  );
});

const slack = {
  TABLE_NAME: "users",
  SLACK_SECRET_ID: "slack",
  ONBOARD_FUNCTION: "arn",
  SLACK_CHANNEL: "C0APPROVALS",
  APPROVERS: "channel",
  FOUR_EYES: "true",
};

test("Slack waits for three seconds, unless a local one is more patient", () => {
  expect(slackConfig(slack).SLACK_WAITS_MILLISECONDS).toBe(3_000);
  expect(slackConfig({ ...slack, SLACK_WAITS_MILLISECONDS: "60000" }).SLACK_WAITS_MILLISECONDS).toBe(60_000);
  expect(() => slackConfig({ ...slack, SLACK_WAITS_MILLISECONDS: "999" })).toThrow(
    "SLACK_WAITS_MILLISECONDS is less than 1000 milliseconds; it holds how long Slack waits for the answer to a request",
  );
});

test("the channel's members approve only where that is chosen", () => {
  expect(slackConfig(slack)).toMatchObject({ APPROVERS: "channel", FOUR_EYES: true });
  expect(slackConfig(slack).REQUESTERS).toBeUndefined();
  expect(slackConfig({ ...slack, FOUR_EYES: "false" })).toMatchObject({ FOUR_EYES: false });
});

test("approvers and requesters are IDs of users and groups, with commas or white space between", () => {
  expect(
    slackConfig({ ...slack, APPROVERS: "U0ADMIN, W0ENTERPRISE\nS0ADMINS", REQUESTERS: "S0HELPERS" }),
  ).toMatchObject({
    APPROVERS: ["U0ADMIN", "W0ENTERPRISE", "S0ADMINS"],
    REQUESTERS: ["S0HELPERS"],
  });
});

test.each<[string, Record<string, string | undefined>, string]>([
  ["nobody to approve", { APPROVERS: undefined }, "APPROVERS is not set; it holds"],
  ["an empty list", { APPROVERS: " , " }, 'APPROVERS is not usable; it holds "channel"'],
  ["a name where an ID belongs", { APPROVERS: "@ada" }, "APPROVERS is not usable"],
  ["a channel's ID among the approvers", { APPROVERS: "C0APPROVALS" }, "APPROVERS is not usable"],
  ["requesters that are none", { REQUESTERS: "everyone" }, "REQUESTERS is not usable"],
  ["an empty list of requesters", { REQUESTERS: "," }, "REQUESTERS is not usable; it holds user IDs"],
  ["four eyes neither on nor off", { FOUR_EYES: "yes" }, 'FOUR_EYES is neither "true" nor "false"'],
])("%s: refused, with what it should be", (_, otherwise, fault) => {
  expect(() => slackConfig({ ...slack, ...otherwise })).toThrow(fault);
});

test.each([
  ["none", [], []],
  ["here", ["here"], []],
  ["S0ADMINS, U0ADMIN", ["S0ADMINS", "U0ADMIN"], []],
  ["dm U0ADMIN W0SECOND", [], ["U0ADMIN", "W0SECOND"]],
])("who is notified is read: %s", (NOTIFY, mentions, messages) => {
  expect(onboardConfig({ ...complete, NOTIFY }).NOTIFY).toEqual({ mentions, messages });
});

test.each(["", "everyone", "dm", "dm S0ADMINS", "here U0ADMIN", "C0APPROVALS"])(
  "nobody can be notified as %j says, which is refused",
  (NOTIFY) => expect(() => onboardConfig({ ...complete, NOTIFY })).toThrow("NOTIFY is"),
);

test.each([
  ["C0MANAGERS", { channel: "C0MANAGERS" }],
  ["S0BOSSES,U0BOSS", { people: ["S0BOSSES", "U0BOSS"] }],
] as const)("the last reminder escalates to %s", (ESCALATE_TO, escalation) => {
  expect(onboardConfig({ ...complete, ESCALATE_TO }).ESCALATE_TO).toEqual(escalation);
  expect(() => onboardConfig({ ...complete, ESCALATE_TO: "#managers" })).toThrow("ESCALATE_TO is not usable");
});

test.each(["20,10", "10,10", "0", "10,", "1e3", "ten"])("reminders that make no sense are refused: %s", (REMINDERS) => {
  expect(() => onboardConfig({ ...complete, REMINDERS })).toThrow("REMINDERS is not usable");
});

test("unless it is set, few approvers are notified all, of many only groups, and of a channel the active members", () => {
  const people = Array.from({ length: 11 }, (_, index) => `U0PERSON${index}`).join(",");
  expect(notifyByDefault("S0ADMINS,U0ADMIN")).toBe("S0ADMINS,U0ADMIN");
  expect(notifyByDefault(`S0ADMINS,${people}`)).toBe("S0ADMINS");
  expect(notifyByDefault(people)).toBe("here");
  expect(notifyByDefault("channel")).toBe("here");
});

test("a reminder after the window's end is refused, for it would never come", () => {
  expect(() => onboardConfig({ ...complete, DECISION_WINDOW_SECONDS: "60", REMINDERS: "20,60" })).toThrow(
    "REMINDERS is not before the end of DECISION_WINDOW_SECONDS",
  );
});

test("the compiler refuses an environment with a variable missing, misspelt or too many", () => {
  const { TABLE_NAME, LINK_SECRET_ID } = complete;
  // @ts-expect-error -- one is missing
  const missing: Environments["verify"] = { TABLE_NAME };
  // @ts-expect-error -- one is misspelt
  const misspelt: Environments["verify"] = { TABLE_NAME, LINKSECRET_ID: LINK_SECRET_ID };
  // @ts-expect-error -- one is too many
  const superfluous: Environments["verify"] = { TABLE_NAME, LINK_SECRET_ID, SLACK_CHANNEL: "C0APPROVALS" };
  expect(() => verifyConfig(missing)).toThrow("LINK_SECRET_ID is not set");
  expect(() => verifyConfig(misspelt)).toThrow("LINK_SECRET_ID is not set");
  expect(() => verifyConfig(superfluous)).not.toThrow();
});

test("each function asks for what it uses and no more", () => {
  const { TABLE_NAME, LINK_SECRET_ID } = complete;
  expect(slackConfig(slack)).toBeDefined();
  expect(verifyConfig({ TABLE_NAME, LINK_SECRET_ID })).toBeDefined();
});
