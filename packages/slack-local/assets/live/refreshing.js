// Whatever is shown must keep up with one who watches, and cost little while a load test runs.
const REST_MILLISECONDS = 80;

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
    while (again) {
      again = false;
      const response = await fetch(location.href).catch(() => undefined);
      if (response?.ok) {
        const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
        await released;
        take(fresh);
      }
      await new Promise((resolve) => setTimeout(resolve, REST_MILLISECONDS));
    }
    fetching = false;
  };
}
