/**
 * Calls an operation of an AWS service that speaks AWS JSON, without credentials: emulators check no signature. Gives the
 * answer; rejects where the service refuses, with how its answer begins.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export async function callService(
  endpoint: string,
  service: { signingName: string; target: string; version: "1.0" | "1.1" },
  input: object,
): Promise<Record<string, unknown>> {
  const { signingName, target, version } = service;
  const scope = `20260101/us-east-1/${signingName}/aws4_request`;
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": `application/x-amz-json-${version}`,
      "x-amz-target": target,
      // Emulators read the service and the region from it.
      authorization: `AWS4-HMAC-SHA256 Credential=local/${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${target} at ${endpoint} was refused: ${response.status} ${text.slice(0, 200)}`);
  }
  return JSON.parse(text);
}
