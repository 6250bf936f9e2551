import { type Logger, LogLevel } from "@slack/web-api";
import { PermanentFailure } from "../domain/failures.ts";

/** Where structured lines go. Fields hold IDs, names of errors and numbers; never a body, an address or a token. */
export interface Log {
  info(message: string, fields: Record<string, string | number>): void;
  warn(message: string, fields: Record<string, string | number>): void;
  error(message: string, fields: Record<string, string | number>): void;
}

/** What can be logged of anything thrown: its name and code, and its message only if it is ours, since others may contain an address. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return "Error";
  }
  if (error instanceof PermanentFailure) {
    return `${error.name}: ${error.message}`;
  }
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}

const silent = () => undefined;

/** For Slack's libraries: their lines quote requests and errors, which hold personal data. What matters reaches us as errors. */
export const quietLogger: Logger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  setName: silent,
  getLevel: () => LogLevel.ERROR,
};
