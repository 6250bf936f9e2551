import { writeSync } from "node:fs";
import { withDurableExecution } from "@aws/durable-execution-sdk-js";

/** What the function tells the driver: whom it waits for, and when it welcomed them. */
export interface News {
  user: string;
  callbackId?: string;
  welcomedAt?: number;
}

const tell = (news: News) => void writeSync(Number(process.env["NEWS_FD"]), `${JSON.stringify(news)}\n`);
const users = new Map<string, string>();
const outbox: string[] = [];

/** The onboarding that the other engines were measured with: create, two notifications, wait, settle, welcome. */
export const handler = withDurableExecution(async ({ user }: { user: string }, ctx) => {
  const [decision, callbackId] = await ctx.createCallback("decision", { timeout: { days: 1 } });
  await ctx.step("create", async () => void users.set(user, "PENDING"));
  await Promise.all([
    ctx.step("mail", async () => void outbox.push(`verify ${user}`)),
    ctx.step("card", async () => tell({ user, callbackId })),
  ]);
  await decision;
  await ctx.step("settle", async () => void users.set(user, "ACTIVE"));
  await ctx.step("welcome", async () => tell({ user, welcomedAt: performance.timeOrigin + performance.now() }));
  return { user, status: users.get(user) };
});
