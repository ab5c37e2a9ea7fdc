"use strict";
/**
 * Makes time run faster in a Node process, for whoever loads this first (`node --require`): the clock, timers and
 * timeouts, by one factor and from one moment, so that several processes agree. The provider of a cell runs its
 * real waits of 10, 15 and 120 seconds under it; it knows nothing of it. CPU and network do not get faster: what took
 * 0.1 s takes 1 s by a clock that runs ten times as fast.
 *
 * FAULTS_TIME="FACTOR REAL_MS VIRTUAL_MS": at the real time REAL_MS it was VIRTUAL_MS. Without it, time is as it is.
 */
const timers = require("node:timers");
const promises = require("node:timers/promises");
const { syncBuiltinESMExports } = require("node:module");

const RealDate = Date;
const real = {
  now: Date.now,
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  wait: promises.setTimeout,
  timeout: AbortSignal.timeout.bind(AbortSignal),
};
let factor = 1;
let realStart = 0;
let virtualStart = 0;

function set(text) {
  const [by, from, was] = text.split(" ").map(Number);
  factor = by;
  realStart = from;
  virtualStart = was;
}

function now() {
  return Math.floor(virtualStart + (real.now() - realStart) * factor);
}

const shortened = (ms) => (typeof ms === "number" ? ms / factor : ms);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
const setTimeoutFast = (work, ms, ...args) => real.setTimeout(work, shortened(ms), ...args);
// What `util.promisify` looks for; it has to stay what it was.
Object.defineProperty(setTimeoutFast, require("node:util").promisify.custom, {
  value: (ms, ...args) => real.wait(shortened(ms), ...args),
});
const setIntervalFast = (work, ms, ...args) => real.setInterval(work, shortened(ms), ...args);
globalThis.setTimeout = setTimeoutFast;
globalThis.setInterval = setIntervalFast;
timers.setTimeout = setTimeoutFast;
timers.setInterval = setIntervalFast;
promises.setTimeout = (ms, ...args) => real.wait(shortened(ms), ...args);
AbortSignal.timeout = (ms) => real.timeout(Math.ceil(shortened(ms)));
syncBuiltinESMExports();

if (process.env.FAULTS_TIME) set(process.env.FAULTS_TIME);

/** For the process that leads: sets the pace anew, and tells what its children need to keep it. */
globalThis[Symbol.for("latchkey.faults.time")] = {
  pace(by) {
    const at = real.now();
    const text = `${by} ${at} ${at}`;
    set(text);
    return text;
  },
  /** Lets so many milliseconds go by at once. */
  pass(ms) {
    const text = `${factor} ${real.now()} ${now() + ms}`;
    set(text);
    return text;
  },
  /** Resolves after so many milliseconds of real time. */
  wait: (ms, signal) => real.wait(ms, undefined, { signal }),
};
