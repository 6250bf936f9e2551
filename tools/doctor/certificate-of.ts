import { once } from "node:events";
import { connect, type ConnectionOptions } from "node:tls";

const WITHIN_MILLISECONDS = 10_000;

/**
 * When the certificate ends that a host shows to whoever trusts what Node.js trusts. Rejects with Node's error for one that is not
 * trusted, has ended or is for another name, and where the host doesn't answer within ten seconds.
 */
export async function certificateOf(host: string, options: ConnectionOptions = {}): Promise<Date> {
  const socket = connect({ port: 443, ...options, host, servername: host });
  try {
    await once(socket, "secureConnect", { signal: AbortSignal.timeout(WITHIN_MILLISECONDS) });
    return new Date(socket.getPeerCertificate().valid_to);
  } finally {
    socket.destroy();
  }
}
