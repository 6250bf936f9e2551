import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { javascriptTests } from "./javascript.ts";
import { conformance } from "./python.ts";
import { samCli } from "./sam.ts";

const USAGE = `Holds the engine to AWS's own suites, from checkouts that stay as they are:

  node conformance/main.ts --work DIR [--conformance DIR --python-sdk DIR] [--js-sdk DIR] [--sam-cli DIR]

  --conformance   aws/aws-durable-execution-conformance-tests; needs python3-boto3 and python3-yaml, as Debian has them
  --python-sdk    aws/aws-durable-execution-sdk-python, whose handlers the suite runs
  --js-sdk        aws/aws-durable-execution-sdk-js, whose examples have integration tests
  --sam-cli       aws/aws-sam-cli, whose own code runs against it as its external emulator, without Docker; needs
                  python3-boto3, python3-click, python3-flask and python3-requests
  --work          a folder to write to`;

const options = {
  conformance: { type: "string" },
  "python-sdk": { type: "string" },
  "js-sdk": { type: "string" },
  "sam-cli": { type: "string" },
  work: { type: "string" },
} as const;
const { values } = parseArgs({ options });
const { conformance: suite, "python-sdk": python, "js-sdk": javascript, "sam-cli": sam, work } = values;
if (!work || !(javascript || sam || (suite && python))) {
  console.error(USAGE);
  process.exit(1);
}
mkdirSync(work, { recursive: true });
const results = [
  !suite ||
    !python ||
    (await conformance({ conformance: resolve(suite), python: resolve(python), work: resolve(work) })),
  !javascript || (await javascriptTests(resolve(javascript), resolve(work))),
  !sam || (await samCli(resolve(sam))),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
