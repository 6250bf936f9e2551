import { draw } from "./draw.ts";
import { environment, format, parse } from "./when.ts";

// Gives this process, and all that it starts, a random day, time zone and locale, or those of TEST_WHEN. It says which, so that
// a run can be repeated. A process that was started under it keeps what it got.
if (process.env["TEST_CLOCK_AHEAD"] === undefined) {
  const chosen = process.env["TEST_WHEN"];
  const when = chosen ? parse(chosen) : draw(Math.random);
  Object.assign(process.env, environment(when));
  console.log(`The tests run at TEST_WHEN="${format(when)}"`);
  await import("./shift-date.js");
}
