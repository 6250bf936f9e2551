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
