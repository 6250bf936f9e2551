import { callService } from "./aws-json.ts";

/** An event in the form in which EventBridge delivers it. */
interface BusEvent {
  source: string;
  "detail-type": string;
  time: string;
  resources: string[];
  detail: object;
}

const PUT_EVENTS = { signingName: "events", target: "AWSEvents.PutEvents", version: "1.1" } as const;
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
  const answer = await callService(EVENTS_ENDPOINT, PUT_EVENTS, { Entries: [entry] });
  if (Number(answer["FailedEntryCount"]) > 0) {
    throw new Error(`EventBridge at ${EVENTS_ENDPOINT} took no event: ${JSON.stringify(answer["Entries"])}`);
  }
}
