import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import type { AppAnswer, Delivery } from "../interactions/deliver.ts";
import { type Connections, connections } from "./connections.ts";
import { envelope } from "./envelope.ts";

/** The app over Socket Mode: its connections, and deliveries to it. */
export interface SocketMode extends Connections {
  /**
   * Sends an envelope and waits for its acknowledgement, as long as Slack does. An event that nobody acknowledged is sent
   * once more: at once over another connection, or to the next one that opens.
   */
  deliver: (delivery: Delivery) => Promise<AppAnswer>;
}

/** The options of Socket Mode: its app, whether it is on, and how long Slack waits for an acknowledgement. */
export interface SocketModeOptions {
  appId: string;
  isOn: boolean;
  timeoutMilliseconds: number;
  now: () => Date;
  /** Called when a connection was opened or ended. */
  changed: () => void;
}

/** Slack's end of Socket Mode. https://docs.slack.dev/apis/events-api/using-socket-mode */
export function socketMode(options: SocketModeOptions): SocketMode {
  const waiting = new Map<string, { connection: WebSocket; settle: (outcome: Outcome) => void }>();
  const unsent: Delivery[] = [];
  const hub = connections(options, {
    acknowledged: (envelopeId, body) => waiting.get(envelopeId)?.settle({ body }),
    closed(closed) {
      for (const { connection, settle } of waiting.values()) {
        if (connection === closed) {
          settle({ problem: "The app's connection ended before it acknowledged." });
        }
      }
      options.changed();
    },
    opened() {
      options.changed();
      for (const delivery of unsent.splice(0)) {
        void attempt(delivery, 1);
      }
    },
  });

  /** One envelope over one connection. Never rejects. */
  const attempt = async (delivery: Delivery, retry: number): Promise<AppAnswer> => {
    const started = performance.now();
    const connection = hub.next();
    const outcome = connection
      ? await acknowledgementOf(connection, delivery, retry)
      : { problem: "The app has no Socket Mode connection." };
    const milliseconds = Math.round(performance.now() - started);
    return "body" in outcome
      ? { status: 200, body: outcome.body, milliseconds }
      : { status: undefined, body: "", milliseconds, problem: outcome.problem };
  };

  const acknowledgementOf = async (connection: WebSocket, delivery: Delivery, retry: number): Promise<Outcome> => {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const envelopeId = randomUUID();
    const seconds = options.timeoutMilliseconds / 1000;
    const tooLate = { problem: `The app acknowledged nothing within ${seconds} s; Slack would have shown an error.` };
    const timer = setTimeout(() => resolve(tooLate), options.timeoutMilliseconds);
    waiting.set(envelopeId, { connection, settle: resolve });
    connection.send(JSON.stringify(envelope(envelopeId, delivery, retry)));
    const outcome = await promise;
    clearTimeout(timer);
    waiting.delete(envelopeId);
    return outcome;
  };

  return {
    ...hub,
    async deliver(delivery) {
      const answer = await attempt(delivery, 0);
      if (delivery.type !== "events_api" || answer.status !== undefined) {
        return answer;
      }
      if (hub.count() > 0) {
        return attempt(delivery, 1);
      }
      unsent.push(delivery);
      return answer;
    },
  };
}

type Outcome = { body: string } | { problem: string };
