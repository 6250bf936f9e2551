import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failure, type Service, startService } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
  const entry = new URL("fixtures/counter.ts", import.meta.url);
  service.register([{ name: "counter", entry, env: {}, tenantIsolation: true }]);
});
afterAll(() => service.close());

const invoke = async (FunctionName: string, TenantId?: string) => {
  const { Payload } = await service.client.send(new InvokeCommand({ FunctionName, TenantId }));
  return JSON.parse(Payload?.transformToString() ?? "");
};

describe("A function that isolates its tenants", () => {
  test("has sandboxes of each tenant's own, and is told whose it is", async () => {
    expect(await invoke("counter", "blue")).toEqual({ tenantId: "blue", calls: 1 });
    expect(await invoke("counter", "green")).toEqual({ tenantId: "green", calls: 1 });
    expect(await invoke("counter", "blue")).toEqual({ tenantId: "blue", calls: 2 });
  });

  test("is invoked by another one for a tenant, which its history names", async () => {
    const arn = await service.start({ workflow: "chain", target: "counter", tenant: "red" });
    expect((await service.ended(arn)).result).toEqual({ result: { tenantId: "red", calls: 1 } });
    const { ChainedInvokeStartedDetails: started } = await service.event(arn, "ChainedInvokeStarted");
    expect(started).toMatchObject({ TenantId: "red" });
  });

  test("needs one, and any other function refuses one", async () => {
    const INVALID = { name: "InvalidParameterValueException", status: 400 };
    expect(await failure(invoke("counter"))).toEqual(INVALID);
    expect(await failure(invoke("plain", "blue"))).toEqual(INVALID);
  });
});
