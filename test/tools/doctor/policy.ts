import { readFileSync } from "node:fs";

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
}

const { Statement: statements }: { Statement: Statement[] } = JSON.parse(
  readFileSync("docs/doctor-policy.json", "utf8"),
);

/** What docs/doctor-policy.json grants: each action, by the statement that grants it. */
export const GRANTS = statements.flatMap(({ Sid, Action, Resource }) =>
  [Action].flat().map((action) => ({ sid: Sid, action, resources: [Resource].flat() })),
);

/** The actions that it grants, but for those of the statements whose ID this matches. */
export const grantedBut = (leftOut: RegExp) =>
  new Set(GRANTS.filter(({ sid }) => !leftOut.test(sid)).map(({ action }) => action));
