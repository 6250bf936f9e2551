let ahead = 0;

/** Takes the stand-ins' clock, which may be ahead of this machine's; in milliseconds since 1970. */
export function setNow(milliseconds) {
  ahead = milliseconds - Date.now();
}

/** What time it is by the stand-ins' clock. */
export function now() {
  return Date.now() + ahead;
}
