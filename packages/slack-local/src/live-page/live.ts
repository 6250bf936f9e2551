import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

// What is looked at changes in bursts; the page fetches whatever is new once for all that happens within this time.
const BURST_MILLISECONDS = 25;

/** Tells a page that something has changed, for as long as it listens. The first word says that it is heard. */
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
