import * as v from "valibot";
import type { Delivery } from "../interactions/deliver.ts";

/** https://docs.slack.dev/apis/events-api/using-socket-mode#acknowledge */
const Acknowledgement = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ envelope_id: v.string(), payload: v.optional(v.record(v.string(), v.unknown()), {}) }),
);

/** The acknowledgement that the app sent, its payload as the body of an HTTP answer; undefined where it sent something else. */
export function acknowledgementIn(text: string): { envelopeId: string; body: string } | undefined {
  const parsed = v.safeParse(Acknowledgement, text);
  if (!parsed.success) {
    return undefined;
  }
  const { envelope_id: envelopeId, payload } = parsed.output;
  return { envelopeId, body: Object.keys(payload).length > 0 ? JSON.stringify(payload) : "" };
}

/**
 * A delivery as Slack sends it over Socket Mode. Only events are sent again, and say so.
 * https://docs.slack.dev/apis/events-api/using-socket-mode#events
 * https://github.com/slackapi/node-slack-sdk/blob/main/packages/socket-mode/src/SocketModeClient.ts `retry_attempt`, `retry_reason`
 */
export function envelope(envelopeId: string, { type, payload }: Delivery, attempt: number) {
  const isEvent = type === "events_api";
  return {
    envelope_id: envelopeId,
    type,
    payload,
    accepts_response_payload: !isEvent,
    ...(isEvent ? { retry_attempt: attempt, retry_reason: attempt > 0 ? "timeout" : "" } : {}),
  };
}
