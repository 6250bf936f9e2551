/** Slack gives up on us after 3 s; this leaves time to tell the person, and for the way there and back. */
export const DEADLINE_MILLISECONDS = 2_300;

/** Something took longer than it may. What was begun is left to itself. */
export class DeadlinePassed extends Error {
  override name = "DeadlinePassed";
}

/** The work's result, or DeadlinePassed when it takes longer than `milliseconds`. */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(reject, milliseconds, new DeadlinePassed(`No answer within ${milliseconds} ms.`));
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
