const machine = Date.now;
let shift = 0;

/** Sets the thread's clock by the service's, in milliseconds since 1970: `Date` shows that time from now on. */
export function setClock(now: number): void {
  shift = now - machine();
}

const shifted = () => machine() + shift;

/** Replaces the thread's `Date`. It has to come before the function's own modules: some keep hold of it. */
export function shiftDate(): void {
  const RealDate = Date;
  RealDate.now = shifted;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(shifted()).toString(),
    construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [shifted()], made),
  });
  RealDate.prototype.constructor = globalThis.Date;
}
