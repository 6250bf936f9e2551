/** Puts what stand-ins look for in place of a signature: they check none, and signing took a fifth of some tests' processor time. */
export const signer = {
  async sign<Request>(request: Request): Promise<Request> {
    const { headers } = request as { headers: Record<string, string> };
    headers["x-amz-date"] = "21000101T000000Z";
    headers["authorization"] =
      "AWS4-HMAC-SHA256 Credential=local/a/b/c/aws4_request, SignedHeaders=host, Signature=none";
    return request;
  },
};
