import { type Logger, LogLevel } from "@slack/web-api";

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
