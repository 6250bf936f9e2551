import { once } from "node:events";
import { connect, type ConnectionOptions } from "node:tls";

const WITHIN_MILLISECONDS = 10_000;

/**
 * The end of the certificate that a host shows. Rejects with Node's error if the certificate is not trusted, has ended or is for another
 * name, and if the host doesn't answer within ten seconds.
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
