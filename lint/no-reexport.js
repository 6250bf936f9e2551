const MESSAGE =
  "Import this name from the file that makes it: a name has one home, and a file that passes others on is a barrel.";

/** Refuses `export … from`: oxlint's own no-barrel-file sees `export *` alone. An ESLint rule, run by oxlint. */
const noReexport = {
  create(context) {
    const refuse = (node) => node.source && context.report({ node, message: MESSAGE });
    return { ExportAllDeclaration: refuse, ExportNamedDeclaration: refuse };
  },
};

export default { meta: { name: "layout" }, rules: { "no-reexport": noReexport } };
