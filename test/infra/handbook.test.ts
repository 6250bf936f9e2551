import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { METRIC } from "../../src/adapters/metric-names.ts";
import { SETTING_NAMES } from "../../infra/settings.ts";
import { synthesised } from "./synthesised.ts";

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const handbook = read("docs/operations.md");
const template = synthesised();
const alarms = Object.values(template.findResources("AWS::CloudWatch::Alarm")).map(
  ({ Properties }): string => /operations\.md, (\w+)\.$/u.exec(Properties.AlarmDescription)?.[1] ?? "",
);

test("the handbook says what each alarm means, and of no other", () => {
  const table = handbook.slice(handbook.indexOf("| alarm |"), handbook.indexOf("## Deploying"));
  const rows = [...table.matchAll(/^\| ([A-Z][A-Za-z, ]+) \|/gmu)].flatMap(([, names = ""]) => names.split(", "));
  expect(new Set(rows)).toEqual(new Set(alarms));
});

test("its costs count what the template has", () => {
  const perMonth = handbook.slice(handbook.indexOf("A deployment that nobody uses costs"));
  const ours = Object.keys(METRIC).length + 1; // and SecretsUnset
  expect(perMonth).toContain(`${alarms.length} alarms at $0.10, ${ours} metrics of ours`);
});

test("no recipe deletes a version without asking for every state that still needs it", () => {
  const recipes = [...handbook.matchAll(/```sh\n([^`]+)```/gu)].map(([, recipe = ""]) => recipe);
  const deleting = recipes.filter((recipe) => recipe.includes("delete-function"));
  expect(deleting).toHaveLength(1);
  for (const recipe of deleting) {
    expect(recipe).toMatch(/--statuses RUNNING PAUSING PAUSED DELETING.*if \[ "\$needed" = 0 \].*delete-function/su);
  }
});

test("the README describes each setting, and no other", () => {
  const readme = read("README.md");
  const table = readme.slice(readme.indexOf("| setting |"), readme.indexOf("## Where things are"));
  const rows = [...table.matchAll(/^\| (`[^|]+`) \|/gmu)].flatMap(([, names = ""]) =>
    names.replaceAll("`", "").split(", "),
  );
  expect(new Set(["stage", ...rows])).toEqual(new Set(SETTING_NAMES));
});

test("the handbook leads to sections that it has", () => {
  const anchors = [...handbook.matchAll(/^#+ (.+)$/gmu)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/gu, "")
      .replaceAll(" ", "-"),
  );
  const targets = [...handbook.matchAll(/\]\(#([^)]+)\)/gu)].map(([, target]) => target);
  expect(targets.filter((target) => !anchors.includes(target ?? ""))).toEqual([]);
});
