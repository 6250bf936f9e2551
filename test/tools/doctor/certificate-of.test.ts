import { once } from "node:events";
import { createServer } from "node:tls";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { selfSigned } from "../../../testkit/self-signed.ts";
import { certificateOf } from "../../../tools/doctor/certificate-of.ts";

// OpenSSL uses the machine's clock, not the tests'.
const FAR = "2199-12-31T00:00:00.000Z";
const OVER = "2001-01-01T00:00:00.000Z";

/** Asks `localhost`, which shows a certificate for that name until that day. */
async function shown(name: string, until: string, isTrusted = true) {
  const pair = selfSigned(name, new Date(until));
  const server = createServer(pair).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return certificateOf("localhost", { port, ...(isTrusted ? { ca: pair.cert } : {}) });
}

test("tells when the certificate that a host shows ends", async () => {
  expect((await shown("localhost", FAR)).toISOString()).toBe(FAR);
});

test.each<[what: string, name: string, until: string, isTrusted: boolean, code: string]>([
  ["another name", "join.example.com", FAR, true, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["a time that is over", "localhost", OVER, true, "CERT_HAS_EXPIRED"],
  ["nobody that is trusted", "localhost", FAR, false, "DEPTH_ZERO_SELF_SIGNED_CERT"],
])("refuses one of %s, with Node's code", async (_, name, until, isTrusted, code) => {
  await expect(shown(name, until, isTrusted)).rejects.toMatchObject({ code });
});

test("says so where nobody answers", async () => {
  await expect(certificateOf("localhost", { port: 1 })).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
