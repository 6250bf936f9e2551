import { BUDGET, synthesisedBundles } from "./synthesised-bundles.ts";

// Prints the size of each bundle in cdk.out, after `npm run synth`.
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`.padStart(8);
const bundles = synthesisedBundles("cdk.out");
for (const name of Object.keys(BUDGET) as (keyof typeof BUDGET)[]) {
  const { bytes, compressed } = bundles[name];
  console.log(
    `${name.padEnd(8)} ${kilobytes(bytes)} of ${kilobytes(BUDGET[name])}, ${kilobytes(compressed)} compressed`,
  );
}
