import { expect, test } from "vitest";
import { readSettings } from "../../infra/settings.ts";

const example = { channel: "C0123456789", approvers: "channel", sender: "onboarding@example.com" };
const read = (context: Record<string, unknown>) => readSettings((key) => context[key]);
const settings = (over: Record<string, unknown> = {}) => read({ stages: { dev: { ...example, ...over } } });

test("what is not set has a default that can be lived with", () => {
  expect(settings()).toEqual({
    ...example,
    stage: "dev",
    fourEyes: true,
    formerSenders: [],
    senderName: "Onboarding",
    language: "en",
    timeZone: "UTC",
    confirm: "button",
    decisionWindow: 86_400,
    reminders: [14_400, 72_000],
    retentionDays: 30,
    customerManagedKey: "off",
    retainData: true,
    logLevel: "INFO",
    tags: {},
    tracing: false,
  });
});

test.each([
  ["12h", [14_400]],
  ["2h", []],
])("the usual reminders are those within a window of %s", (decisionWindow, reminders) => {
  expect(settings({ decisionWindow })).toMatchObject({ reminders });
});

test("reminders come as a list, or on the command line as text", () => {
  expect(settings({ reminders: ["30m", "20h"] })).toMatchObject({ reminders: [1_800, 72_000] });
  expect(read({ stages: { dev: example }, reminders: "30m,20h" })).toMatchObject({ reminders: [1_800, 72_000] });
});

test("former senders come as a list, or on the command line as text", () => {
  const formerSenders = ["old@example.com", "older@example.org"];
  expect(settings({ formerSenders })).toMatchObject({ formerSenders });
  expect(read({ stages: { dev: example }, formerSenders: formerSenders.join(",") })).toMatchObject({ formerSenders });
});

test("an organisation is the sender's name, unless that has one of its own", () => {
  expect(settings({ organisation: " Example Inc. " })).toMatchObject({
    organisation: "Example Inc.",
    senderName: "Example Inc.",
  });
  expect(settings({ organisation: "Example Inc.", senderName: "People Team" }).senderName).toBe("People Team");
});

test("a stage has its own settings, and the command line overrides them, as text", () => {
  const stages = { dev: example, prod: { ...example, channel: "C0PRODUCTION", retentionDays: 90 } };
  expect(read({ stages, stage: "prod" })).toMatchObject({ stage: "prod", channel: "C0PRODUCTION", retentionDays: 90 });
  const given = { fourEyes: "false", retentionDays: "7", decisionWindow: "3d", reminders: "never", tracing: "true" };
  expect(read({ stages, stage: "prod", ...given })).toMatchObject({
    fourEyes: false,
    retentionDays: 7,
    decisionWindow: 259_200,
    reminders: [],
    tracing: true,
  });
});

test.each([
  ["o'brien@example.com", "o'brien@example.com"],
  ["post@firma.xn--p1ai", "post@firma.xn--p1ai"],
  ["post@müller.example", "post@xn--mller-kva.example"],
])("%s can send email and be told of alarms, as %s", (typed, address) => {
  expect(settings({ sender: typed, alarmEmail: typed })).toMatchObject({ sender: address, alarmEmail: address });
});

test.each([
  [{ channel: undefined }, "channel is not set; it is the ID of the approvers' channel."],
  [{ channel: "#approvals" }, "channel is not a channel's ID like C012AB3CD"],
  [{ approvers: "everyone" }, 'approvers is not usable; it is "channel" for the members of the channel, or user IDs'],
  [{ approvers: "" }, "approvers is not usable"],
  [{ requesters: "@ada" }, "requesters is not usable; it is user IDs (U…, W…) and user-group IDs"],
  [{ fourEyes: "perhaps" }, "fourEyes is neither true nor false."],
  [{ sender: "me" }, "sender is not an email address; write it like ada@example.com."],
  [{ senderName: "" }, "senderName is empty; it is the name that email comes from."],
  [{ senderName: "東".repeat(70) }, "senderName makes a From header of more than 320 bytes"],
  [{ organisation: "" }, "organisation is empty."],
  [{ organisation: 7 }, "organisation is not text."],
  [{ organisation: "Example\r\nInc." }, "organisation has a line break or an invisible character."],
  [{ organisation: "x".repeat(61) }, "organisation is longer than 60 characters."],
  [{ logoUrl: "http://example.com/logo.png" }, "logoUrl begins with http://; it must begin with https://."],
  [{ welcomeUrl: "example.com" }, "welcomeUrl is not a web address like https://example.com/start."],
  [{ welcomeUrl: "https://ada:secret@example.com" }, "welcomeUrl has a user name or a password in it"],
  [{ welcomeUrl: "javascript:alert(1)//https://" }, "welcomeUrl is not a web address"],
  [{ supportEmail: "help" }, "supportEmail is not an email address; write it like ada@example.com."],
  [{ language: "fr" }, "language is not one of en, ja, de."],
  [{ timeZone: "Mars/Olympus" }, "timeZone is not a time zone like Asia/Tokyo or UTC."],
  [{ timeZone: 9 }, "timeZone is not text."],
  [{ decisionWindow: "86400" }, "decisionWindow is not a duration; write it like 30m, 24h or 3d."],
  [{ decisionWindow: 86_400 }, "decisionWindow is not a duration"],
  [{ decisionWindow: "91d" }, "decisionWindow is longer than 90d."],
  [{ reminders: "soon" }, "reminders.0 is not a duration; write it like 30m, 24h or 3d."],
  [{ reminders: 4 }, 'reminders is not usable; it is "never", or a list like ["4h", "20h"].'],
  [{ reminders: ["4h", "4h"] }, "reminders is out of order; list each reminder after the one before."],
  [{ decisionWindow: "2h", reminders: ["2h"] }, "reminders is not before the end of decisionWindow"],
  [{ notify: "everyone" }, 'notify is not usable; it is "none", "here" for the active members of the channel'],
  [{ notify: "dm S0GROUP" }, "notify is not usable"],
  [{ escalateTo: "#managers" }, "escalateTo is not usable; it is a channel's ID (C…, G…), or user IDs"],
  [{ escalateTo: "U0BOSS", reminders: "never" }, 'escalateTo is set, and reminders is "never"'],
  [{ retentionDays: 31 }, "retentionDays is not one of 1, 3, 5, 7, 14, 30, 60, 90."],
  [{ formerSenders: ["old"] }, "formerSenders.0 is not an email address; write it like ada@example.com."],
  [{ formerSenders: 7 }, 'formerSenders is not usable; it is a list of addresses like ["onboarding@example.com"].'],
  [{ alarmEmail: "ops" }, "alarmEmail is not an email address; write it like ada@example.com."],
  [{ alarmEmail: 7 }, "alarmEmail is not text; it is an email address."],
  [{ account: "1234", region: "eu-central-1" }, "account is not an AWS account's ID of twelve digits, in quotes"],
  [{ account: "123456789012" }, "account is set without region, or region without account; set both."],
  [{ account: "123456789012", region: "Frankfurt" }, "region is not a Region like eu-central-1."],
  [{ logLevel: "verbose" }, "logLevel is not one of DEBUG, INFO, WARN, ERROR."],
  [{ tags: "team" }, 'tags is not usable; it is an object like {"cost-centre": "4711"}.'],
  [{ tags: { "aws:team": "a" } }, "tags.aws:team is not usable as the key of a tag."],
  [{ customerManagedKey: true }, 'customerManagedKey is not usable; write "on" for true, and for false "off" if this'],
  [{ customerManagedKey: "false" }, 'customerManagedKey is not usable; write "on" for true'],
  [{ windowHours: 24 }, "windowHours is no setting; the settings are stage, account, region, channel, approvers"],
])("%j is refused with a sentence", (over, sentence) => {
  expect(() => settings(over)).toThrow(sentence);
});

test("a stage that has no settings is refused with all that is missing, and where to write it", () => {
  expect(() => read({ stage: "prod" })).toThrow(
    /channel is not set.*\n.*approvers is not set.*\n.*sender is not set.*\n.*cdk\.json, at context\.stages\.prod/u,
  );
  expect(() => read({ stage: "Prod!" })).toThrow("stage is not usable in names");
});
