import { callService } from "./aws-json.ts";

/** Messages in the form in which a function that reads a queue gets them. */
interface QueueEvent {
  Records: {
    body: string;
    messageAttributes: Record<string, { dataType: string; stringValue: string }>;
  }[];
}

const SEND_MESSAGE = { signingName: "sqs", target: "AmazonSQS.SendMessage", version: "1.0" } as const;
const { QUEUE_URL = "" } = process.env;

/**
 * Sends dead letters to an SQS queue; rejects where that does not take one, so that it is tried again.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export async function handler({ Records }: QueueEvent): Promise<void> {
  for (const { body, messageAttributes } of Records) {
    const MessageAttributes = Object.fromEntries(
      Object.entries(messageAttributes).map(([name, { dataType, stringValue }]) => [
        name,
        { DataType: dataType, StringValue: stringValue },
      ]),
    );
    await callService(new URL(QUEUE_URL).origin, SEND_MESSAGE, {
      QueueUrl: QUEUE_URL,
      MessageBody: body,
      MessageAttributes,
    });
  }
}
