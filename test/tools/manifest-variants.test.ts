import type { Manifest } from "@slack/web-api/dist/types/request/manifest.js";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { asJson, creationLink, forSocketMode } from "../../tools/manifest-variants.ts";

const source = readFileSync("slack-manifest.yml", "utf8");
const socket = forSocketMode(source);

test("manifest.json is the YAML, for the Slack CLI; npm run manifest -- --write makes it so", () => {
  expect(readFileSync("manifest.json", "utf8")).toBe(asJson(source));
});

describe("the manifest for Socket Mode", () => {
  const manifest: Manifest = parse(socket);

  test("has no address, and connections instead", () => {
    expect(socket).not.toContain("example.com");
    expect(socket).not.toContain("request_url");
    expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
  });

  test("is else the same, but for the scopes that list channels", () => {
    const { oauth_config, display_information, features } = parse(source) as Manifest;
    expect(manifest.display_information).toEqual(display_information);
    expect(manifest.features?.slash_commands?.map(({ command }) => command)).toEqual(
      features?.slash_commands?.map(({ command }) => command),
    );
    const scopes = new Set([...(oauth_config?.scopes?.bot ?? []), "channels:read", "groups:read"]);
    expect(new Set(manifest.oauth_config?.scopes?.bot)).toEqual(scopes);
    expect(manifest.oauth_config?.scopes?.bot).toHaveLength(scopes.size);
  });
});

describe("the link that creates the app", () => {
  test.each([
    ["a deployment", source],
    ["Socket Mode", socket],
  ])("fills Slack's form in for %s", (_, text) => {
    const link = new URL(creationLink(text));
    expect(link.origin + link.pathname).toBe("https://api.slack.com/apps");
    expect(link.searchParams.get("new_app")).toBe("1");
    expect(JSON.parse(link.searchParams.get("manifest_json") ?? "")).toEqual(parse(text));
    // Slack names no limit; servers commonly take 8 KB. Neither spaces nor quotes may end it in a terminal.
    expect(link.href).toMatch(/^[\w.~!*()%:/?=&-]{1,8000}$/u);
    expect(creationLink(text)).not.toMatch(/['"\s]/u);
  });
});

// Slack publishes the manifest's schema as types with its Web API client, and the compiler is the validator.
describe("Slack's own types", () => {
  const faultsIn = (...manifests: object[]) => {
    const folder = mkdtempSync("test/tools/manifest-");
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "manifest.ts");
    // The interface lets any further name in at the top, and there alone.
    const code = `import type { Manifest } from "@slack/web-api/dist/types/request/manifest.js";
      type Known = { [Name in keyof Manifest as string extends Name ? never : Name]: Manifest[Name] };
      ${manifests.map((manifest, n) => `export const manifest${n}: Known = ${JSON.stringify(manifest)};`).join("\n")}`;
    writeFileSync(file, code);
    const flags = [
      "--noEmit",
      "--singleThreaded",
      "--ignoreConfig",
      "--strict",
      "--skipLibCheck",
      "--module",
      "nodenext",
      "--types",
      "node",
    ];
    try {
      return execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", ...flags, file], { encoding: "utf8" });
    } catch (error) {
      return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
    }
  };

  test("take the manifests for a deployment and for Socket Mode; they refuse a setting that there is none of, an event and a scope that Slack doesn't know", () => {
    const manifest = parse(source) as Manifest;
    const faults = faultsIn(
      manifest,
      parse(socket),
      { ...manifest, setings: {} },
      { ...manifest, settings: { ...manifest.settings, soket_mode_enabled: true } },
      { ...manifest, settings: { event_subscriptions: { bot_events: ["app_home_openned"] } } },
      { ...manifest, oauth_config: { scopes: { bot: ["chat:writ"] } } },
    );
    const names = ['"setings"', '"soket_mode_enabled"', '"app_home_openned"', '"chat:writ"'];
    expect(faults.trim().split("\n")).toEqual(names.map((name) => expect.stringContaining(name)));
  });
});
