// Moves Date by TEST_CLOCK_AHEAD milliseconds, in a process or thread that Node.js preloads this into, or in a page. Timers and
// performance.now() go on as they are. Plain JavaScript, since types would cost every process 50 ms to strip.
{
  const RealDate = Date;
  const ahead = Number(globalThis.process?.env.TEST_CLOCK_AHEAD ?? globalThis.TEST_CLOCK_AHEAD ?? 0);
  const machine = RealDate.now;
  const now = () => machine() + ahead;
  RealDate.now = now;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
  });
  RealDate.prototype.constructor = globalThis.Date;
}
