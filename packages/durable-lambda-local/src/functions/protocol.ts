/** What a function's sandbox is given once. */
export interface SandboxData {
  /** The service's time as the sandbox starts, in milliseconds since 1970: what the function's modules see while they load. */
  now: number;
  entry: string;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  /** Whether the function checkpoints without HTTP. */
  isDirect: boolean;
  /** Whose sandbox it is, where tenants have their own. */
  tenantId?: string | undefined;
}

/** One invocation; both times are in milliseconds since 1970 by the service's clock, which the function then goes by. */
export interface FunctionRequest {
  requestId: string;
  payload: string;
  now: number;
  deadline: number;
}

/** An error in the form in which Lambda answers one. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  errorData?: string;
  trace: string[];
}

/** What the handler returned, as JSON, or why it did not. */
export type FunctionResponse = { requestId: string; payload: string } | { requestId: string; error: FunctionError };

/** A request of the SDK's to the Lambda service that goes there without HTTP. */
export interface Call {
  call: number;
  method: "GET" | "POST";
  /** With its query. */
  path: string;
  body: string;
}

export interface CallAnswer {
  call: number;
  status: number;
  /** A refusal's holds the error's name, too, which HTTP has in a header. */
  body: string;
}

/** Answers a call as the service's HTTP API does. Never rejects. */
export type Serve = (call: Call) => Promise<CallAnswer>;

/** What a sandbox says first, once the function's module is loaded. */
export interface Loaded {
  loaded: true;
}

/** The last word of a sandbox that an error ends. */
export interface LastWord {
  cause: string;
}

/** Invokes a function by a reference that names it, with a version or without. Never rejects. */
export type Invoke = (
  reference: string,
  requestId: string,
  payload: string,
  tenant?: string,
) => Promise<FunctionResponse>;
