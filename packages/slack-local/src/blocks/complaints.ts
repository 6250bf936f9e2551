import type * as v from "valibot";

/** What is wrong, in Slack's words, and a JSON pointer to the part at fault. */
export interface Complaint {
  message: string;
  pointer: string;
}

/** What is wrong, one sentence a fault as Slack writes it, below the given JSON pointer: "… [json-pointer:/blocks/0/text]". */
export function complaints(issues: readonly v.BaseIssue<unknown>[], root: string): string[] {
  return complaintsOf(issues, root).map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
}

/** The same in parts. */
export function complaintsOf(issues: readonly v.BaseIssue<unknown>[], root: string): Complaint[] {
  return issues.map((issue) => {
    const keys = (issue.path ?? []).map((item) => String(item.key));
    const [message, where] = complaint(issue, keys);
    return { message, pointer: [root, ...where].join("/") };
  });
}

function complaint(issue: v.BaseIssue<unknown>, keys: string[]): [string, string[]] {
  const parent = keys.slice(0, -1);
  if (issue.type === "strict_object" && issue.expected === "never") {
    return [`invalid additional property: ${keys.at(-1)}`, parent];
  }
  const isObjectsShape = issue.type === "strict_object" || issue.type === "variant";
  if (isObjectsShape && issue.input === undefined) {
    return [`missing required field: ${keys.at(-1)}`, parent];
  }
  if (issue.type === "variant" && keys.at(-1) === "type" && typeof issue.input === "string") {
    return [`unsupported type: ${issue.input}`, keys];
  }
  if (isObjectsShape) {
    return ["must provide an object", keys];
  }
  return [issue.message, keys];
}
