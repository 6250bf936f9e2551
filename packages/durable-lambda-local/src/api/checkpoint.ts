import type { CheckpointDurableExecutionRequest, GetDurableExecutionStateRequest } from "@aws-sdk/client-lambda";
import type { Engine } from "../engine/engine.ts";
import { type Invocation, newToken } from "../engine/invocations.ts";
import { bytesOf, checkQuotas } from "../engine/limits.ts";
import { pauseAtCheckpoint } from "../engine/pause.ts";
import { statePage } from "../engine/state.ts";
import { applyUpdates } from "../engine/updates.ts";
import { invalidToken } from "../errors.ts";
import { type CheckpointAnswer, seconds, toOperation } from "../wire.ts";
import { marker, pageOf } from "./page.ts";

/**
 * CheckpointDurableExecution: all updates or none, in one transaction. A client that did not receive the answer and
 * sends the request again, with the same client token, gets the same answer again.
 */
export function checkpoint(
  engine: Engine,
  { DurableExecutionArn: arn = "", CheckpointToken, ClientToken, Updates = [] }: CheckpointDurableExecutionRequest,
): CheckpointAnswer {
  const last = engine.running(arn)?.last;
  if (last && last.clientToken === ClientToken) {
    return last.answer;
  }
  const invocation = runningWith(engine, arn, CheckpointToken);
  const { ledger } = engine;
  const { execution } = invocation;
  const writtenBytes = Updates.reduce(
    (sum, update) => sum + bytesOf(update),
    invocation.writtenBytes ?? ledger.history.bytes(execution),
  );
  let isCutOff = false;
  const changed = engine.change(() => {
    const updated = applyUpdates(ledger, execution, Updates);
    checkQuotas(ledger.operations.count(execution), writtenBytes);
    isCutOff = pauseAtCheckpoint(ledger, execution);
    if (isCutOff) {
      return [];
    }
    for (const row of ledger.operations.takeUnseen(execution)) {
      updated.set(row.id, row);
    }
    return [...updated.values()];
  });
  if (isCutOff) {
    throw invalidToken(); // what was sent is kept, and the SDK ends the invocation
  }
  invocation.token = newToken();
  invocation.writtenBytes = writtenBytes;
  const operations = changed.map((row) => toOperation(row, seconds));
  const answer = { CheckpointToken: invocation.token, NewExecutionState: { Operations: operations } };
  if (ClientToken) {
    invocation.last = { clientToken: ClientToken, answer };
  }
  return answer;
}

const HELD_MILLISECONDS = 8;

/**
 * Holds the answer to a checkpoint for a moment where nothing is left but to wait for a callback that the same invocation created; a
 * decision that comes meanwhile is told in it. Tests decide at once, and the SDK only suspends an execution 20 ms after the last
 * answer: a decision within them would cost the rest of them, and another invocation.
 */
export async function held(
  engine: Engine,
  { DurableExecutionArn: arn = "", Updates = [] }: CheckpointDurableExecutionRequest,
  answer: CheckpointAnswer,
  milliseconds = HELD_MILLISECONDS,
): Promise<CheckpointAnswer> {
  const invocation = engine.running(arn);
  const { operations } = engine.ledger;
  const endsStep = Updates.some(({ Type, Action }) => Type === "STEP" && Action === "SUCCEED");
  if (
    !invocation ||
    !endsStep ||
    engine.isBusy() ||
    !operations.waitsForNewCallback(invocation.execution, invocation.beganAt)
  ) {
    return answer;
  }
  await engine.changed(invocation.execution, milliseconds);
  if (engine.running(arn) === invocation && invocation.token === answer.CheckpointToken) {
    const told = engine.change(() => operations.takeUnseen(invocation.execution));
    answer.NewExecutionState.Operations.push(...told.map((row) => toOperation(row, seconds)));
  }
  return answer;
}

/** GetDurableExecutionState: the pages of its state that the event of the running invocation does not hold. */
export function getState(engine: Engine, input: GetDurableExecutionStateRequest) {
  const { execution: key } = runningWith(engine, input.DurableExecutionArn ?? "", input.CheckpointToken);
  const { operations, next } = statePage(engine.ledger, key, seconds, pageOf(input));
  return { Operations: operations, NextMarker: marker(next) };
}

function runningWith(engine: Engine, arn: string, token: string | undefined): Invocation {
  const invocation = engine.running(arn);
  if (!invocation || invocation.token !== token) {
    throw invalidToken();
  }
  return invocation;
}
