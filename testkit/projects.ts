import { availableParallelism } from "node:os";

/** Tests of single parts, which share nothing that one could leave to the next: their modules are loaded once for all of them. */
const PARTS = ["test/*.test.ts", "test/{aws,domain,email,infra,messages,slack,web,when}/**/*.test.ts"];
/** Tests in a browser, which is one for all of them. */
const BROWSER = ["test/**/*.browser.test.ts", "test/browser.test.ts"];
/** The workflow's tests, which run on both stages. */
const WORKFLOW = ["test/workflow/*.test.ts"];
/** Makes what tests of whole services run on. */
const FUNCTIONS = ["testkit/bundle-functions.ts"];

/** Vitest's projects. Each test file belongs to exactly one, but for the workflow's, which belong to one for each stage. */
export const projects = [
  { name: "parts", include: PARTS, exclude: BROWSER, isolate: false },
  { name: "browser", include: BROWSER, isolate: false, globalSetup: [...FUNCTIONS, "testkit/start-browser.ts"] },
  // Tests that start whole services, and all the rest: each start has its own state, so their modules may be shared as well.
  {
    name: "worlds",
    include: ["test/**/*.test.ts"],
    exclude: [...PARTS, ...BROWSER, ...WORKFLOW],
    isolate: false,
    globalSetup: FUNCTIONS,
  },
  { name: "packages", include: ["packages/*/test/**/*.test.ts"], isolate: false },
  {
    name: "workflow on AWS's runner",
    include: WORKFLOW,
    provide: { stage: "AWS's local runner" as const },
    maxWorkers: 3 * availableParallelism(), // it waits most of the time
    sequence: { groupOrder: 1 }, // as Vitest demands with a number of its own
  },
  { name: "workflow on ours", include: WORKFLOW, isolate: false, provide: { stage: "the durable Lambda" as const } },
];
