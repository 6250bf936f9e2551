import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

// Changes come in bursts; the page fetches once for all that happen within this time.
const BURST_MILLISECONDS = 25;

/** Server-sent events for a page: one for each burst of changes. The first event says that it is connected. */
export function live(...subscribes: ((listener: () => void) => () => void)[]) {
  return (c: Context) =>
    streamSSE(c, async (stream) => {
      const { promise: left, resolve: leave } = Promise.withResolvers<void>();
      stream.onAbort(leave);
      let burst: NodeJS.Timeout | undefined;
      const changed = () => {
        burst ??= setTimeout(() => {
          burst = undefined;
          void stream.writeSSE({ data: "changed" });
        }, BURST_MILLISECONDS);
      };
      const unsubscribes = subscribes.map((subscribe) => subscribe(changed));
      await stream.writeSSE({ data: "listening" });
      await left;
      clearTimeout(burst);
      unsubscribes.forEach((unsubscribe) => unsubscribe());
    });
}
