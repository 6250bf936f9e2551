import type { Ledger } from "../store/ledger.ts";
import type { OperationRow } from "../store/operations.ts";
import { executionOperation, type TimeFormat, toOperation } from "../wire.ts";

const MAX_PAGE_BYTES = 4 * 1024 * 1024; // an invocation's event and a response hold 6 MB

export interface StatePage {
  operations: object[];
  /** Where the next page begins, if there is one. */
  next: number | undefined;
}

/**
 * One page of what the function needs to replay: the execution itself, then its operations in the order in which they
 * began. What is below a context that has ended is left out, for its result stands for it, unless the context asked for
 * its children.
 */
export function statePage(
  { executions, operations }: Ledger,
  key: number,
  time: TimeFormat,
  { offset, limit }: { offset: number; limit: number },
): StatePage {
  const rows = replayed(operations.all(key));
  const execution = offset === 0 ? executions.get(key) : undefined;
  const page: object[] = execution ? [executionOperation(execution, time)] : [];
  let index = Math.max(0, offset - 1);
  for (let bytes = 0; index < rows.length && page.length < limit; index += 1) {
    const row = rows[index];
    bytes += (row?.result?.length ?? 0) + (row?.error?.length ?? 0);
    if (!row || (bytes > MAX_PAGE_BYTES && page.length > 0)) {
      break;
    }
    page.push(toOperation(row, time));
  }
  return { operations: page, next: index < rows.length ? index + 1 : undefined };
}

function replayed(rows: OperationRow[]): OperationRow[] {
  const folded = new Set<string>(); // contexts whose children are left out
  return rows.filter((row) => {
    const inside = row.parent !== null && folded.has(row.parent);
    if (row.type === "CONTEXT" && (inside || (row.endedAt !== null && row.replayChildren === 0))) {
      folded.add(row.id);
    }
    return !inside;
  });
}
