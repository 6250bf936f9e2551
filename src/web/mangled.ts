/** The parts of an API Gateway event (HTTP API, payload format 2.0) that matter here. */
interface HttpEvent {
  requestContext: { http: { method: string } };
  body: string | null;
}

/**
 * The event without the body that a GET or HEAD should not have. API Gateway hands one on, and Hono's adapter would answer
 * before the page could, with no page, none of its headers and a stack in the log.
 */
export function bodiless<Event extends HttpEvent>(event: Event): Event {
  return ["GET", "HEAD"].includes(event.requestContext.http.method) ? { ...event, body: null } : event;
}

const LONGEST_TEXT = 8_192;
const MOST_LAYERS = 4;
const MOST_TOKENS = 4;
// Header and claims are JSON objects, so both begin with {", and a signature has 43 characters, unless it was cut off. The short
// header also keeps a hostile text from taking long.
const TOKEN = /eyJ[\w-]{1,64}\.eyJ[\w-]{1,2048}\.[\w-]{0,43}/gu;

/**
 * The tokens that a query or a pasted text may hold, likeliest first: percent-encoded as a whole, quoted-printable, broken into lines,
 * with punctuation after it, or inside another service's link. At most four, because each costs a check of its signature, which decides
 * whether it is valid. A question mark that was encoded too (`/verify%3Ftoken=…`) can't be undone: HTTP APIs decode the path and cut
 * it off there before they call a function. AWS doesn't document that; others have
 * recorded it: https://github.com/middleapi/standard-server/pull/93
 */
export function tokensIn(text: string): string[] {
  const found = new Set<string>();
  let layer = text.slice(0, LONGEST_TEXT);
  for (let depth = 0; depth < MOST_LAYERS; depth += 1) {
    for (const spelling of [layer, printable(layer), defended(layer)]) {
      for (const [token] of spelling.replace(/\s+/gu, "").matchAll(TOKEN)) {
        found.add(token);
      }
    }
    layer = decoded(layer);
  }
  return [...found].slice(0, MOST_TOKENS);
}

/** A bad escape stays as it is: what is behind it may be good. */
function decoded(text: string): string {
  return text.replace(/%([\da-f]{2})/giu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

/** Soft line breaks and escapes, https://www.rfc-editor.org/rfc/rfc2045#section-6.7 */
function printable(text: string): string {
  return text
    .replace(/=[\t ]*(?:\r\n|\r|\n)/gu, "")
    .replace(/=([\dA-F]{2})/gu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

/**
 * Proofpoint's second version writes - for %, and so -2D for - and -5F for _. The third leaves a token as it is.
 * https://github.com/cphyc/thunderbird_remove_safelinks/blob/master/src.js
 */
function defended(text: string): string {
  return decoded(text.replaceAll("_", "/").replaceAll("-", "%"));
}
