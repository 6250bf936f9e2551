import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { METRIC } from "../../src/aws/metric-names.ts";
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
  expect(perMonth).toContain(`${alarms.length} alarms at $0.10, ${ours} custom metrics`);
});

test("no recipe deletes a version without asking for every state that still needs it", () => {
  const recipes = [...handbook.matchAll(/```sh\n([^`]+)```/gu)].map(([, recipe = ""]) => recipe);
  const deleting = recipes.filter((recipe) => recipe.includes("delete-function"));
  expect(deleting).toHaveLength(1);
  for (const recipe of deleting) {
    expect(recipe).toMatch(/--statuses RUNNING PAUSING PAUSED DELETING.*if \[ "\$needed" = 0 \].*delete-function/su);
  }
});

test("the deployment guide describes each setting, and no other", () => {
  const guide = read("docs/deploy.md");
  const table = guide.slice(guide.indexOf("| setting |"));
  const rows = [...table.matchAll(/^\| (`[^|]+`) \|/gmu)].flatMap(([, names = ""]) =>
    names.replaceAll("`", "").split(", "),
  );
  expect(new Set(["stage", ...rows])).toEqual(new Set(SETTING_NAMES));
});

const anchorsOf = (page: string) =>
  [...page.matchAll(/^#+ (.+)$/gmu)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/gu, "")
      .replaceAll(" ", "-"),
  );

const PAGES = ["*.md", "docs/**/*.md", "packages/*/*.md"].flatMap((pattern) => globSync(pattern));

test.each(PAGES.filter((page) => !page.startsWith("packages/")))("%s names files and tests that exist", (page) => {
  const named = [...read(page).matchAll(/`((?:[a-z][\w-]*\/)+[\w.-]+)`/gu)].map(([, name = ""]) => name);
  const files = named.filter((name) =>
    /^(?:bench|infra|lint|local|packages|src|test|tools)\/.*\.(?:js|json|ts)$/u.test(name),
  );
  const tests = named.filter((name) => /^(?:aws|domain|email|journeys|slack|tools|web|workflow)\/[\w/-]+$/u.test(name));
  const isMissing = (name: string) => globSync(`{test,src}/${name}{,.*}`).length === 0;
  expect([...files.filter((name) => !existsSync(name)), ...tests.filter(isMissing)]).toEqual([]);
});

test.each(PAGES)("%s links to pages, and to sections of theirs, that exist", (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/gu)];
  const broken = links.filter(([, file = "", anchor]) => {
    const target = file === "" ? page : join(dirname(page), file);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(read(target)).includes(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

/** The tables of a page whose heading names tests, row by row. */
function rowsWithTests(page: string): string[] {
  const tables = read(page).match(/^\|.*\n\|[-| ]+\n(?:\|.*\n)+/gmu) ?? [];
  return tables
    .filter((table) => /^\|.*\btest(?:ed)? \|/u.test(table))
    .flatMap((table) => table.trim().split("\n").slice(2));
}

test("every promise names a test that exists, or the command that measures it", () => {
  const rows = rowsWithTests("docs/promises.md");
  expect(rows.length).toBeGreaterThan(25);
  const isTested = (row: string) =>
    [...row.matchAll(/`([^`]+)`/gu)].some(
      ([, name = ""]) =>
        /^npm run [a-z:]+$/u.test(name) ||
        globSync([`test/${name}{,.*,/*.test.ts}`, `test/**/${name}.test.ts`, name]).length > 0,
    );
  expect(rows.filter((row) => !isTested(row))).toEqual([]);
});

test("every threat names a test, but for what the page calls a limit", () => {
  const untested = rowsWithTests("docs/threat-model.md").filter((row) => !/`[\w/.-]+`[^|]*\|$/u.test(row));
  expect(untested.map((row) => row.split("|")[1]?.trim())).toEqual([
    "to guess a token",
    "`cancel`",
    "`list`, `status`",
  ]);
});
