import { GetDurableExecutionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { afterEach, describe, expect, test } from "vitest";
import type { LambdaOptions } from "../src/service.ts";
import { failure, freshPath, type Service, startService } from "./service.ts";

const running: Service[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.close()));
});

async function started(options: Partial<LambdaOptions> = {}): Promise<Service> {
  const service = await startService(options);
  running.push(service);
  return service;
}

/** Publishes these versions of one function at once, each with its own code and environment. */
function publish(service: Service, ...versions: ("one" | "two")[]): void {
  const published = versions.map((release) => ({
    name: "released",
    version: release === "one" ? 1 : 2,
    entry: new URL(`fixtures/release-${release}.ts`, import.meta.url),
    env: { AWS_ENDPOINT_URL_LAMBDA: service.url, RELEASE: release },
    durable: { executionTimeoutSeconds: 86_400 },
  }));
  service.register(published);
}

async function begin(service: Service, qualifier = "live"): Promise<string> {
  const { DurableExecutionArn: arn = "" } = await service.client.send(
    new InvokeCommand({ FunctionName: "released", Qualifier: qualifier, InvocationType: "Event" }),
  );
  await service.event(arn, "InvocationCompleted");
  return arn;
}

const resultOf = async (service: Service, arn: string) => (await service.ended(arn)).result;

describe("A new version", () => {
  test("is what begins from now on, while an execution that sleeps wakes in the version it began with", async () => {
    const service = await started();
    publish(service, "one");
    const before = await begin(service);
    publish(service, "two");
    const after = await begin(service);
    service.advance(3600);
    expect(await resultOf(service, before)).toBe("one, one");
    expect(await resultOf(service, after)).toBe("two, two");
    const told = await service.client.send(new GetDurableExecutionCommand({ DurableExecutionArn: after }));
    expect(told).toMatchObject({ Version: "2", FunctionArn: expect.stringMatching(/:released:2$/u) });
  });

  test("takes the old one's place in memory: that one ends once it has nothing to do, and starts again when it is needed", async () => {
    const service = await started();
    const entry = new URL("fixtures/counter.ts", import.meta.url);
    const counted = () => service.lambda.invoke("counter:1", {});
    service.register([{ name: "counter", version: 1, entry, env: {} }]);
    expect([await counted(), await counted()]).toEqual([{ calls: 1 }, { calls: 2 }]);
    service.register([{ name: "counter", version: 2, entry, env: {} }]);
    expect(await counted()).toEqual({ calls: 1 });
  });

  test("keeps the old one under its number; $LATEST is the newest code", async () => {
    const service = await started();
    publish(service, "two", "one");
    const [old, latest] = await Promise.all([begin(service, "1"), begin(service, "$LATEST")]);
    service.advance(3600);
    expect(await resultOf(service, old)).toBe("one, one");
    expect(await resultOf(service, latest)).toBe("two, two");
    expect(await failure(begin(service, "3"))).toEqual({ name: "ResourceNotFoundException", status: 404 });
  });

  test("changes nothing for what sleeps through a restart as well", async () => {
    const database = freshPath();
    const before = await started({ database });
    publish(before, "one");
    const arn = await begin(before);
    running.splice(0);
    await before.close();

    const after = await started({ database });
    publish(after, "one", "two");
    after.advance(3600);
    expect(await resultOf(after, arn)).toBe("one, one");
  });

  test("without the old one keeps the execution trying, and it goes on once that is published again", async () => {
    const database = freshPath();
    const before = await started({ database });
    publish(before, "one");
    const arn = await begin(before);
    running.splice(0);
    await before.close();

    const after = await started({ database });
    publish(after, "two");
    after.advance(3600);
    await expect
      .poll(async () => (await after.history(arn)).at(-1)?.InvocationCompletedDetails?.Error)
      .toMatchObject({
        Payload: {
          ErrorType: "ResourceNotFoundException",
          ErrorMessage: "Function not found: arn:aws:lambda:us-east-1:000000000000:function:released:1",
        },
      });
    publish(after, "one");
    expect((await after.endedInTime(arn)).result).toBe("one, one");
  });

  test("must have a number of its own", async () => {
    const service = await started();
    publish(service, "one");
    expect(() => publish(service, "one")).toThrow("released:1 is published already. Give what is new another version.");
  });

  test("may not run for longer than a year", async () => {
    const service = await started();
    const year = {
      name: "long",
      entry: new URL("file:///"),
      env: {},
      durable: { executionTimeoutSeconds: 31_622_401 },
    };
    expect(() => service.register([year])).toThrow("long's executionTimeoutSeconds must be at most 31622400.");
  });
});
