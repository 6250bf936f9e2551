import { expect, test } from "vitest";
import { blockErrors, viewErrors } from "../packages/slack-local/src/block-kit.ts";
import { documentOf, galleryPage, SCHEMES } from "../testkit/gallery/document.ts";
import type { Sample } from "../testkit/gallery/sample.ts";
import { samples } from "../testkit/gallery/samples.ts";
import { portProblem } from "../testkit/gallery/port.ts";
import { startGallery } from "../testkit/gallery/server.ts";

const all = await samples();
const named = all.map((sample) => [`${sample.group}: ${sample.name}`, sample] as const);

test("no two samples have one name", () => {
  expect(new Set(named.map(([name]) => name)).size).toBe(all.length);
});

test.each(named)("%s is rendered in light and dark, and Slack would take it", async (_, sample) => {
  const [light = "", dark = ""] = await Promise.all(SCHEMES.map((scheme) => documentOf(sample, scheme)));
  expect(light).toContain("color-scheme:light");
  expect(dark).toContain("color-scheme:dark");
  expect(light).not.toBe(dark);
  expect(`${light}${dark}`).not.toMatch(/prefers-color-scheme|undefined|\[object |NaN|Invalid Date/u);
  expect(errorsOf(sample)).toEqual([]);
});

function errorsOf(sample: Sample): string[] {
  switch (sample.kind) {
    case "message":
      return blockErrors(sample.blocks ?? []);
    case "view":
      return viewErrors(sample.view);
    default:
      return [];
  }
}

test("the gallery shows every sample, and serves each in both schemes; a second one says how to choose another port", async () => {
  const gallery = await startGallery(0);
  try {
    const page = await (await fetch(gallery.url)).text();
    const sources = [...page.matchAll(/src="(?<src>\/samples\/[^"]+)"/gu)].map(({ groups }) => groups?.["src"] ?? "");
    expect(sources).toHaveLength(2 * all.length);
    const links = page.matchAll(/(?:href|src)="(?<path>\/assets\/[^"]+)"/gu);
    const missing = [...links].map(async ({ groups }) => {
      const { ok, url } = await fetch(`${gallery.url}${groups?.["path"]}`);
      return ok ? [] : url;
    });
    expect((await Promise.all(missing)).flat()).toEqual([]);
    expect((await fetch(`${gallery.url}/samples/${all.length}/dark`)).status).toBe(404);
    expect((await fetch(`${gallery.url}/samples/0/sepia`)).status).toBe(404);
    const { port } = new URL(gallery.url);
    const taken = await startGallery(Number(port)).catch((error: unknown) => portProblem(error, port));
    expect(taken).toBe(`Port ${port} is taken. Press Ctrl+C, then choose another one: PORT=4005 npm run gallery`);
  } finally {
    await gallery.close();
  }
});

test("what a name holds is shown as text", async () => {
  expect(String(await galleryPage([{ group: "<i>", name: "<b>", kind: "text", text: "" }]))).not.toMatch(/<[ib]>/u);
});
