import type { Content, Message, SendEmailRequest } from "@aws-sdk/client-sesv2";
import { SesError } from "./faults.ts";

/** What an account has set up in SES. */
export interface Account {
  region: string;
  /** Verified addresses and domains. */
  identities: readonly string[];
  configurationSets: readonly string[];
}

// https://docs.aws.amazon.com/ses/latest/dg/quotas.html
const MOST_RECIPIENTS = 50;
const MOST_BYTES = 40 * 1024 * 1024;
// "Address length is more than 320 bytes long", of the name and the address together: https://github.com/zulip/zulip/issues/17558
const MOST_HEADER_BYTES = 320;

// AWS's model of the API (botocore, data/sesv2/2019-09-27) and https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html
const MOST_HEADERS = 15;
const HEADER_NAME = /^[!-9;-~]{1,126}$/u;
const HEADER_VALUE = /^[ -~]{1,870}$/u;
// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
const TAG = /^[\w-]{1,256}$/u;
// Only ASCII: the local part is 7-bit, and a domain is in Punycode. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
const ADDRESS = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z\d-]{2,}$/iu;
const NAMED = /^(?:"(?:[^"\\]|\\.)*"|[^<>"]*)\s*<(?<address>[^<>]+)>$/u;

/** Those that SES writes itself, and those that an email may have once. https://docs.aws.amazon.com/ses/latest/dg/header-fields.html */
const WRITTEN_BY_SES = ["content-type", "content-transfer-encoding", "from", "mime-version", "reply-to", "subject"];
const ONCE = new Set(
  `accept-language archived-at auto-submitted content-language content-transfer-encoding content-type date
   disposition-notification-to feedback-id from importance in-reply-to keywords list-archive list-help list-id list-owner
   list-post list-subscribe list-unsubscribe list-unsubscribe-post message-id mime-version organization precedence priority
   references reply-to return-path sender sensitivity subject thread-index thread-topic user-agent`.split(/\s+/u),
);

/** Checks a request by SES's rules, and gives its message. Throws the error that SES documents for what breaks one. */
export function checkRules(request: SendEmailRequest, account: Account): Message {
  const message = checkContent(request);
  checkHeaders(message);
  checkAddresses(request);
  for (const { Name = "", Value = "" } of request.EmailTags ?? []) {
    refuseUnless(
      TAG.test(Name) && TAG.test(Value),
      "A tag takes up to 256 letters, digits, _ and - in name and value.",
    );
  }
  const { OpenTrackingEnabled: opens, ClickTrackingEnabled: clicks } = request.ConfigurationOverrides?.Tracking ?? {};
  for (const status of [opens, clicks]) {
    refuseUnless(status === undefined || /^(?:EN|DIS)ABLED$/u.test(status), "Tracking is ENABLED or DISABLED.");
  }
  const bytes = Buffer.byteLength(JSON.stringify(message));
  refuseUnless(bytes <= MOST_BYTES, `Message length is more than ${MOST_BYTES} bytes long: '${bytes}'.`);
  checkSetup(request, account);
  return message;
}

/** The address in `"Name" <address>`, or the whole text if it has no name. */
export function bareAddress(text: string): string {
  return NAMED.exec(text.trim())?.groups?.["address"] ?? text.trim();
}

/** Everyone that a request sends to. */
export function recipientsOf({ Destination: to = {} }: SendEmailRequest): string[] {
  return [...(to.ToAddresses ?? []), ...(to.CcAddresses ?? []), ...(to.BccAddresses ?? [])];
}

function checkContent({ Content = {} }: SendEmailRequest): Message {
  const { Simple: message } = Content;
  if (!message || Object.keys(Content).length > 1) {
    throw new SesError("BadRequestException", "This stand-in takes Simple content, and no Raw or Template.");
  }
  const { Subject, Body } = message;
  refuseUnless(Body?.Html ?? Body?.Text, "An email needs a body, as Text or Html.");
  for (const content of [Subject, Body?.Html, Body?.Text]) {
    refuseUnless(!content || hasItsCharset(content), "Text that is not 7-bit ASCII needs its Charset.");
  }
  return message;
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Content.html */
function hasItsCharset({ Data = "", Charset }: Content): boolean {
  return Charset !== undefined || /^\p{ASCII}*$/u.test(Data);
}

function checkHeaders({ Headers = [] }: Message): void {
  refuseUnless(Headers.length <= MOST_HEADERS, `An email takes ${MOST_HEADERS} headers of its own at most.`);
  const seen = new Set(WRITTEN_BY_SES);
  for (const { Name = "", Value = "" } of Headers) {
    refuseUnless(HEADER_NAME.test(Name), "A header's name has 1 to 126 printable ASCII characters, and no colon.");
    refuseUnless(HEADER_VALUE.test(Value), `The header ${Name} takes 1 to 870 printable ASCII characters.`);
    const key = Name.toLowerCase();
    refuseUnless(!ONCE.has(key) || !seen.has(key), `An email has the header ${Name} once at most.`);
    seen.add(key);
  }
}

function checkAddresses(request: SendEmailRequest): void {
  const { FromEmailAddress: from, ReplyToAddresses: replyTo = [] } = request;
  refuseUnless(from !== undefined, "FromEmailAddress is missing.");
  const recipients = recipientsOf(request);
  refuseUnless(recipients.length > 0, "An email needs a recipient.");
  refuseUnless(recipients.length <= MOST_RECIPIENTS, `Recipient count exceeds ${MOST_RECIPIENTS}.`);
  for (const text of [from ?? "", ...replyTo, ...recipients]) {
    refuseUnless(Buffer.byteLength(text) <= MOST_HEADER_BYTES, "Address length is more than 320 bytes long");
    refuseUnless(/^\p{ASCII}*$/u.test(text), "An address is ASCII: its name in encoded words, its domain in Punycode.");
    refuseUnless(ADDRESS.test(bareAddress(text)), "Illegal address");
  }
}

function checkSetup(request: SendEmailRequest, { region, identities, configurationSets }: Account): void {
  const from = bareAddress(request.FromEmailAddress ?? "");
  const [, domain = ""] = from.split("@");
  if (![from, domain].some((identity) => identities.includes(identity.toLowerCase()))) {
    const failed = `The following identities failed the check in region ${region.toUpperCase()}: ${from}`;
    // https://repost.aws/knowledge-center/ses-554-400-message-rejected-error
    throw new SesError("MessageRejected", `Email address is not verified. ${failed}`);
  }
  const { ConfigurationSetName: set, ListManagementOptions: list } = request;
  if (set !== undefined && !configurationSets.includes(set)) {
    throw new SesError("NotFoundException", `Configuration set <${set}> does not exist.`);
  }
  if (list) {
    throw new SesError("NotFoundException", `List with name: ${list.ContactListName} doesn't exist.`);
  }
}

function refuseUnless(isFine: unknown, message: string): void {
  if (!isFine) {
    throw new SesError("BadRequestException", message);
  }
}
