// A single change is shown at once. While changes keep coming, the page asks less and less often, and leaves the server its time.
const LEAST_REST_MILLISECONDS = 80;
const MOST_REST_MILLISECONDS = 640;

let released = Promise.resolve();

// A click needs the element under the pointer to stay the same from press to release, and is lost if that is replaced.
document.addEventListener(
  "pointerdown",
  () => {
    const { promise, resolve } = Promise.withResolvers();
    released = promise;
    const release = () => setTimeout(() => resolve()); // after the click
    document.addEventListener("pointerup", release, { once: true, capture: true });
    document.addEventListener("pointercancel", release, { once: true, capture: true });
  },
  { capture: true },
);

/** Gives a function that fetches the page anew and hands it over: one fetch at a time, and one more where calls came meanwhile. */
export function refreshing(take) {
  let fetching = false;
  let again = false;
  return async () => {
    again = true;
    if (fetching) {
      return;
    }
    fetching = true;
    for (let rest = LEAST_REST_MILLISECONDS; again; rest = Math.min(2 * rest, MOST_REST_MILLISECONDS)) {
      again = false;
      const response = await fetch(location.href).catch(() => undefined);
      if (response?.ok) {
        const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
        await released;
        take(fresh);
      }
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    fetching = false;
  };
}
