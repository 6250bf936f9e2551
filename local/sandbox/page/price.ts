import { html } from "hono/html";
import type { Html } from "../../../packages/slack-local/src/live-page/html.ts";
import { durableDollars, stepFunctionsDollars } from "../cost.ts";
import type { Detail } from "../detail.ts";
import { dollars, duration, share } from "./words.ts";

const MILLION = 1_000_000;

/** The cost so far, beside the price of Step Functions for the same steps, and the share of its life spent asleep. */
export function price({ id, bill, line }: Detail, now: number): Html {
  const { startedAt, endedAt } = line;
  const awake = line.awakeMilliseconds + awakeNow(line, now);
  const whole = (endedAt ?? now) - startedAt;
  const [durable, machine] = [durableDollars(bill, awake), stepFunctionsDollars(bill, awake)];
  const { operations, invocations, bytesWritten } = bill;
  const row = (name: string, cost: number, mark: string) =>
    html`<div class="${mark}">
      <dt>${name}</dt>
      <dd>
        <svg class="amount" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect width="${((cost / Math.max(durable, machine)) * 100).toFixed(1)}" height="8" rx="1" />
        </svg>
        ${dollars(cost)} <span class="quiet">${dollars(cost * MILLION)} per million onboardings</span>
      </dd>
    </div>`;
  return html`<div class="price" id="price-${id}">
    <dl>
      ${row(endedAt === undefined ? "Cost so far" : "Cost", durable, "durable")}
      ${row("Step Functions", machine, "machine")}
      <div>
        <dt>Asleep</dt>
        <dd>${share(Math.max(0, whole - awake), whole)} <span class="quiet">awake ${duration(awake)}</span></dd>
      </div>
    </dl>
    <details data-key="counted">
      <summary id="counted">How it's counted</summary>
      <p>
        ${operations} durable operations, ${bytesWritten} bytes written, ${invocations}
        ${invocations === 1 ? "invocation" : "invocations"} and ${duration(awake)} awake on 512 MB, at the list prices
        of us-east-1 on arm64. Step Functions: a Standard workflow with the same steps, one invocation each. DynamoDB
        and email cost the same either way and are left out; so are the free tier and the few kilobytes of state that
        Lambda keeps.
      </p>
    </details>
  </div>`;
}

/** How long the invocation that runs now has run; a timeline sums up only those that have ended. */
function awakeNow({ spans }: Detail["line"], now: number): number {
  const last = spans.at(-1);
  return last?.type === "invocation" && last.endedAt === undefined ? Math.max(0, now - last.startedAt) : 0;
}
