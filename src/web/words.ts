/** An address that its owner recognises and nobody else learns: `a•••@example.com`. */
export function maskEmail(email: string): string {
  const [first = ""] = email;
  return `${first}•••${email.slice(email.lastIndexOf("@"))}`;
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** A time in words, such as "25 November 2026, 14:05 UTC": in UTC, for nobody here knows the reader's zone. */
export function moment(iso: string): string {
  const date = new Date(iso);
  return `${DAY.format(date)}, ${TIME.format(date)} UTC`;
}
