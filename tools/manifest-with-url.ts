/** Where the service takes Slack's requests. */
const PATH = "/slack/events";
const PLACEHOLDER = `https://example.com${PATH}`;

/** The manifest with the service's address in place of the placeholder, or one sentence that says what to mend. */
export function withUrl(manifest: string, url: string | undefined): { manifest: string } | { refusal: string } {
  if (url === undefined) {
    return {
      refusal:
        "Write where the service is reached, as the output SlackRequestUrl has it: npm run manifest -- --url https://onboarding.example.com/slack/events",
    };
  }
  const at = URL.parse(url);
  if (!at) {
    return { refusal: "The URL cannot be read; write it like https://onboarding.example.com." };
  }
  if (at.protocol !== "https:" && !(at.protocol === "http:" && isLoopback(at.hostname))) {
    return { refusal: "Slack calls https:// addresses only; http:// is taken for this machine alone." };
  }
  if (at.username || at.password || at.search || at.hash || ![PATH, "/"].includes(at.pathname)) {
    return {
      refusal: `The service listens at ${PATH}: give its address with that path or with none, and nothing behind it.`,
    };
  }
  return { manifest: manifest.replaceAll(PLACEHOLDER, () => `${at.origin}${PATH}`) };
}

/** Whether a URL's host name is this machine, as the URL parser writes it. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
