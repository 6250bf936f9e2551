import { LOCAL } from "./address.ts";

/** What an AWS SDK needs to be satisfied; the stand-ins check no signature. */
export const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };

/** An AWS client's configuration for one stand-in. */
export function awsClientConfig(endpoint: string) {
  return { endpoint, region: LOCAL.region, credentials: CREDENTIALS };
}
