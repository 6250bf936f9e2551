import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { optionsIn } from "../src/options.ts";

const PLAIN = fileURLToPath(new URL("fixtures/plain.ts", import.meta.url));

describe("The options", () => {
  test("are few for one durable function", () => {
    expect(optionsIn([PLAIN], {})).toEqual({
      data: undefined,
      service: { port: 3001, sam: false, throttle: false, overHttp: false },
      functions: [
        {
          name: "plain",
          entry: pathToFileURL(PLAIN),
          env: {},
          timeoutSeconds: 60,
          durable: { executionTimeoutSeconds: 86_400, retentionPeriodInDays: 14 },
        },
      ],
    });
  });

  test("choose everything", () => {
    const functions = [
      `a=${PLAIN}`,
      "--plain",
      `b=${PLAIN}`,
      "--timeout",
      "5",
      "--execution",
      "60",
      "--retention",
      "1",
    ];
    const service = ["--port", "0", "--throttle", "--over-http", "--data", "here"];
    const urls = ["--events", "http://127.0.0.1:4566", "--dead-letters", "http://127.0.0.1:9324/queue"];
    const env = ["--env", "A=1=2", "--env", "B"];
    const shared = { entry: pathToFileURL(PLAIN), env: { A: "1=2", B: "shell" }, timeoutSeconds: 5 };
    expect(optionsIn([...functions, ...service, ...urls, ...env], { B: "shell" })).toEqual({
      data: "here",
      service: {
        port: 0,
        eventBridge: "http://127.0.0.1:4566",
        deadLetterQueue: "http://127.0.0.1:9324/queue",
        sam: false,
        throttle: true,
        overHttp: true,
      },
      functions: [
        { name: "a", ...shared, durable: { executionTimeoutSeconds: 60, retentionPeriodInDays: 1 } },
        { name: "b", ...shared },
      ],
    });
  });

  test("take EventBridge's endpoint from the shell, and SAM CLI's port for SAM CLI", () => {
    const { service } = optionsIn(["--sam"], { AWS_ENDPOINT_URL_EVENTS: "http://127.0.0.1:4566" }) ?? {};
    expect(service).toMatchObject({ port: 9014, sam: true, eventBridge: "http://127.0.0.1:4566" });
  });

  test.each([
    [[], "Name a module that exports a handler."],
    [["nowhere.ts"], "There is no file"],
    [[PLAIN, "--name", "a b"], '"a b" names no function: a name has 1 to 64 letters, digits, hyphens and underscores.'],
    [[PLAIN, "--port", "http"], '--port is "http"; it takes a whole number from 0 to 65535.'],
    [[PLAIN, "--timeout", "901"], '--timeout is "901"; it takes a whole number from 1 to 900.'],
    [[PLAIN, "--execution", "0"], '--execution is "0"; it takes a whole number from 1 to 31622400.'],
    [[PLAIN, "--retention", "91"], '--retention is "91"; it takes a whole number from 1 to 90.'],
    [
      [PLAIN, "--env", "NOT_THERE"],
      "--env NOT_THERE: the shell has no such variable. Give it a value: --env NOT_THERE=VALUE.",
    ],
    [[PLAIN, "--sam"], "--sam runs the functions in SAM's containers. Leave the modules out."],
    [["--sam", "--host", "0.0.0.0"], '--host is "0.0.0.0"; it takes an address of this machine besides 127.0.0.1'],
    [[PLAIN, "--events", "bus"], '--events is "bus"; it takes a URL such as http://127.0.0.1:4566.'],
    [[PLAIN, "--dead-letters", "q"], '--dead-letters is "q"; it takes a URL such as http://127.0.0.1:4566.'],
    [[tmpdir()], "There is no file"],
    [[`a=${PLAIN}`, `a=${PLAIN}`], 'Two functions are named "a". Give one another name: other=module.ts.'],
    [[PLAIN, `b=${PLAIN}`, "--name", "c"], "--name names one module. Name several so: one=one.ts two=two.ts."],
    [[PLAIN, "--env", "=x"], '--env takes NAME=VALUE, and "=x" has no name.'],
    [[PLAIN, "--name"], "Option '--name <value>' argument missing. durable-lambda-local --help lists the options."],
  ])("that are wrong are refused in a sentence: %j", (args, sentence) => {
    expect(() => optionsIn(args, {})).toThrow(sentence);
  });
});
