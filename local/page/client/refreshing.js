// Whatever is shown must keep up with one who watches, and cost little while a load test runs.
const REST_MILLISECONDS = 80;

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
        take(new DOMParser().parseFromString(await response.text(), "text/html"));
      }
      await new Promise((resolve) => setTimeout(resolve, REST_MILLISECONDS));
    }
    fetching = false;
  };
}
