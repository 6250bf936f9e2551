import { expect, test } from "vitest";
import { faultOfOption, optionsFrom } from "../../tools/command-line.ts";

const KNOWN = { email: { type: "string" }, "requested-by": { type: "string" }, mail: { type: "boolean" } } as const;
const read = (args: string[], env: NodeJS.ProcessEnv = {}) => optionsFrom("npm run it", KNOWN, args, env);

test("an option is read, though npm's configuration has one of its name", () => {
  const given = ["--email=ada@example.com", "--mail"];
  expect(read(given, { npm_config_email: "me@example.com", npm_config_mail: "true" })).toEqual({
    email: "ada@example.com",
    mail: true,
  });
});

test.each([
  [
    ["U1"],
    { npm_config_requested_by: "true" },
    "npm kept --requested-by for itself. Write -- before the options: npm run it -- --requested-by …",
  ],
  [[], { npm_config_mail: "true" }, "npm kept --mail for itself. Write -- before the options: npm run it -- --mail"],
  [["--nonsense"], {}, "Unknown option '--nonsense'."],
  [["--email"], {}, "Option '--email <value>' argument missing."],
  [["--email", "--mail"], {}, "Option '--email' argument is ambiguous."],
  [["60"], {}, "Unexpected argument '60'."],
])("%j with %j is refused in one sentence", (args, env, message) => {
  expect(() => read(args, env)).toThrow(expect.objectContaining({ message }));
});

test("a fault quotes what was given, and of a long text the beginning", () => {
  expect(faultOfOption("name", undefined, "is missing")).toBe("--name is missing.");
  expect(faultOfOption("name", "", "is empty")).toBe('--name "" is empty.');
  expect(faultOfOption("note", "x".repeat(501), "is too long")).toBe(`--note "${"x".repeat(60)}…" is too long.`);
});
