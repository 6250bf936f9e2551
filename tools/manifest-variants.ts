import { parse, parseDocument, type YAMLSeq } from "yaml";

/** Lets `npm start -- --slack` list the app's channels, to find the approvers' one. */
const LAPTOP_SCOPES = ["channels:read", "groups:read"];

/** The manifest for Socket Mode: without an address, because the app connects to Slack, and with the scopes for `npm start -- --slack`. */
export function forSocketMode(manifest: string): string {
  const document = parseDocument(manifest);
  const commands = document.getIn(["features", "slash_commands"]) as YAMLSeq;
  commands.items.forEach((_, index) => document.deleteIn(["features", "slash_commands", index, "url"]));
  document.deleteIn(["settings", "interactivity", "request_url"]);
  document.deleteIn(["settings", "event_subscriptions", "request_url"]);
  document.setIn(["settings", "socket_mode_enabled"], true);
  const scopes = (parse(manifest) as { oauth_config: { scopes: { bot: string[] } } }).oauth_config.scopes.bot;
  for (const scope of LAPTOP_SCOPES.filter((one) => !scopes.includes(one))) {
    document.addIn(["oauth_config", "scopes", "bot"], scope);
  }
  return document.toString({ lineWidth: 0 });
}

/** The same manifest as JSON, which the Slack CLI reads from manifest.json. */
export function asJson(manifest: string): string {
  return `${JSON.stringify(parse(manifest), null, 2)}\n`;
}

/**
 * The link that opens Slack's form with this manifest filled in. Slack documents no length limit.
 * https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests
 */
export function creationLink(manifest: string): string {
  const json = encodeURIComponent(JSON.stringify(parse(manifest))).replaceAll("'", "%27"); // a quote could end the link
  return `https://api.slack.com/apps?new_app=1&manifest_json=${json}`;
}
