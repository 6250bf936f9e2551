import type { Failure } from "../timeline/model.ts";

/** Whether an error is told for the first time. */
export type IsNew = (failure: Failure) => boolean;

/** Tells for one timeline which errors have been shown already, so that each is shown once. */
export function newErrors(): IsNew {
  const shown = new Set<string>();
  return ({ name, message }) => {
    const text = `${name}: ${message}`;
    const isNew = !shown.has(text);
    shown.add(text);
    return isNew;
  };
}
