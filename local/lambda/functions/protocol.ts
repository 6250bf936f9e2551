/** What a function's thread is given once. */
export interface WorkerData {
  entry: string;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
}

/** One invocation; `deadline` is in milliseconds since 1970 by the machine's clock. */
export interface FunctionRequest {
  requestId: string;
  payload: string;
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

/** Invokes a function by its name. Never rejects. */
export type Invoke = (functionName: string, requestId: string, payload: string) => Promise<FunctionResponse>;
