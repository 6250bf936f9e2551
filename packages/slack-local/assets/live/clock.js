let ahead = 0;

/** Sets the server's clock, which may be ahead of this machine's; in milliseconds since 1970. */
export function setNow(milliseconds) {
  ahead = milliseconds - Date.now();
}

/** The time by the server's clock. */
export function now() {
  return Date.now() + ahead;
}
