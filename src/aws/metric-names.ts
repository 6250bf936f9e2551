/** The durable function's metrics, for the adapter and the alarms. Their only dimension is `service`. */
export const METRIC = {
  started: "OnboardingsStarted",
  verifiedByMail: "VerifiedByMail",
  verifiedInSlack: "VerifiedInSlack",
  rejected: "Rejected",
  cancelled: "Cancelled",
  expired: "Expired",
  failed: "Failed",
  /** 1 at a start, -1 at an end: the running sum is the change in pending onboardings. */
  pendingChange: "PendingChange",
  /** In seconds, of every onboarding that someone decided. */
  timeToDecision: "TimeToDecision",
  mailUndelivered: "MailUndelivered",
  slackUndelivered: "SlackUndelivered",
  workflowFaults: "WorkflowFaults",
} as const;

/** The value of the dimension `service`. */
export const METRIC_SERVICE = "onboard";
