/* oxlint-disable import/no-unassigned-import -- each file adds its tests */
// All tests of the synthesised stack, in one file: each worker that loads CDK and makes a first template needs a second of processor
// time for that. `npx vitest run test/infra -t "has a managed policy"` runs one of them.
import "./checks.ts";
import "./stack.ts";
import "./permissions.ts";
import "./authorization.ts";
import "./configuration.ts";
import "./domain.ts";
import "./durable-function.ts";
import "./guard-rails.ts";
import "./watching.ts";
import "./handbook.ts";
