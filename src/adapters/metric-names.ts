/** What the durable function counts, for the adapter and for whoever watches it. No dimension but `service`. */
export const METRIC = {
  started: "OnboardingsStarted",
  verifiedByMail: "VerifiedByMail",
  verifiedInSlack: "VerifiedInSlack",
  rejected: "Rejected",
  expired: "Expired",
  failed: "Failed",
  /** In seconds, of the verified and the rejected. */
  timeToDecision: "TimeToDecision",
  mailUndelivered: "MailUndelivered",
  slackUndelivered: "SlackUndelivered",
} as const;

/** The value of the dimension `service`. */
export const METRIC_SERVICE = "onboard";
