import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { lockedPackages } from "../../local/packages.ts";

const PERMISSIVE = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0"];
/** Tools that ask for their own changed files to be published, which neither is changed nor deployed here. */
const FILE_COPYLEFT = { licence: "MPL-2.0", packages: /^(?:axe-core|lightningcss(?:-[\w-]+)?)$/u };

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
    expect(packages.filter(({ integrity }) => !integrity?.startsWith("sha512-"))).toEqual([]);
  });

  test("that is deployed has a permissive licence", () => {
    const deployed = packages.filter(({ isForDevelopment }) => !isForDevelopment);
    expect(deployed.length).toBeGreaterThan(20);
    expect(named(deployed.filter(({ licence }) => !isPermissive(licence)))).toEqual([]);
  });

  test("that is used in development has one too, but for tools that ask nothing of who only uses them", () => {
    const others = packages.filter(({ licence }) => !isPermissive(licence));
    const { licence, packages: tools } = FILE_COPYLEFT;
    expect(named(others.filter((one) => one.licence !== licence || !tools.test(one.name)))).toEqual([]);
  });
});

describe("install scripts", () => {
  const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);

  test("are known, each", () => {
    // node puts the one Node.js in place that everything runs on. classic-level would compile itself; it comes compiled.
    expect(scripted).toEqual(["classic-level", "node"]);
  });

  test("are allowed or denied, each, and run for node alone where npm knows of that", async () => {
    const manifest = await readFile(new URL("../../package.json", import.meta.url), "utf8");
    const { allowScripts } = JSON.parse(manifest) as { allowScripts: Record<string, boolean> };
    expect(allowScripts).toEqual({ node: true, "classic-level": false });
  });
});

interface Component {
  name: string;
  version: string;
  licenses?: object[];
  properties?: { name: string; value: string }[];
}

// Without --omit dev, which leaves out what is deployed and used in development both. https://github.com/npm/cli/issues/7909
test("npm run sbom lists every package with its licence, and marks those that are for development alone", async () => {
  const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "sbom"], { maxBuffer: 16 * 1024 * 1024 });
  const { bomFormat, components } = JSON.parse(stdout) as { bomFormat: string; components: Component[] };
  expect(bomFormat).toBe("CycloneDX");
  expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
  const isMarked = ({ properties = [] }: Component) => properties.some(({ name }) => name.endsWith(":development"));
  expect(listed(components, isMarked)).toEqual(listed(packages, (one) => one.isForDevelopment));
});

function listed<One extends { name: string; version: string }>(all: One[], isForDevelopment: (one: One) => boolean) {
  return new Map(all.map((one) => [`${one.name}@${one.version}`, isForDevelopment(one)]));
}
