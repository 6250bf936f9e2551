// Plain JavaScript that old versions of Node.js can read too, so that they can be told from a fault in the project.
const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(
    `This needs Node.js 24 or newer, and this is ${process.versions.node}. On Linux and Windows, run \`npm ci\` and then \`npm start\`, which use a Node.js 24 of their own. On macOS, install Node.js 24.`,
  );
  process.exit(1);
}
await import("./main.ts");
