import { lockedPackages } from "./packages.ts";

// npm run licences: prints every package's licence, deployed packages first.
for (const { name, version, licence, isForDevelopment } of (await lockedPackages()).toSorted(deployedFirst)) {
  console.log([licence.padEnd(20), isForDevelopment ? "development" : "deployed   ", `${name}@${version}`].join("  "));
}

function deployedFirst(one: { isForDevelopment: boolean }, other: { isForDevelopment: boolean }): number {
  return Number(one.isForDevelopment) - Number(other.isForDevelopment);
}
