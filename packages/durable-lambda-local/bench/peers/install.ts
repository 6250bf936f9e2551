import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

// node bench/peers/install.ts DIR: installs what the benchmark compares with, from npm and from Debian.

const PACKAGES = {
  "@dbos-inc/dbos-sdk": "5.3.0",
  "@restatedev/restate-sdk": "1.17.2",
  "@restatedev/restate-server": "1.7.12",
};
const POSTGRES = "postgresql-15";

const [, , given] = process.argv;
if (given === undefined) {
  console.error("Name a folder outside of the project: node bench/peers/install.ts DIR.");
  process.exit(1);
}
const folder = resolve(given);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies: PACKAGES }));
execFileSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
if (!existsSync("/usr/lib/postgresql/15/bin/postgres")) {
  execFileSync("apt-get", ["install", "--yes", "--quiet", POSTGRES], { stdio: "inherit" });
}
console.log(
  `The peers are in ${folder}. Compare with them: npm run bench -w durable-lambda-local -- --peers ${folder}`,
);
