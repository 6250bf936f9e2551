import { createServer } from "node:http";
import type { Server } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { close, listen } from "../src/listen.ts";

let server: Server;
let url: string;
beforeEach(async () => {
  server = createServer((_request, response) => response.end("done"));
  url = await listen(server, 0);
});
afterEach(() => close(server));

const answer = async (headers: Record<string, string>) => await (await fetch(url, { method: "POST", headers })).text();

test("A server answers programs of this machine", async () => {
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  expect(await answer({})).toBe("done");
});

test("A server does nothing for a web page of another site", async () => {
  expect(await answer({ origin: "http://evil.example" })).toContain("Nothing was done.");
  expect(await answer({ "sec-fetch-site": "cross-site" })).toContain("Nothing was done.");
});

test("A port that is taken is said in a sentence", async () => {
  const port = Number(new URL(url).port);
  await expect(listen(createServer(), port)).rejects.toThrow(
    `Port ${port} is taken by another program. Stop that one, or choose another port.`,
  );
});
