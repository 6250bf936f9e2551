import type { KnownBlock, View } from "@slack/types";

/** One thing that people see. */
export type Sample = { group: string; name: string } & (
  | { kind: "html"; html: string }
  | { kind: "text"; text: string }
  | { kind: "message"; text: string; blocks?: readonly KnownBlock[] }
  | { kind: "view"; view: View }
);
