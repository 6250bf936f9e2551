import { handle } from "hono/aws-lambda";
import { expect, test } from "vitest";
import { bodiless } from "../../src/web/mangled.ts";
import { pageWorld } from "../../testkit/web/page-world.ts";
import { verifyEvent } from "../../testkit/web/verify-event.ts";

test.each(["GET", "HEAD"])("a %s with a body, as anyone can send one, is answered as one without", async (method) => {
  const answer = handle(pageWorld().app);
  const without = await answer(verifyEvent({ method }));
  expect(await answer(bodiless(verifyEvent({ method, body: "token=x" })))).toEqual(without);
  expect(without).toMatchObject({ statusCode: 400, headers: { "x-frame-options": "DENY" } });
});

test("a POST keeps its body", () => {
  expect(bodiless(verifyEvent({ method: "POST", body: "token=x" })).body).toBe("token=x");
});
