import type { LambdaEvent } from "hono/aws-lambda";

interface Asked {
  method: string;
  path?: string | undefined;
  query?: string | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | null | undefined;
  isBase64Encoded?: boolean | undefined;
}

/** A request to the page as API Gateway hands it over, in payload format 2.0. */
export function verifyEvent({
  method,
  path = "/verify",
  query = "",
  ...rest
}: Asked): Extract<LambdaEvent, { rawPath: string }> {
  const { headers = {}, body = null, isBase64Encoded = false } = rest;
  return {
    version: "2.0",
    routeKey: `${method} /verify`,
    rawPath: path,
    rawQueryString: query,
    headers: { host: "example.com", ...headers },
    body,
    isBase64Encoded,
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      authentication: null,
      authorizer: {},
      domainName: "example.com",
      domainPrefix: "local",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "" },
      requestId: "1",
      routeKey: `${method} /verify`,
      stage: "$default",
      time: "24/Nov/2026:09:00:00 +0000",
      timeEpoch: 1_795_510_800_000,
    },
  };
}
