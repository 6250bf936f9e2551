import { Stack } from "aws-cdk-lib";
import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { ConfigurationSet, EmailSendingEvent, EventDestination, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** The configuration set that emails are sent with: SES reports each one that goes wrong. */
export class Email extends Construct {
  readonly configurationSet: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const set = new ConfigurationSet(this, "Set", { suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS });
    this.configurationSet = set.configurationSetName;
    // SES writes to the default bus only.
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ses-configurationseteventdestination-eventbridgedestination.html
    set.addEventDestination("Events", {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "Bus", "default")),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY_DELAY,
      ],
    });
  }

  /** ARN of the configuration set. */
  get configurationSetArn(): string {
    return Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: this.configurationSet,
    });
  }

  /**
   * Sends this function SES's event for each email of this stage that bounced, was reported, refused or delayed. Undeliverable events
   * go to the queue. SES publishes events at best effort, in any order.
   * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
   */
  onTrouble(fn: IFunction, undelivered: IQueue): void {
    new Rule(this, "Trouble", {
      description: "Emails of this stage that bounced, were reported, refused or delayed",
      eventPattern: {
        source: ["aws.ses"],
        // https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html
        detailType: ["Email Bounced", "Email Complaint Received", "Email Rejected", "Email Delivery Delayed"],
        detail: { mail: { tags: { "ses:configuration-set": [this.configurationSet] } } },
      },
      targets: [new LambdaFunction(fn, { deadLetterQueue: undelivered })],
    });
  }
}
