import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPERATIONS, type OperationName, type Shape, shapeOf } from "../../src/model/model.ts";
import { type Answer, apiOf, type Input } from "./api.ts";
import { engineOfOne } from "./engine.ts";

// Every member of every request, at every depth, given every kind of value that AWS's model refuses.

const one = engineOfOne([{ name: "isolated", tenantIsolation: true }]);
const send = apiOf(one);
afterAll(() => one.close());

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f:1/durable-execution/name/id";
const ERROR = { ErrorType: "E", ErrorMessage: "m", ErrorData: "d", StackTrace: ["at here"] };
const UPDATE = {
  Id: "a",
  Type: "STEP",
  Action: "RETRY",
  Name: "name",
  SubType: "Step",
  ParentId: "p",
  Payload: "1",
  Error: ERROR,
  ContextOptions: { ReplayChildren: true },
  StepOptions: { NextAttemptDelaySeconds: 1 },
  WaitOptions: { WaitSeconds: 1 },
  CallbackOptions: { TimeoutSeconds: 1, HeartbeatTimeoutSeconds: 1 },
  ChainedInvokeOptions: { FunctionName: "f:1", TenantId: "t" },
};
const NOT_DURABLE = "A durable execution name can only be given for a durable function.";
const PAGE = { MaxItems: 1, Marker: "1" };

/** A request of each operation with all that the model knows of it; only what is wrong with it is to be refused. */
const REQUESTS: Record<OperationName, Input> = {
  Invoke: {
    FunctionName: "isolated",
    InvocationType: "Event",
    LogType: "None",
    DurableExecutionName: "n",
    Qualifier: "1",
    TenantId: "t",
    Payload: {},
  },
  CheckpointDurableExecution: {
    DurableExecutionArn: ARN,
    CheckpointToken: "dA==",
    ClientToken: "c",
    Updates: [UPDATE],
  },
  GetDurableExecution: { DurableExecutionArn: ARN, IncludeExecutionData: true },
  GetDurableExecutionHistory: { DurableExecutionArn: ARN, IncludeExecutionData: true, ReverseOrder: true, ...PAGE },
  GetDurableExecutionState: { DurableExecutionArn: ARN, CheckpointToken: "dA==", ...PAGE },
  ListDurableExecutionsByFunction: {
    FunctionName: "f",
    Qualifier: "1",
    DurableExecutionName: "n",
    Statuses: ["RUNNING"],
    StartedAfter: "2026-01-01T00:00:00Z",
    StartedBefore: "2026-01-01T00:00:00Z",
    ReverseOrder: true,
    ...PAGE,
  },
  SendDurableExecutionCallbackSuccess: { CallbackId: "Zm9y", Result: Buffer.from("1") },
  SendDurableExecutionCallbackFailure: { CallbackId: "Zm9y", Error: ERROR },
  SendDurableExecutionCallbackHeartbeat: { CallbackId: "Zm9y" },
  StopDurableExecution: { DurableExecutionArn: ARN, Error: ERROR },
  PauseDurableExecution: { DurableExecutionArn: ARN, ClientToken: "c", ExecutionTimeoutPaused: true, Reason: "r" },
  ResumeDurableExecution: { DurableExecutionArn: ARN, ClientToken: "c", Reason: "r" },
  DeleteDurableExecution: { DurableExecutionArn: ARN },
};

/** Values that the shape refuses; what is text by its place (a path, a query, a header) can't be of another type. */
function* refused(shape: Shape, isText: boolean): Generator<[string, unknown]> {
  const { type, min = 0, max, pattern } = shape;
  if (type === "string") {
    if (!isText) {
      yield ["a number", 7];
      yield ["a list", ["x"]];
    }
    if (shape.enum) {
      yield ["an unknown value", "BOGUS"];
    }
    if (min > 0 && !isText) {
      yield ["an empty one", ""];
    }
    if (max !== undefined) {
      yield [`${max + 1} characters`, "a".repeat(max + 1)];
    }
    if (pattern) {
      yield ["what its pattern excludes", "ä\u0001"];
    }
  } else if (type === "integer") {
    if (shape.min !== undefined) {
      yield [`${min - 1}`, min - 1];
    }
    if (max !== undefined) {
      yield [`${max + 1}`, max + 1];
    }
    yield ["half a one", 1.5];
    yield ["a word", "many"];
  } else if (type === "boolean") {
    yield ["a word", "maybe"];
  } else if (type === "timestamp") {
    yield ["a word", "yesterday"];
    yield ["a day that there is not", "2026-13-45T00:00:00Z"];
  } else if (type === "list") {
    if (!isText) {
      yield ["text", "x"];
      yield ["an object", {}];
    }
    if (max !== undefined) {
      yield [`${max + 1} items`, Array.from({ length: max + 1 }, () => "RUNNING")];
    }
    for (const [what, value] of refused(shapeOf(shape.member?.shape ?? ""), isText)) {
      yield [`with ${what}`, [value]];
    }
  } else if (type === "structure") {
    yield ["text", "x"];
    yield ["a list", []];
  } else if (max !== undefined) {
    yield [`${max + 1} bytes`, Buffer.alloc(max + 1, "x")];
  }
}

/** Inputs that differ from a right one in one place. */
function* wrong(shape: Shape, right: Input, path: string): Generator<[string, Input]> {
  for (const [member, { shape: of, location }] of Object.entries(shape.members ?? {})) {
    const inner = shapeOf(of);
    const at = path ? `${path}.${member}` : member;
    const isText = location !== undefined;
    if (shape.required?.includes(member) && location !== "uri") {
      const { [member]: _, ...rest } = right;
      yield [`${at} left out`, rest];
    }
    for (const [what, value] of refused(inner, isText)) {
      yield [`${at}: ${what}`, { ...right, [member]: value }];
    }
    if (inner.type === "structure") {
      for (const [what, value] of wrong(inner, right[member] as Input, at)) {
        yield [what, { ...right, [member]: value }];
      }
    }
    const [first] = inner.type === "list" && !isText ? (right[member] as Input[]) : [];
    const item = shapeOf(inner.member?.shape ?? "String");
    if (first && item.type === "structure") {
      for (const [what, value] of wrong(item, first, `${at}[0]`)) {
        yield [what, { ...right, [member]: [value] }];
      }
    }
  }
}

const ALL = Object.keys(OPERATIONS) as OperationName[];
const CASES = ALL.flatMap((operation) =>
  [...wrong(shapeOf(OPERATIONS[operation].input), REQUESTS[operation], "")].map(([what, input]) => ({
    operation,
    what,
    input,
  })),
);

describe("What AWS's model refuses", () => {
  const answers: { what: string; answer: Answer }[] = [];
  beforeAll(async () => {
    for (const { operation, what, input } of CASES) {
      answers.push({ what: `${operation} ${what}`, answer: await send(operation, input) });
    }
  });

  test("is refused as documented, each time", () => {
    const others = answers.filter(
      ({ answer }) => answer.status !== 400 || answer.error !== "InvalidParameterValueException",
    );
    expect(others).toEqual([]);
    expect(answers.length).toBeGreaterThan(147);
  });

  test("is told by the member's name, and the value is not repeated", () => {
    for (const { what, answer } of answers) {
      const [member = ""] = /[A-Z]\w+/u.exec(what.slice(what.indexOf(" "))) ?? [];
      expect(answer.body).toEqual({ Type: "User", message: expect.stringContaining(member) });
      expect(JSON.stringify(answer.body)).not.toMatch(/BOGUS|aaaa|yesterday|maybe/u);
    }
  });

  test("differs from a request that is taken, as far as the model goes", async () => {
    for (const operation of ALL) {
      const { error, body } = await send(operation, REQUESTS[operation]);
      // Nothing of what they name is there.
      expect([undefined, "ResourceNotFoundException", "InvalidParameterValueException"]).toContain(error);
      expect([undefined, "Invalid Checkpoint Token", NOT_DURABLE]).toContain(body["message"]);
    }
  });
});

describe("A body that is no JSON object", () => {
  test.each(["{", "[]", "7", '"x"'])("is refused: %s", async (text) => {
    const raw = Buffer.from(text);
    for (const operation of ["CheckpointDurableExecution", "StopDurableExecution"] as const) {
      const { status, body } = await send(operation, { DurableExecutionArn: ARN, raw });
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringMatching(/body|Error must be an object/u)]);
    }
  });
});
