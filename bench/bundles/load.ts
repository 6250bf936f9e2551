import { createRequire } from "node:module";

// Loads a bundle as a cold start does, and says how many milliseconds that took. Node.js itself is up by then.
const [, , bundle = ""] = process.argv;
const require = createRequire(import.meta.url);
const begun = performance.now();
require(bundle);
process.stdout.write(String(performance.now() - begun));
process.exit();
