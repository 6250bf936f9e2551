import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Server } from "node:http";
import { close, listen } from "../../local/servers.ts";
import { assets } from "../../packages/slack-local/src/live-page/assets.ts";
import { documentOf, galleryPage, SCHEMES } from "./document.ts";
import type { Sample } from "./sample.ts";
import { samples } from "./samples.ts";

const ROOT = new URL("../../", import.meta.url);
const FOLDERS = ["testkit/gallery"];

/** Serves the gallery on loopback, with these samples or all; throws PortTaken where another program has the port. */
export async function startGallery(port: number, some?: readonly Sample[]) {
  const all = some ?? (await samples());
  const app = new Hono()
    .get("/", (c) => c.html(galleryPage(all)))
    .get("/samples/:index/:scheme", async (c) => {
      const sample = all[Number(c.req.param("index"))];
      const scheme = SCHEMES.find((one) => one === c.req.param("scheme"));
      return sample && scheme ? c.html(await documentOf(sample, scheme)) : c.notFound();
    })
    .route("/", assets(ROOT, FOLDERS));
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  return { url: await listen(server, port), close: () => close(server) };
}
