/** The parts of Babel's syntax tree that are looked at here. */
interface Node {
  type: string;
  value?: string;
  flags?: string;
  callee?: { name?: string; property?: { name?: string } };
  /** Of a statement that is nothing but an expression. */
  expression?: Node;
  quasis?: { value: { cooked?: string } }[];
  expressions?: Node[];
}

/** From a capital letter to a full stop, a colon or a question mark, with a space in between. */
const SENTENCE = /^[A-Z].* .*[.:?]$/su;

/** Why a piece of code is not broken, or undefined where it is. */
export function whyIgnored(node: Node): string | undefined {
  if (SENTENCE.test(textOf(node))) {
    return "wording: a sentence for people";
  }
  if (ACKNOWLEDGING.has(calledIn(node) ?? "")) {
    return "cdk-nag fails each synthesis that misses it";
  }
  // The mutator turns \p{RGI_Emoji_Tag_Sequence} into \P{…}, which does not parse: such a property has no opposite.
  return node.type === "RegExpLiteral" && node.flags?.includes("v")
    ? "a regular expression that it cannot read"
    : undefined;
}

/** What tells cdk-nag of an exception. */
const ACKNOWLEDGING = new Set(["acknowledge", "acknowledgeExecutions"]);

/** The name of the function or method that is called here, by an expression or a whole statement. */
function calledIn({ type, callee, expression }: Node): string | undefined {
  if (type === "ExpressionStatement") {
    return expression && calledIn(expression);
  }
  return type === "CallExpression" ? (callee?.name ?? callee?.property?.name) : undefined;
}

/** The text of a string, or of a template in which nothing is computed. */
function textOf({ type, value, quasis = [], expressions = [] }: Node): string {
  if (type === "StringLiteral") {
    return value ?? "";
  }
  const isPlain = expressions.every((each) => each.type === "Identifier" || each.type === "MemberExpression");
  return type === "TemplateLiteral" && isPlain ? quasis.map((quasi) => quasi.value.cooked).join("…") : "";
}

/** As Stryker loads it. https://stryker-mutator.io/docs/stryker-js/disable-mutants/#using-an-ignore-plugin */
export const strykerPlugins = [
  { kind: "Ignore", name: "ignored", value: { shouldIgnore: ({ node }: { node: Node }) => whyIgnored(node) } },
];
