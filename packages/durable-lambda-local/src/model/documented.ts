import published from "./lambda-model.json" with { type: "json" };

const ARN = { shape: "DurableExecutionArn", location: "uri", locationName: "DurableExecutionArn" };
const REFUSALS = [
  "InvalidParameterValueException",
  "ResourceConflictException",
  "ResourceNotFoundException",
  "ServiceException",
  "TooManyRequestsException",
];

/**
 * What AWS's API reference documents and its published model does not hold yet: pausing, resuming and deleting.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PauseDurableExecution.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ResumeDurableExecution.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteDurableExecution.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PauseDetails.html
 */
export const DOCUMENTED = {
  operations: {
    PauseDurableExecution: {
      http: {
        method: "POST",
        requestUri: "/2025-12-01/durable-executions/{DurableExecutionArn}/pause",
        responseCode: 200,
      },
      input: "PauseDurableExecutionRequest",
      output: "PauseDurableExecutionResponse",
      errors: REFUSALS,
    },
    ResumeDurableExecution: {
      http: {
        method: "POST",
        requestUri: "/2025-12-01/durable-executions/{DurableExecutionArn}/resume",
        responseCode: 200,
      },
      input: "ResumeDurableExecutionRequest",
      output: "ResumeDurableExecutionResponse",
      errors: REFUSALS,
    },
    DeleteDurableExecution: {
      http: {
        method: "DELETE",
        requestUri: "/2025-12-01/durable-executions/{DurableExecutionArn}",
        responseCode: 202,
      },
      input: "DeleteDurableExecutionRequest",
      output: "DeleteDurableExecutionResponse",
      errors: REFUSALS,
    },
  },
  shapes: {
    PauseDurableExecutionRequest: {
      type: "structure",
      required: ["DurableExecutionArn"],
      members: {
        DurableExecutionArn: ARN,
        ClientToken: { shape: "ClientToken" },
        ExecutionTimeoutPaused: { shape: "Boolean" },
        Reason: { shape: "PauseReason" },
      },
    },
    PauseDurableExecutionResponse: {
      type: "structure",
      required: ["PauseRequestTimestamp"],
      members: { PauseRequestTimestamp: { shape: "ExecutionTimestamp" } },
    },
    ResumeDurableExecutionRequest: {
      type: "structure",
      required: ["DurableExecutionArn"],
      members: { DurableExecutionArn: ARN, ClientToken: { shape: "ClientToken" }, Reason: { shape: "PauseReason" } },
    },
    ResumeDurableExecutionResponse: {
      type: "structure",
      required: ["ResumeRequestTimestamp"],
      members: { ResumeRequestTimestamp: { shape: "ExecutionTimestamp" } },
    },
    DeleteDurableExecutionRequest: {
      type: "structure",
      required: ["DurableExecutionArn"],
      members: { DurableExecutionArn: ARN },
    },
    DeleteDurableExecutionResponse: {
      type: "structure",
      required: ["DeletionRequestTimestamp"],
      members: { DeletionRequestTimestamp: { shape: "ExecutionTimestamp" } },
    },
    /** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization */
    UnknownOperationException: {
      type: "structure",
      members: { Type: { shape: "String" }, Message: { shape: "String" } },
      error: { httpStatusCode: 404, senderFault: true },
      exception: true,
    },
    Boolean: { type: "boolean" },
    PauseReason: { type: "string", min: 0, max: 1024 },
    PauseDetails: {
      type: "structure",
      required: ["ExecutionTimeoutPaused", "PauseRequestTimestamp"],
      members: {
        ExecutionTimeoutPaused: { shape: "Boolean" },
        PauseRequestTimestamp: { shape: "ExecutionTimestamp" },
        Reason: { shape: "PauseReason" },
      },
    },
    EventReason: {
      type: "structure",
      members: { Payload: { shape: "PauseReason" }, Truncated: { shape: "Truncated" } },
    },
    ExecutionPausedDetails: {
      type: "structure",
      required: ["ExecutionTimeoutPaused", "PauseRequestTimestamp"],
      members: {
        ExecutionTimeoutPaused: { shape: "Boolean" },
        PauseRequestTimestamp: { shape: "ExecutionTimestamp" },
        Reason: { shape: "EventReason" },
      },
    },
    ExecutionResumedDetails: {
      type: "structure",
      required: ["ResumeRequestTimestamp"],
      members: { ResumeRequestTimestamp: { shape: "ExecutionTimestamp" }, Reason: { shape: "EventReason" } },
    },
    ExecutionStatus: {
      type: "string",
      enum: [...published.shapes.ExecutionStatus.enum, "PAUSING", "PAUSED", "DELETING"],
    },
    EventType: {
      type: "string",
      enum: [...published.shapes.EventType.enum, "ExecutionPaused", "ExecutionResumed"],
    },
    Event: {
      ...published.shapes.Event,
      members: {
        ...published.shapes.Event.members,
        ExecutionPausedDetails: { shape: "ExecutionPausedDetails" },
        ExecutionResumedDetails: { shape: "ExecutionResumedDetails" },
      },
    },
    GetDurableExecutionResponse: {
      ...published.shapes.GetDurableExecutionResponse,
      members: { ...published.shapes.GetDurableExecutionResponse.members, PauseDetails: { shape: "PauseDetails" } },
    },
  },
};
