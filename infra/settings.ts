import * as v from "valibot";
import { CONFIRM } from "../src/config.ts";
import { BRAND } from "../src/domain/brand.ts";
import { LONG_NAME, fitsFromHeader } from "../src/email/sender.ts";
import {
  APPROVERS,
  ESCALATION,
  NOTIFY,
  PEOPLE,
  approversIn,
  escalationIn,
  notifiedIn,
  peopleIn,
} from "../src/domain/people.ts";
import { toAddress } from "../src/domain/address.ts";
import { READING } from "../src/domain/language.ts";

/** The settings don't describe a deployment; the message names every wrong one and how to fix it. */
export class InvalidSettings extends Error {
  override name = "InvalidSettings";
}

const SECONDS = { m: 60, h: 3_600, d: 86_400 } as const;
const LONGEST_WINDOW_SECONDS = 90 * SECONDS.d;
/** Those of CloudWatch's retention times that Lambda allows for executions: up to 90 days. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90] as const;

const LOG_LEVELS = ["DEBUG", "INFO", "WARN", "ERROR"] as const;

const text = (what: string) => v.pipe(v.string(`is not set; it is ${what}`), v.nonEmpty(`is empty; it is ${what}`));

/** A value from cdk.json keeps its type; one from the command line is text. */
const flag = (byDefault: boolean) =>
  v.pipe(
    v.optional(v.union([v.boolean(), v.picklist(["true", "false"])], "is neither true nor false"), byDefault),
    v.transform((value) => value === true || value === "true"),
  );

const duration = v.pipe(
  v.string("is not a duration; write it like 30m, 24h or 3d"),
  v.regex(/^[1-9]\d{0,4}[mhd]$/u, "is not a duration; write it like 30m, 24h or 3d"),
  v.transform((value) => Number(value.slice(0, -1)) * SECONDS[value.slice(-1) as keyof typeof SECONDS]),
);

/** Those of them that are within the decision window. */
const USUAL_REMINDERS: readonly number[] = [4 * SECONDS.h, 20 * SECONDS.h];

/** In cdk.json a list, on the command line a text with commas; `none` is the text for an empty list. */
const list = (fault: string, none?: string) =>
  v.union(
    [
      v.pipe(
        v.string(),
        v.transform((value) => (value === none ? [] : value.split(","))),
      ),
      v.array(v.string()),
    ],
    fault,
  );

const reminders = v.pipe(
  list('is not usable; it is "never", or a list like ["4h", "20h"]', "never"),
  v.array(duration),
  v.check(
    (times) => times.every((seconds, index) => seconds > (times[index - 1] ?? 0)),
    "is out of order; list each reminder after the one before",
  ),
);

/** `true` and `false` are refused: neither says whether sleeping onboardings still need a key. */
const KEY_STATES =
  'is not usable; write "on" for true, and for false "off" if this stage never had a key, or "retired" if it had one';

/** A text that `read` understands. */
const readable = (read: (setting: string) => unknown, what: string) =>
  v.pipe(
    v.string(`is not set; it is ${what}`),
    v.check((setting) => read(setting) !== undefined, `is not usable; it is ${what}`),
  );

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u;
const NO_HOST = "is not a lower-case host name like onboarding.example.com";
const ZONE = 'a public hosted zone of Route 53, its ID and then its name, like "Z0123456789ABCDEFGHIJ example.com"';
const isWithin = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);

const Settings = v.pipe(
  v.object({
    stage: v.pipe(
      text("the name of this deployment, such as dev or prod"),
      v.regex(/^[a-z][a-z0-9-]{0,19}$/u, "is not usable in names; use up to 20 lower-case letters, digits and hyphens"),
    ),
    account: v.optional(
      v.pipe(
        v.union([v.string(), v.number()], "is not an AWS account's ID"),
        v.transform((value) => String(value)),
        v.regex(/^\d{12}$/u, 'is not an AWS account\'s ID of twelve digits, in quotes, like "123456789012"'),
      ),
    ),
    region: v.optional(
      v.pipe(
        v.string("is not a Region like eu-central-1"),
        v.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, "is not a Region like eu-central-1"),
      ),
    ),
    channel: v.pipe(
      text("the ID of the approvers' channel"),
      v.regex(
        /^[CG][A-Z0-9]{2,20}$/u,
        "is not a channel's ID like C012AB3CD; Slack shows it at the end of the channel's details",
      ),
    ),
    approvers: readable(approversIn, APPROVERS),
    requesters: v.optional(readable(peopleIn, PEOPLE)),
    fourEyes: flag(true),
    sender: v.pipe(text("the address that email comes from"), toAddress()),
    formerSenders: v.optional(
      v.pipe(
        list('is not usable; it is a list of addresses like ["onboarding@example.com"]'),
        v.array(v.pipe(v.string(), toAddress())),
      ),
      [],
    ),
    domain: v.optional(v.pipe(text("a host name like onboarding.example.com"), v.regex(HOST, NO_HOST))),
    hostedZone: v.optional(
      v.pipe(
        text(ZONE),
        v.regex(/^Z[A-Z0-9]{1,31} [a-z0-9][a-z0-9.-]*[a-z0-9]$/u, `is not usable; it is ${ZONE}`),
        v.transform((value) => ({ id: value.split(" ")[0] ?? "", name: value.split(" ")[1] ?? "" })),
      ),
    ),
    senderName: v.optional(text("the name that email comes from")),
    ...BRAND,
    ...READING,
    confirm: CONFIRM,
    decisionWindow: v.pipe(v.optional(duration, "24h"), v.maxValue(LONGEST_WINDOW_SECONDS, "is longer than 90d")),
    reminders: v.optional(reminders),
    notify: v.optional(readable(notifiedIn, NOTIFY)),
    escalateTo: v.optional(readable(escalationIn, ESCALATION)),
    retentionDays: v.pipe(
      v.optional(v.union([v.number(), v.string()]), 30),
      v.transform(Number),
      v.picklist(RETENTION_DAYS, `is not one of ${RETENTION_DAYS.join(", ")}`),
    ),
    alarmEmail: v.optional(v.pipe(v.string("is not text; it is an email address"), toAddress())),
    customerManagedKey: v.optional(v.picklist(["off", "on", "retired"], KEY_STATES), "off"),
    retainData: flag(true),
    logLevel: v.optional(v.picklist(LOG_LEVELS, `is not one of ${LOG_LEVELS.join(", ")}`), "INFO"),
    tags: v.optional(
      v.record(
        v.pipe(v.string(), v.regex(/^(?!aws:)[\w .:/=+@-]{1,128}$/iu, "is not usable as the key of a tag")),
        v.pipe(v.string("is not text"), v.regex(/^[\w .:/=+@-]{0,256}$/u, "is not usable as the value of a tag")),
        'is not usable; it is an object like {"cost-centre": "4711"}',
      ),
      {},
    ),
    tracing: flag(false),
  }),
  v.transform(({ reminders: times, ...others }) => ({
    ...others,
    reminders: times ?? USUAL_REMINDERS.filter((seconds) => seconds < others.decisionWindow),
  })),
  v.forward(
    v.check(
      ({ account, region }) => (account === undefined) === (region === undefined),
      "is set without region, or region without account; set both",
    ),
    ["account"],
  ),
  v.forward(
    v.check(
      ({ reminders: times, decisionWindow }) => (times.at(-1) ?? 0) < decisionWindow,
      'is not before the end of decisionWindow; make it shorter, or "never"',
    ),
    ["reminders"],
  ),
  v.forward(
    v.check(
      ({ reminders: times, escalateTo }) => escalateTo === undefined || times.length > 0,
      'is set, and reminders is "never"; the last reminder escalates, so set one',
    ),
    ["escalateTo"],
  ),
  v.forward(
    v.check(
      ({ domain, hostedZone }) => !hostedZone || (domain !== undefined && isWithin(domain, hostedZone.name)),
      "holds neither domain nor anything above it; set domain to a name in this zone",
    ),
    ["hostedZone"],
  ),
  v.forward(
    v.check(
      ({ sender, hostedZone }) => !hostedZone || isWithin(sender.slice(sender.lastIndexOf("@") + 1), hostedZone.name),
      "is not in hostedZone, where its DNS records go; use a sender of that domain, or leave hostedZone out",
    ),
    ["sender"],
  ),
  v.transform((settings) => ({
    ...settings,
    senderName: settings.senderName ?? settings.organisation ?? "Onboarding",
  })),
  v.forward(
    v.check(({ sender, senderName }) => fitsFromHeader(senderName, sender), LONG_NAME),
    ["senderName"],
  ),
);

/** What can be set. */
export const SETTING_NAMES = Object.keys(Settings.pipe[0].entries);

/** How one deployment is set up. `decisionWindow` and `reminders` are in seconds; without reminders, the list is empty. */
export type Settings = v.InferOutput<typeof Settings>;

/** What the example in cdk.json has for a sender: good for a look at the template, and for nothing else. */
export const EXAMPLE_SENDER = "onboarding@example.com";

const DEFAULT_STAGE = "dev";

/**
 * Reads the settings from CDK's context: those of the chosen stage under `stages`, each overridden by a key of its own
 * (`-c channel=C012AB3CD`). Throws InvalidSettings with a sentence for every fault.
 */
export function readSettings(context: (key: string) => unknown): Settings {
  const stage = v.parse(v.fallback(v.string(), DEFAULT_STAGE), context("stage"));
  const stages = v.parse(v.optional(v.record(v.string(), v.record(v.string(), v.unknown())), {}), context("stages"));
  const own = stages[stage] ?? {};
  const unknown = Object.keys(own).filter((key) => !SETTING_NAMES.includes(key));
  const given = Object.fromEntries(SETTING_NAMES.map((key) => [key, context(key) ?? own[key]]));
  const parsed = v.safeParse(Settings, { ...given, stage });
  const faults = [
    ...unknown.map((key) => `${key} is no setting; the settings are ${SETTING_NAMES.join(", ")}.`),
    ...(parsed.issues ?? []).map((issue) => `${v.getDotPath(issue)} ${issue.message}.`),
  ];
  if (!parsed.success || faults.length > 0) {
    const where = `Write them into cdk.json, at context.stages.${stage}, or pass them like -c channel=C012AB3CD.`;
    throw new InvalidSettings(["The settings of this deployment are not usable.", ...faults, where].join("\n  "));
  }
  return parsed.output;
}
