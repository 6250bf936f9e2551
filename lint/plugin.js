const BARREL =
  "Import this name from the file that makes it: a name has one home, and a file that passes others on is a barrel.";

/** Refuses `export … from`: oxlint's own no-barrel-file sees `export *` alone. */
const noReexport = {
  create(context) {
    const refuse = (node) => node.source && context.report({ node, message: BARREL });
    return { ExportAllDeclaration: refuse, ExportNamedDeclaration: refuse };
  },
};

const CLOCK =
  "Take the clock as a required argument, `now: Clock`: it is made in src/lambda only, so that no test reads it.";

/** Refuses to read the real time: `new Date()`, `Date()` and any use of `Date.now`, called or passed on. */
const noRealClock = {
  create(context) {
    const isDate = (node) => node.type === "Identifier" && node.name === "Date";
    const refuse = (node) => context.report({ node, message: CLOCK });
    return {
      NewExpression: (node) => isDate(node.callee) && node.arguments.length === 0 && refuse(node),
      CallExpression: (node) => isDate(node.callee) && refuse(node),
      MemberExpression: (node) =>
        isDate(node.object) && (node.property.name ?? node.property.value) === "now" && refuse(node),
    };
  },
};

/** ESLint rules, run by oxlint. */
export default { meta: { name: "layout" }, rules: { "no-reexport": noReexport, "no-real-clock": noRealClock } };
