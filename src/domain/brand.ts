import * as v from "valibot";

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

/** Reads an organisation's name: one line that fits a subject. A fault follows the setting's name, and `hint` follows the fault. */
export const toOrganisation = (hint = "") =>
  v.pipe(
    v.string(`is not text${hint}`),
    v.trim(),
    v.nonEmpty(`is empty${hint}`),
    v.regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, `has a line break or an invisible character${hint}`),
    v.maxLength(LONGEST_ORGANISATION, `is longer than ${LONGEST_ORGANISATION} characters${hint}`),
  );

/** Reads a web address that mail programs open without a warning. A fault follows the setting's name, and `hint` follows the fault. */
export const toHttpsUrl = (hint = "") =>
  v.pipe(
    v.string(`is not text${hint}`),
    v.trim(),
    v.check(isHttpsUrl, `is not a web address like https://example.com/start${hint}`),
    v.transform((text) => new URL(text).href),
  );

function isHttpsUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" && url.username === "" && url.password === "";
}
