import { expect, test } from "vitest";
import { killAgain, type Scene } from "./crash/kill-again.ts";

const program = new URL("fixtures/mortal.ts", import.meta.url);
const lived: number[] = [];

const scene = (overrides: Partial<Scene<{ pid: number }>>): Scene<{ pid: number }> => ({
  program,
  args: ["strong"],
  milliseconds: 300,
  begin: () => undefined,
  act: async ({ pid }) => void lived.push(pid),
  isGoingOn: async () => false,
  ...overrides,
});
const broken = () => Promise.reject(new Error("the mailbox is full."));
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("what fails after the last kill is told with the seed and what the service wrote, and the service is dead", async () => {
  let last = 0;
  const isGoingOn = ({ pid }: { pid: number }) => {
    last = pid;
    return broken();
  };
  await expect(killAgain({ kills: 1, seed: 7 }, scene({ isGoingOn }))).rejects.toThrow(
    /^Seed 7, after the last kill: the mailbox is full\. The service wrote last: started as strong\n$/u,
  );
  expect(isAlive(last)).toBe(false);
});

test("what fails in an earlier life is told with its number", async () => {
  await expect(killAgain({ kills: 50, seed: 7 }, scene({ act: broken }))).rejects.toThrow(
    /^Seed 7, in life \d+ of 50: the mailbox is full\.$/u,
  );
});

test("a service that dies by itself is told with its last words", async () => {
  const isGoingOn = async () => true;
  await expect(killAgain({ kills: 0, seed: 7 }, scene({ args: ["weak"], isGoingOn }))).rejects.toThrow(
    /^Seed 7, after the last kill: .+ died by itself: started as weak[^]+it is ill/u,
  );
});
