import type { Failure } from "../timeline/model.ts";

/** Whether an error is shown for the first time. */
export type IsNew = (failure: Failure) => boolean;

/** Remembers which errors a timeline has shown, so that each is shown in full once. */
export function newErrors(): IsNew {
  const shown = new Set<string>();
  return ({ name, message }) => {
    const text = `${name}: ${message}`;
    const isNew = !shown.has(text);
    shown.add(text);
    return isNew;
  };
}
