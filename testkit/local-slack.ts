import { onTestFinished } from "vitest";
import { WORKSPACE } from "../local/workspace.ts";
import { startSlack } from "../packages/slack-local/src/slack.ts";

/** This project's workspace in a Slack of its own, with no app behind it; it stops when the test ends. */
export async function localSlack() {
  const slack = await startSlack({ workspace: WORKSPACE, appUrl: "http://127.0.0.1:9/" });
  onTestFinished(() => slack.close());
  return slack;
}
