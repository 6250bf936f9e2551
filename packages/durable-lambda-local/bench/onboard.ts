import { writeSync } from "node:fs";
import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import type { Steps } from "./peers/peer.ts";

/** What the function tells the driver: which step ran for whom. */
export interface News {
  step: keyof Steps;
  user: string;
  callbackId?: string;
}

const tell = (news: News) => void writeSync(Number(process.env["NEWS_FD"]), `${JSON.stringify(news)}\n`);

/** The onboarding that the other engines run, too. */
export const handler = withDurableExecution(async ({ user, email }: { user: string; email: string }, ctx) => {
  const [decision, callbackId] = await ctx.createCallback("decision", { timeout: { days: 1 } });
  await ctx.step("validate", async () => {
    if (!email.includes("@")) {
      throw new Error("This is no email address.");
    }
  });
  await ctx.step("create", async () => tell({ step: "create", user }));
  await ctx.step("notify", async () => tell({ step: "notify", user, callbackId }));
  if (JSON.parse(await decision) !== "approve") {
    return { status: "REJECTED" };
  }
  await ctx.step("activate", async () => tell({ step: "activate", user }));
  await ctx.step("welcome", async () => tell({ step: "welcome", user }));
  return { status: "ACTIVE" };
});
