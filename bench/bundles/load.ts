import { createRequire } from "node:module";

// Loads a bundle as a cold start does, and prints the milliseconds it took, without Node.js's own start.
const [, , bundle = ""] = process.argv;
const require = createRequire(import.meta.url);
const begun = performance.now();
require(bundle);
process.stdout.write(String(performance.now() - begun));
process.exit();
