/** The path for Slack's requests. */
const PATH = "/slack/events";
const PLACEHOLDER = `https://example.com${PATH}`;

/** The manifest with the service's address in place of the placeholder, or one sentence that says what to fix. */
export function withUrl(manifest: string, url: string | undefined): { manifest: string } | { refusal: string } {
  if (url === undefined) {
    return {
      refusal:
        "Give the service's address, from the output SlackRequestUrl: npm run manifest -- --url https://onboarding.example.com/slack/events",
    };
  }
  const at = URL.parse(url);
  if (!at) {
    return { refusal: "The URL is not valid; write it like https://onboarding.example.com." };
  }
  if (at.protocol !== "https:" && !(at.protocol === "http:" && isLoopback(at.hostname))) {
    return { refusal: "Slack calls https:// addresses only; http:// works only for this machine." };
  }
  if (at.username || at.password || at.search || at.hash || ![PATH, "/"].includes(at.pathname)) {
    return {
      refusal: `The service listens at ${PATH}: give its address with that path or without a path, and nothing after it.`,
    };
  }
  return { manifest: manifest.replaceAll(PLACEHOLDER, () => `${at.origin}${PATH}`) };
}

/** Whether a URL's host name, as the URL parser writes it, is this machine. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
