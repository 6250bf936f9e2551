import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

// What API Gateway hands on as text; every other body (a form's too) arrives as base64.
const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)\b)/u;

/**
 * An HTTP request in API Gateway's payload format 2.0.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export async function toEvent(request: Request, routeKey: string, now = new Date()): Promise<APIGatewayProxyEventV2> {
  const url = new URL(request.url);
  const { cookie, ...headers } = Object.fromEntries(request.headers);
  const query = joinedQuery(url.searchParams);
  const body = Buffer.from(await request.arrayBuffer());
  const isBase64Encoded = body.length > 0 && !TEXT.test(headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie ? { cookies: cookie.split(/;\s*/u) } : {}),
    headers: { ...headers, host: url.host },
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: url.hostname,
      domainPrefix: "local",
      http: {
        method: request.method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: crypto.randomUUID(),
      routeKey,
      stage: "$default",
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 ? { body: body.toString(isBase64Encoded ? "base64" : "utf8") } : {}),
    isBase64Encoded,
  };
}

/** The HTTP response for what a function returned; without a status code it is a JSON body, as API Gateway has it. */
export function toResponse(result: unknown): Response {
  if (!isStructured(result)) {
    return Response.json(result ?? {});
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    headers.set(name, String(value));
  }
  for (const cookie of result.cookies ?? []) {
    headers.append("set-cookie", cookie);
  }
  const body = Buffer.from(result.body ?? "", result.isBase64Encoded ? "base64" : "utf8");
  return new Response(body.length > 0 ? body : null, { status: result.statusCode ?? 200, headers });
}

function isStructured(result: unknown): result is APIGatewayProxyStructuredResultV2 {
  return typeof result === "object" && result !== null && "statusCode" in result;
}

/** Repeated parameters are joined by a comma, as API Gateway does. */
function joinedQuery(parameters: URLSearchParams): Record<string, string> | undefined {
  const names = [...new Set(parameters.keys())];
  return names.length > 0
    ? Object.fromEntries(names.map((name) => [name, parameters.getAll(name).join(",")]))
    : undefined;
}
