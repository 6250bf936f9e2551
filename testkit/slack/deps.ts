import type { SlackDeps } from "../../src/slack/deps.ts";
import { memoryUsers, NOW } from "../fakes.ts";
import { accessOf } from "./actors.ts";
import { memoryDecisions, memoryExecutions, memoryLetters, memoryLog, memoryStarts, memoryViews } from "./fakes.ts";

/** The listeners' dependencies in memory, without any user, except for what the test hands in. */
export function fakeDeps<Given extends Partial<SlackDeps> = object>(given?: Given) {
  const fakes = {
    users: memoryUsers(),
    starts: memoryStarts(),
    decisions: memoryDecisions(),
    executions: memoryExecutions(),
    letters: memoryLetters(),
    views: memoryViews(),
    access: accessOf(),
    log: memoryLog(),
    language: "en" as const,
    now: () => NOW,
    pause: async () => {},
  };
  return Object.assign(fakes, given);
}
