const A_YEAR_MS = 366 * 24 * 3600 * 1000;

/**
 * Runs a synchronous function as if it were more than a year later, and gives the clock back before other code can
 * look at it. Where a `plan` runs for the second time so, one that reads the clock is found: Terraform would refuse it only
 * in the middle of an apply.
 */
export function inAnotherYear<R>(run: () => R): R {
  const RealDate = globalThis.Date;
  const later = () => RealDate.now() + A_YEAR_MS;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [later()] : args),
    apply: () => new RealDate(later()).toString(),
    get: (target, key) => (key === "now" ? later : Reflect.get(target, key)),
  });
  try {
    return run();
  } finally {
    globalThis.Date = RealDate;
  }
}
