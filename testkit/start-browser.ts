import type { TestProject } from "vitest/node";
import { serveBrowser } from "./browser.ts";

/** Starts one Chromium for all test files of a run, and stops it at the end; Vitest calls it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await serveBrowser();
  project.provide("chromium", browser.wsEndpoint());
  return () => browser.close();
}
