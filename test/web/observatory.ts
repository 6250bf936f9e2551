/**
 * What Mozilla's HTTP Observatory adds to a page's 100 points, or takes from them, by its tests' names. Redirection is not
 * among them: API Gateway listens on HTTPS alone. https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring
 */
export function observatory(headers: Headers, html: string): Record<string, number> {
  const header = (name: string) => headers.get(name)?.toLowerCase() ?? "";
  const policy = directives(header("content-security-policy"));
  return {
    "content-security-policy": ofPolicy(policy),
    cookies: headers.has("set-cookie") ? -20 : 0,
    "cross-origin-resource-sharing": headers.has("access-control-allow-origin") ? -50 : 0,
    "cross-origin-resource-policy": ["same-origin", "same-site"].includes(header("cross-origin-resource-policy"))
      ? 10
      : 0,
    "referrer-policy": REFERRER[header("referrer-policy")] ?? -5,
    "strict-transport-security": ofTransport(header("strict-transport-security")),
    "subresource-integrity": /<script/iu.test(html) ? -50 : 0,
    "x-content-type-options": header("x-content-type-options") === "nosniff" ? 0 : -5,
    "x-frame-options": ofFrames(policy, header("x-frame-options")),
  };
}

/** Bonuses count only for those who have 90 points without them. */
export function score(judged: Record<string, number>): number {
  const sum = (points: number[]) => points.reduce((total, one) => total + one, 0);
  const penalised = 100 + sum(Object.values(judged).filter((points) => points < 0));
  return penalised < 90 ? penalised : 100 + sum(Object.values(judged));
}

type Policy = ReadonlyMap<string, readonly string[]>;

const BROAD = ["*", "http:", "https:", "ftp:", "data:", "'unsafe-inline'", "'unsafe-eval'"];
const REFERRER: Record<string, number> = {
  "": 0,
  "no-referrer": 5,
  "same-origin": 5,
  "strict-origin": 5,
  "strict-origin-when-cross-origin": 5,
};
const SIX_MONTHS_SECONDS = 15_768_000;

function directives(header: string): Policy {
  const parts = header.split(";").map((part) => part.trim().split(/\s+/u));
  return new Map(parts.map(([name = "", ...sources]) => [name, sources]));
}

function isLoose(sources: readonly string[] | undefined): boolean {
  return !sources || sources.some((source) => BROAD.includes(source) || source.startsWith("http:"));
}

function ofPolicy(policy: Policy): number {
  const fallback = policy.get("default-src");
  const of = (name: string) => policy.get(name) ?? fallback;
  if (isLoose(of("script-src")) || isLoose(of("object-src"))) {
    return policy.size > 1 ? -20 : -25;
  }
  if (isLoose(of("style-src")) || isLoose(policy.get("form-action"))) {
    return 0;
  }
  return fallback?.join(" ") === "'none'" ? 10 : 5;
}

function ofTransport(header: string): number {
  const seconds = Number(/max-age=(?<seconds>\d+)/u.exec(header)?.groups?.["seconds"] ?? -1);
  if (seconds < 0) {
    return -20;
  }
  return seconds >= SIX_MONTHS_SECONDS ? 0 : -10;
}

function ofFrames(policy: Policy, header: string): number {
  if (!isLoose(policy.get("frame-ancestors"))) {
    return 5;
  }
  return ["deny", "sameorigin"].includes(header) ? 0 : -20;
}
