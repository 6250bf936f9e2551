import * as v from "valibot";
import { toAddress } from "./address.ts";

/** The organisation that an email comes from, as its reader knows it. Every field is optional. */
export interface Brand {
  organisation?: string | undefined;
  /** An https address; emails also read well without the image. */
  logoUrl?: string | undefined;
  /** The https address where a new user continues. */
  welcomeUrl?: string | undefined;
  /** The address for questions and replies. */
  supportEmail?: string | undefined;
}

const LONGEST_ORGANISATION = 60;

/** An organisation's name: one line that fits a subject. A fault follows the setting's name. */
const Organisation = v.pipe(
  v.string("is not text"),
  v.trim(),
  v.nonEmpty("is empty"),
  v.regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, "has a line break or an invisible character"),
  v.maxLength(LONGEST_ORGANISATION, `is longer than ${LONGEST_ORGANISATION} characters`),
);

/** A web address that mail programs open without a warning. */
const HttpsUrl = v.pipe(
  v.string("is not text"),
  v.trim(),
  v.rawCheck<string>(({ dataset, addIssue }) => {
    const fault = dataset.typed ? urlFault(dataset.value) : undefined;
    if (fault !== undefined) {
      addIssue({ message: fault });
    }
  }),
  v.transform((text) => new URL(text).href),
);

/** The settings of a brand. A fault follows the setting's name. */
export const BRAND = {
  organisation: v.optional(Organisation),
  logoUrl: v.optional(HttpsUrl),
  welcomeUrl: v.optional(HttpsUrl),
  supportEmail: v.optional(v.pipe(v.string("is not text; it is an email address"), toAddress())),
} satisfies Record<keyof Brand, v.GenericSchema>;

function urlFault(text: string): string | undefined {
  const url = URL.parse(text);
  if (url?.protocol === "http:") {
    return "begins with http://; it must begin with https://";
  }
  if (url?.protocol !== "https:") {
    return "is not a web address like https://example.com/start";
  }
  return url.username || url.password ? "has a user name or a password in it; leave them out" : undefined;
}
