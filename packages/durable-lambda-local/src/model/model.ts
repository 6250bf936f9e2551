import published from "./lambda-model.json" with { type: "json" };
import { DOCUMENTED } from "./documented.ts";

/** A type of the API, in the form of botocore's models. */
export interface Shape {
  type: string;
  required?: string[];
  members?: Record<string, Member>;
  member?: { shape: string };
  payload?: string;
  enum?: string[];
  pattern?: string;
  min?: number;
  max?: number;
  error?: { httpStatusCode: number; senderFault?: boolean };
}

interface Member {
  shape: string;
  location?: string;
  locationName?: string;
}

interface Operation {
  http: { method: string; requestUri: string; responseCode?: number };
  input: string;
  output?: string;
  errors: string[];
}

/** Every operation that this service knows, by its name in the API. */
export type OperationName = keyof typeof published.operations | keyof typeof DOCUMENTED.operations;

export const OPERATIONS: Record<OperationName, Operation> = { ...published.operations, ...DOCUMENTED.operations };
const SHAPES: Record<string, Shape> = { ...published.shapes, ...DOCUMENTED.shapes };

/** A shape by its name; throws for one that the model does not hold. */
export function shapeOf(name: string): Shape {
  const shape = SHAPES[name];
  if (!shape) {
    throw new Error(`The model holds no shape ${name}.`);
  }
  return shape;
}
