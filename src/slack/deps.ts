import type { DecidePorts } from "../domain/decide.ts";
import type { Language } from "../domain/language.ts";
import type { Users } from "../domain/ports.ts";
import type { LetterPorts } from "../domain/letters.ts";
import type { StartPorts } from "../domain/start.ts";
import type { Access } from "./access.ts";
import type { Log } from "./log.ts";
import type { Views } from "./views.ts";

/** What the listeners act through; src/lambda/slack.ts makes the real ones. */
export interface SlackDeps extends DecidePorts, LetterPorts, StartPorts {
  users: Pick<Users, "find" | "findByEmail" | "listPending" | "listEnded">;
  access: Access;
  views: Views;
  /** The language of emails to users whose own is not known. */
  language: Language;
  log: Log;
}
