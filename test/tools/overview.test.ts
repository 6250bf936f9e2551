import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { about, overview, scripts } from "../../tools/overview.ts";

/** What npm runs by itself before or after another script. */
const isHook = (name: string) =>
  /^(?:pre|post)/u.test(name) && scripts[name.replace(/^(?:pre|post)/u, "")] !== undefined;

test("npm run help has a line for each script, and for nothing else", () => {
  expect(Object.keys(about)).toEqual(Object.keys(scripts).filter((name) => !isHook(name)));
});

test("CONTRIBUTING.md lists what npm run help prints", () => {
  expect(readFileSync("CONTRIBUTING.md", "utf8")).toContain(`\n${overview()}\n`);
});

test("every command that a document names is there", () => {
  const documents = [
    "README.md",
    "CONTRIBUTING.md",
    "ARCHITECTURE.md",
    "SECURITY.md",
    "docs/deploy.md",
    "docs/operations.md",
  ];
  const named = documents.flatMap((path) => [...readFileSync(path, "utf8").matchAll(/npm run (?<name>[a-z:]+)/gu)]);
  const unknown = named.flatMap(({ groups }) => (scripts[groups?.["name"] ?? ""] ? [] : groups?.["name"]));
  expect(unknown).toEqual([]);
});

test("CONTRIBUTING.md names each file that lists a request's fields, and no other", () => {
  const listsFields = (path: string) => /\bnote\b[\s\S]{0,160}?\blocale\b/u.test(readFileSync(path, "utf8"));
  const guide = readFileSync("CONTRIBUTING.md", "utf8");
  const section = guide.slice(guide.indexOf("## Adding a field"), guide.indexOf("## Deploying"));
  const named = [...section.matchAll(/`((?:src|local|tools)\/[\w/-]+\.ts)`/gu)].map(([, path]) => path);
  expect(new Set(named)).toEqual(new Set(globSync("{src,local,tools}/**/*.ts").filter(listsFields)));
});

test("CHANGELOG.md has each entry below a topic, and no topic without end", () => {
  const [, ...topics] = readFileSync("CHANGELOG.md", "utf8").split(/^### /mu);
  const entries = topics.flatMap((topic) => topic.split(/^- /mu).slice(1));
  expect(entries.length).toBeGreaterThan(40);
  expect(topics.filter((topic) => topic.split(/^- /mu).length > 20)).toEqual([]);
  expect(entries.filter((entry) => entry.trim().split("\n").length > 4)).toEqual([]);
});
