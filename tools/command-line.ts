import { parseArgs, type ParseArgsConfig } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** What goes wrong by the user's choice; its message says in a sentence what to choose instead. */
export class BadChoice extends Error {}

/** An option that a command does not take; its message says what it takes instead. */
export class BadOption extends BadChoice {}

/**
 * The options that `command`, such as "npm start", was given. Throws BadOption with a sentence for one that it doesn't know, and
 * for one that npm kept to itself, because it was written without `--` before it.
 */
export function optionsFrom<const Known extends Options>(
  command: string,
  options: Known,
  args: string[],
  env: NodeJS.ProcessEnv,
) {
  const kept = Object.keys(options).find((name) => isKept(name, args, env));
  if (kept !== undefined) {
    const value = options[kept]?.type === "string" ? " …" : "";
    throw new BadOption(`npm kept --${kept} for itself. Write -- before the options: ${command} -- --${kept}${value}`);
  }
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(/\.\s|\n/u, 1);
    throw new BadOption(`${sentence.replace(/\.$/u, "")}.`);
  }
}

/**
 * The options that this process was given for `command`. Undefined where there is nothing left to do: for `--help` it has printed the
 * usage, and for an option that `command` doesn't take the fault, too, for which the process will exit with 1.
 */
export function optionsGiven<const Known extends Options & { help: { type: "boolean" } }>(
  command: string,
  usage: string,
  options: Known,
) {
  try {
    const values = optionsFrom(command, options, process.argv.slice(2), process.env);
    if (!("help" in values && values.help)) {
      return values;
    }
    console.log(usage);
  } catch (error) {
    if (!(error instanceof BadOption)) {
      throw error;
    }
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 1;
  }
  return undefined;
}

const LONGEST_QUOTE = 60;

/** What is wrong with an option, in a sentence that quotes its value: `--language "fr" is not one of en, ja, de.` */
export function faultOfOption(name: string, value: string | undefined, fault: string): string {
  const start = value !== undefined && value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value;
  return `--${name} ${start === undefined ? "" : `${JSON.stringify(start)} `}${fault}.`;
}

/** npm hands its own options to scripts as variables, and takes every option before `--` for its own. */
function isKept(name: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const isGiven = args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  return !isGiven && env[`npm_config_${name.replaceAll("-", "_")}`] !== undefined;
}
