import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { tickets } from "../state/tickets.ts";
import { acknowledgementIn } from "./envelope.ts";

/** https://docs.slack.dev/apis/events-api/using-socket-mode#connections */
const MOST = 10;
/** Slack's own address for one connection is of no use after a short while. */
const TICKET_MILLISECONDS = 30_000;
/** https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect */
const WARNING_MILLISECONDS = 10_000;
const PING_MILLISECONDS = 10_000;
const LIFETIME_SECONDS = 3600;
const PATH = "/link/";

/** Why Slack ends a connection, or is about to. https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect */
export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets";

/** What a connection hears of: an acknowledgement, and its own end. */
export interface Listener {
  acknowledged: (envelopeId: string, body: string) => void;
  closed: (connection: WebSocket) => void;
  /** A connection was greeted, and takes deliveries from now on. */
  opened: () => void;
}

/** The app's WebSocket connections. */
export interface Connections {
  /** The address for one new connection, which lives for half a minute. */
  issue: (base: string) => string;
  /** Takes a connection with such an address, and greets it; refuses any other. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** A connection to send to: each in turn, one that is about to end only where there is no other. */
  next: () => WebSocket | undefined;
  count: () => number;
  /** Ends the oldest connection: with `warning` in ten seconds, else at once. Slack recycles one at a time. */
  disconnect: (reason: DisconnectReason) => void;
  close: () => void;
}

/** Starts with no connections. With Socket Mode off, each one is closed with that reason. */
export function connections(
  { appId, isOn, now }: { appId: string; isOn: boolean; now: () => Date },
  listener: Listener,
): Connections {
  const server = new WebSocketServer({ noServer: true });
  const issued = tickets<true>(1, TICKET_MILLISECONDS, now);
  const open = new Set<WebSocket>(); // oldest first
  const ending = new WeakSet<WebSocket>();
  let turn = 0;
  const timers = new Set<NodeJS.Timeout>();
  const pings = setInterval(
    () => open.forEach((connection) => connection.ping("Ping from slack-local")),
    PING_MILLISECONDS,
  );
  pings.unref();

  const tell = (connection: WebSocket, message: object) => connection.send(JSON.stringify(message));
  const end = (connection: WebSocket, reason: DisconnectReason) => {
    ending.add(connection);
    tell(connection, { type: "disconnect", reason, debug_info: DEBUG_INFO });
    if (reason === "warning") {
      timers.add(setTimeout(() => connection.close(), WARNING_MILLISECONDS).unref());
    } else {
      connection.close();
    }
  };

  const greet = (connection: WebSocket) => {
    connection.on("error", () => connection.terminate()); // a frame that is none
    if (!isOn || open.size >= MOST) {
      end(connection, isOn ? "too_many_websockets" : "link_disabled");
      return;
    }
    open.add(connection);
    connection.on("close", () => {
      open.delete(connection);
      listener.closed(connection);
    });
    connection.on("message", (data) => {
      // A Buffer, since nobody asked for another type.
      const acknowledgement = acknowledgementIn((data as Buffer).toString());
      if (acknowledgement) {
        listener.acknowledged(acknowledgement.envelopeId, acknowledgement.body);
      }
    });
    tell(connection, {
      type: "hello",
      num_connections: open.size,
      connection_info: { app_id: appId },
      debug_info: { ...DEBUG_INFO, build_number: 1, approximate_connection_time: LIFETIME_SECONDS },
    });
    listener.opened();
  };

  return {
    issue: (base) => `${base.replace(/^http/u, "ws")}${PATH}?ticket=${issued.issue(true)}&app_id=${appId}`,
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy()); // the peer has gone
      const address = URL.parse(request.url ?? "/", "http://127.0.0.1");
      if (address?.pathname !== PATH || "refusal" in issued.use(address.searchParams.get("ticket") ?? "")) {
        socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, greet);
    },
    next() {
      const lasting = [...open].filter((connection) => !ending.has(connection));
      const candidates = lasting.length > 0 ? lasting : [...open];
      turn += 1;
      return candidates[turn % candidates.length];
    },
    count: () => open.size,
    disconnect(reason) {
      const oldest = [...open].find((connection) => !ending.has(connection));
      if (oldest) {
        end(oldest, reason);
      }
    },
    close() {
      clearInterval(pings);
      timers.forEach((timer) => clearTimeout(timer));
      open.forEach((connection) => connection.terminate());
      server.close();
    },
  };
}

const DEBUG_INFO = { host: "slack-local" };
