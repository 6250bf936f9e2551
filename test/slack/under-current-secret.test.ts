import { expect, test } from "vitest";
import { underCurrentSecret } from "../../src/slack/under-current-secret.ts";

/** A request that is signed with a secret: here it just says which. */
const signedWith = (secret: string) => ({ headers: { "x-slack-signature": secret }, body: "" });

function world() {
  const it = { stored: "old", kept: "old", mayForget: true, built: [] as string[], fetched: 0 };
  const answer = underCurrentSecret({
    signingSecret: async () => it.kept,
    forget() {
      if (it.mayForget) {
        it.kept = it.stored;
        it.fetched += 1;
      }
      return it.mayForget;
    },
    build(secret) {
      it.built.push(secret);
      return async ({ headers }) => ({ statusCode: headers["x-slack-signature"] === secret ? 200 : 401, body: "" });
    },
  });
  return { it, status: async (secret: string) => (await answer(signedWith(secret))).statusCode };
}

test("a secret that was replaced is taken up by the first request that is signed with it", async () => {
  const { it, status } = world();
  expect([await status("old"), await status("old")]).toEqual([200, 200]);
  it.stored = "new";
  expect([await status("new"), await status("new"), await status("old")]).toEqual([200, 200, 401]);
  expect(it.built).toEqual(["old", "new"]);
});

test("a forged request is refused, and asks for the secret no more often than it may", async () => {
  const { it, status } = world();
  expect(await status("forged")).toBe(401);
  it.mayForget = false;
  expect([await status("forged"), await status("forged")]).toEqual([401, 401]);
  expect([it.fetched, it.built]).toEqual([1, ["old"]]);
});
