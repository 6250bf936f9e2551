import { describe, expect, test } from "vitest";
import { receiver } from "../../../testkit/slack/receiver.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { SIGNING_SECRET, command, signed } from "../../../testkit/slack/requests.ts";

const seconds = (offset: number) => new Date(NOW.getTime() + offset * 1000);

describe("the signing secret", () => {
  /** A secret that was replaced by `next` since it was fetched; `fetched` counts how often it was fetched anew. */
  function rotating(next: () => Promise<string>) {
    const it = { fetched: 0, kept: SIGNING_SECRET };
    const signingSecret = {
      current: async () => it.kept,
      async refresh() {
        it.fetched += 1;
        it.kept = await next();
        return it.kept;
      },
    };
    return { it, ...receiver(undefined, signingSecret) };
  }

  let number = 0;
  const request = (secret: string, at = NOW) => signed(command(`help ${(number += 1)}`), { secret, at });

  test("that was replaced is taken up by the first requests that are signed with the new one", async () => {
    const { it, send } = rotating(async () => "new");
    const both = await Promise.all([send(request("new")), send(request("new"))]);
    expect([...both, await send(request(SIGNING_SECRET))].map(({ statusCode }) => statusCode)).toEqual([200, 200, 401]);
    expect(it.fetched).toBe(1);
  });

  test("is fetched anew at most every ten seconds, however many forged requests come", async () => {
    const { it, send, clock } = rotating(async () => SIGNING_SECRET);
    for (let forged = 0; forged < 20; forged += 1) {
      expect(await send(request("forged"))).toMatchObject({ statusCode: 401 });
    }
    clock.now = new Date(NOW.getTime() + 9_999);
    await send(request("forged", clock.now));
    expect(it.fetched).toBe(1);
    clock.now = seconds(10);
    await send(request("forged", clock.now));
    expect(it.fetched).toBe(2);
  });

  test("stays good while Secrets Manager is down, and that is asked no more often", async () => {
    const { it, send, lines } = rotating(() => Promise.reject(new Error("down")));
    for (let forged = 0; forged < 20; forged += 1) {
      expect(await send(request("forged"))).toMatchObject({ statusCode: 401 });
    }
    expect(await send(request(SIGNING_SECRET))).toMatchObject({ statusCode: 200 });
    expect(it.fetched).toBe(1);
    expect(lines.filter((line) => line.startsWith("error"))).toEqual([
      'error signing secret not refreshed {"reason":"Error"}',
    ]);
  });
});
