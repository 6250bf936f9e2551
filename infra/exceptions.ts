import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Accepts a finding of the template's checks for one construct, with the reason. */
export function acknowledge(construct: IConstruct, id: string, reason: string | false): void {
  if (reason) {
    Validations.of(construct).acknowledge({ id, reason });
  }
}
