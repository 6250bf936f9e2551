import { createRequire } from "node:module";

/** A mail as aws-ses-v2-local stores it; `at` is in seconds since 1970. */
export interface StoredMail {
  messageId: string;
  from: string;
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  body: { html?: string; text?: string };
  at: number;
}

const { getStoreReadonly }: { getStoreReadonly: () => { emails: StoredMail[] } } = createRequire(import.meta.url)(
  "aws-ses-v2-local/dist/store",
);

/** The stand-in's own store, one for the whole process, from which it answers `/store`. Clearing replaces its list. */
export const sesStore = getStoreReadonly;
