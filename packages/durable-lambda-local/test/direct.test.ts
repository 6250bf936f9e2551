import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Request } from "./fixtures/workflows.ts";
import { freshPath, type Service, startService } from "./service.ts";

const TRANSPORT = new URL("fixtures/transport.ts", import.meta.url);
const durable = { executionTimeoutSeconds: 3600 };
const EVENT = ["DurableExecutionArn", "CheckpointToken", "InitialExecutionState", "UpdatedOperationIds"];

/** The same workflows, with a client of the service's and with AWS's over HTTP. */
let services: { direct: Service; http: Service };
beforeAll(async () => {
  const [direct, http] = await Promise.all([startService(), startService({ overHttp: true })]);
  services = { direct, http };
});
afterAll(() => Promise.all(Object.values(services).map((service) => service.close())));

const HOUR_SECONDS = 3600;

/** What becomes of it while time is moved forward, without what is different each time. */
async function outcome(service: Service, request: Request) {
  const arn = await service.start(request);
  for (await service.idle(); service.inspect.list("workflows", 1)[0]?.status === "RUNNING"; await service.idle()) {
    service.advance(HOUR_SECONDS);
  }
  const { status, result, error } = await service.ended(arn);
  const events = (await service.history(arn)).map((event) => ({
    type: event.EventType,
    operation: event.EventType?.startsWith("Execution") ? undefined : event.Name,
    result: event.StepSucceededDetails,
    error: event.StepFailedDetails?.Error?.Payload?.ErrorMessage,
  }));
  return { status, result, error: error && { type: error.ErrorType, message: error.ErrorMessage }, events };
}

describe("A function that checkpoints without HTTP comes to the same as over HTTP", () => {
  test.each<Request>([
    { workflow: "retried", failures: 2 },
    { workflow: "approval", timeoutSeconds: 60 },
    { workflow: "polled" },
    { workflow: "nested" },
    { workflow: "parallel" },
    { workflow: "fails" },
    { workflow: "huge", size: 6_291_440 }, // a result too large for a response is an update of its own
    { workflow: "many", count: 1, size: 300_000 }, // a step's result that is refused
    { workflow: "many", count: 1, size: 16_777_216 }, // a request that is too large
    { workflow: "many", count: 1100, size: 1 }, // a state of two pages
  ])("%j", async (request) => {
    const [direct, http] = await Promise.all([outcome(services.direct, request), outcome(services.http, request)]);
    expect(direct).toEqual(http);
  });

  test("and goes on where its sandbox died", async () => {
    const [direct, http] = await Promise.all(
      [services.direct, services.http].map((service) => outcome(service, { workflow: "dies", marker: freshPath() })),
    );
    expect(direct?.result).toBe(3);
    expect(http?.result).toBe(3);
  });
});

describe("A durable function is given a client", () => {
  const given = async (service: Service, name: string, endpoint: string, runsIn: "thread" | "process" = "thread") => {
    service.register([{ name, entry: TRANSPORT, env: { AWS_ENDPOINT_URL_LAMBDA: endpoint }, durable, runsIn }]);
    return await service.invoke(`${name}:live`, {});
  };

  test.each(["thread", "process"] as const)(
    "in a %s, beside an event that looks as it does in the cloud",
    async (runsIn) => {
      const { direct } = services;
      expect(await given(direct, `own-${runsIn}`, direct.url, runsIn)).toEqual({ members: EVENT, client: "object" });
    },
  );

  test("not where it is to go over HTTP, nor where its environment names another service", async () => {
    const { direct, http } = services;
    expect(await given(http, "by-http", http.url)).toEqual({ members: EVENT, client: "none" });
    expect(await given(direct, "elsewhere", http.url)).toEqual({ members: EVENT, client: "none" });
  });
});
