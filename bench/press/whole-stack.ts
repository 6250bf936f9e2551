import {
  GetDurableExecutionHistoryCommand,
  LambdaClient,
  paginateListDurableExecutionsByFunction,
} from "@aws-sdk/client-lambda";
import { setTimeout as pass } from "node:timers/promises";
import { LOCAL } from "../../local/address.ts";
import { awsClientConfig } from "../../local/credentials.ts";
import { startStack, type Stack } from "../../local/stack.ts";
import type { Figure } from "../figure.ts";
import { inFlight, spread } from "./in-flight.ts";
import { pendingCards } from "./pending-cards.ts";

const ONBOARDINGS = 200;
// All stand-ins share one thread: with more presses at a time, we would measure how they wait for each other.
const IN_FLIGHT = 5;
const LOOK_MILLISECONDS = 20;

/** A press through the whole local stack until it is answered, and its decision until the user is active. */
export async function wholeStackFigures(): Promise<Figure[]> {
  const stack = await startStack({ log: () => undefined });
  const lambda = new LambdaClient(awsClientConfig(stack.urls.lambda));
  try {
    await warmUp(stack);
    const cards = await pendingCards(stack, lambda, ONBOARDINGS);
    const presses = await inFlight(IN_FLIGHT, cards, async (ts) => {
      const { status } = await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
      if (status !== 200) {
        throw new Error(`A press was answered with status ${status}: this machine has too much to do.`);
      }
    });
    const reported = { yardstick: "", goal: "reported" };
    return [
      {
        figure: `press in Slack → answered, ${IN_FLIGHT} in flight, whole local stack`,
        measured: spread(presses),
        ...reported,
      },
      {
        figure: `decision delivered → user active, ${IN_FLIGHT} in flight, whole local stack`,
        measured: spread(await activations(lambda)),
        yardstick: "the bare engine's resume, below",
        goal: "reported",
      },
    ];
  } finally {
    lambda.destroy();
    await stack.close();
  }
}

/** Presses once before measuring, so that no cold start counts. Any answer will do. */
async function warmUp(stack: Stack): Promise<void> {
  await stack.slack.command({ user: "U0ADMIN", text: "help" });
}

/** From the callback's completion to the end of the step that activates, by the executions' own histories. */
async function activations(client: LambdaClient): Promise<number[]> {
  const took: number[] = [];
  const all = { FunctionName: LOCAL.functionName };
  for await (const { DurableExecutions = [] } of paginateListDurableExecutionsByFunction({ client }, all)) {
    for (const { DurableExecutionArn } of DurableExecutions) {
      took.push(await activation(client, DurableExecutionArn));
    }
  }
  return took;
}

async function activation(lambda: LambdaClient, DurableExecutionArn: string | undefined): Promise<number> {
  for (;;) {
    const history = new GetDurableExecutionHistoryCommand({ DurableExecutionArn, MaxItems: 1_000 });
    const { Events = [] } = await lambda.send(history);
    const at = (type: string, name: string) =>
      Events.find(({ EventType, Name }) => EventType === type && Name === name)?.EventTimestamp?.getTime();
    const [decided, active] = [at("CallbackSucceeded", "verification"), at("StepSucceeded", "activate-user")];
    if (decided && active) {
      return active - decided;
    }
    await pass(LOOK_MILLISECONDS);
  }
}
