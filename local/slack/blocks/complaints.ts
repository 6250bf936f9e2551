import type * as v from "valibot";

/** What is wrong, one sentence a fault as Slack writes it, below the given JSON pointer: "… [json-pointer:/blocks/0/text]". */
export function complaints(issues: readonly v.BaseIssue<unknown>[], root: string): string[] {
  return issues.map((issue) => {
    const keys = (issue.path ?? []).map((item) => String(item.key));
    const [what, where] = complaint(issue, keys);
    return `${what} [json-pointer:${[root, ...where].join("/")}]`;
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
