#!/usr/bin/env node
// Plain JavaScript that old versions of Node.js can read too, so that they can be told from a fault in the program.
const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(`durable-lambda-local needs Node.js 24 or newer, and this is ${process.versions.node}.`);
  process.exit(1);
}
const { existsSync } = await import("node:fs");
const { enableCompileCache, flushCompileCache } = await import("node:module");
enableCompileCache(); // the next start takes a third of the time
const source = new URL("../src/cli.ts", import.meta.url); // in the repository only, even while `npm pack` builds there
await import(existsSync(source) ? source.href : new URL("../dist/cli.js", import.meta.url).href);
flushCompileCache(); // now, since it may be killed
