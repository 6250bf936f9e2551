import type { Changes } from "./live-page/changes.ts";

const MILLISECONDS = 5_000;

/** What was waited for did not happen. */
export class NothingFound extends Error {
  override name = "NothingFound";
  constructor(milliseconds: number) {
    super(
      `Nothing was found within ${milliseconds / 1000} s. Does the app do it, and call Slack at the stand-in's apiUrl?`,
    );
  }
}

/** Looks now and after each change until something is found, and gives it. Rejects with NothingFound after so many milliseconds. */
export async function until<Found>(
  { subscribe }: Changes,
  look: () => Found | undefined | false,
  milliseconds = MILLISECONDS,
): Promise<Found> {
  const { promise, resolve, reject } = Promise.withResolvers<Found>();
  const check = () => {
    try {
      const found = look();
      if (found !== undefined && found !== false) {
        resolve(found);
      }
    } catch (error) {
      reject(error);
    }
  };
  const unsubscribe = subscribe(check);
  const timer = setTimeout(() => reject(new NothingFound(milliseconds)), milliseconds);
  check();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}
