import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A synthesised bundle: where its files are, and its code's size in bytes, plain and compressed for deployment. */
export interface Bundle {
  folder: string;
  bytes: number;
  compressed: number;
}

/** The size limit of each bundle in bytes, measured plus a tenth: Lambda loads it at every cold start. */
export const BUDGET = {
  Onboard: 860_000,
  Slack: 620_000,
  Verify: 540_000,
  Ended: 480_000,
  MailEvents: 390_000,
} as const;

interface Resource {
  Type: string;
  Properties?: { Code?: { S3Key?: string } };
}

/** The bundles of the functions in the one stack of this cloud assembly, by the beginning of their logical IDs. */
export function synthesisedBundles(assembly: string): Record<keyof typeof BUDGET, Bundle> {
  const resources = Object.entries<Resource>(readTemplate(assembly).Resources);
  const find = (name: string): Bundle => {
    const [, fn] = resources.find(([id, { Type }]) => Type === "AWS::Lambda::Function" && id.startsWith(name)) ?? [];
    const hash = fn?.Properties?.Code?.S3Key?.replace(/\.zip$/u, "");
    const folder = join(assembly, `asset.${hash}`);
    const code = join(folder, "index.js");
    return { folder, bytes: statSync(code).size, compressed: gzipSync(readFileSync(code)).length };
  };
  return {
    Onboard: find("Onboard"),
    Slack: find("Slack"),
    Verify: find("Verify"),
    Ended: find("Ended"),
    MailEvents: find("MailEvents"),
  };
}

/** The template of the one stack of this cloud assembly, whose manifest says which that is. */
export function readTemplate(assembly: string): { Resources: Record<string, Resource> } {
  const read = (file: string) => JSON.parse(readFileSync(join(assembly, file), "utf8"));
  const artifacts: Artifact[] = Object.values(read("manifest.json").artifacts);
  const stack = artifacts.find(({ type }) => type === "aws:cloudformation:stack");
  return read(stack?.properties?.templateFile ?? "");
}

interface Artifact {
  type: string;
  properties?: { templateFile?: string };
}
