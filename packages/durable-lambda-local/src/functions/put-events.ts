/** An event in the form in which EventBridge delivers it. */
interface BusEvent {
  source: string;
  "detail-type": string;
  time: string;
  resources: string[];
  detail: object;
}

const { EVENTS_ENDPOINT = "" } = process.env;

/**
 * Puts an event on the default bus of an EventBridge endpoint; rejects where that does not take it, so that it is tried again.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export async function handler({ source, time, resources, detail, ...event }: BusEvent): Promise<void> {
  const entry = {
    Source: source,
    DetailType: event["detail-type"],
    Time: Date.parse(time) / 1000,
    Resources: resources,
    Detail: JSON.stringify(detail),
  };
  const response = await fetch(EVENTS_ENDPOINT, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSEvents.PutEvents",
      // Emulators read the service and the region from it; none checks it.
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/events/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({ Entries: [entry] }),
  });
  const text = await response.text();
  if (!response.ok || JSON.parse(text).FailedEntryCount > 0) {
    throw new Error(`EventBridge at ${EVENTS_ENDPOINT} took no event: ${response.status} ${text.slice(0, 200)}`);
  }
}
