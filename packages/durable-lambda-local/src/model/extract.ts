// Prints lambda-model.json: what AWS's model of the Lambda API says about durable functions, without its prose.
//   node extract.ts service-2.json > lambda-model.json
// The model is botocore's (Apache-2.0): data/lambda/2015-03-31/service-2.json.gz in https://pypi.org/project/botocore/.
import { readFileSync } from "node:fs";

interface Model {
  metadata: object;
  operations: Record<string, Operation>;
  shapes: Record<string, Shape>;
}

interface Operation {
  http: object;
  input?: { shape: string };
  output?: { shape: string };
  errors?: { shape: string }[];
}

interface Shape {
  type: string;
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
}

const [path = ""] = process.argv.slice(2);
const model: Model = JSON.parse(readFileSync(path, "utf8"), (key, value) =>
  key === "documentation" || key === "documentationUrl" ? undefined : value,
);
const shapes: Record<string, Shape> = {};

const operations = Object.fromEntries(
  Object.entries(model.operations)
    .filter(([name]) => name === "Invoke" || name.includes("DurableExecution"))
    .map(([name, { http, input, output, errors = [] }]) => {
      for (const { shape } of [input, output, ...errors, { shape: "DurableConfig" }].filter((each) => !!each)) {
        keep(shape);
      }
      const names = errors.map(({ shape }) => shape).toSorted();
      return [name, { http, input: input?.shape, output: output?.shape, errors: names }];
    }),
);
const byName = Object.keys(shapes).toSorted();
console.log(
  JSON.stringify({ operations, shapes: Object.fromEntries(byName.map((name) => [name, shapes[name]])) }, null, 2),
);

function keep(name: string): void {
  const shape = model.shapes[name];
  if (!shape || shapes[name]) {
    return;
  }
  shapes[name] = shape;
  for (const { shape: next } of [...Object.values(shape.members ?? {}), ...(shape.member ? [shape.member] : [])]) {
    keep(next);
  }
}
