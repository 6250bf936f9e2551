// A handler that hands its events to a Python handler in a process beside it, one JSON object on a line each way.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const { BRIDGE, ...env } = process.env;
const { python, runtime, handler: name } = JSON.parse(BRIDGE);
const child = spawn(python, [runtime, name], { env, stdio: "pipe" });
const pending = new Map();
createInterface({ input: child.stdout }).on("line", (line) => {
  const { id, result, error } = JSON.parse(line);
  const { resolve, reject } = pending.get(id);
  pending.delete(id);
  if (error) {
    reject(Object.assign(new Error(error.message), { name: error.type }));
  } else {
    resolve(result);
  }
});
createInterface({ input: child.stderr }).on("line", (line) => console.log(line));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0))); // as the sandbox itself would have ended

export async function handler(event, context) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const { awsRequestId: id, functionName, functionVersion, invokedFunctionArn, tenantId } = context;
  pending.set(id, { resolve, reject });
  const about = { id, functionName, functionVersion, invokedFunctionArn, tenantId };
  child.stdin.write(`${JSON.stringify({ ...about, remaining: context.getRemainingTimeInMillis(), event })}\n`);
  return await promise;
}
