// Plain JavaScript that old versions of Node.js can read too, so that they can be told from a fault in the project.
const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(
    `This needs Node.js 24 or newer, and this is ${process.versions.node}. Run \`npm ci\` first: it brings one that \`npm start\` uses.`,
  );
  process.exit(1);
}
await import("./main.ts");
