import { join } from "node:path";

interface FastTime {
  pace(factor: number): string;
  pass(ms: number): string;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The script that makes time faster in whoever is started with `--require` of it. */
export const FAST_TIME = join(__dirname, "fast-time.cjs");
const SEEDED_RANDOM = join(__dirname, "seeded-random.cjs");

/** What the provider below Terraform is started with, on either runtime, so that time and chance are the cell's. */
export function runtimeOptions(seed: number): Readonly<Record<string, string>> {
  return { ...loading(FAST_TIME, SEEDED_RANDOM), FAULTS_SEED: String(seed) };
}

/**
 * Lets time run `factor` times as fast from now on, in this process (which must have been started with
 * {@link FAST_TIME}) and in the Node processes that are given the environment that this returns.
 */
export function setPace(factor: number): Readonly<Record<string, string>> {
  const pace = fastTime().pace(factor);
  return factor === 1 ? {} : { FAULTS_TIME: pace, ...loading(FAST_TIME) };
}

/** What a process is started with whose clock shows this moment now, and goes on as it does. */
export function givenTime(ms: number): Readonly<Record<string, string>> {
  return { FAULTS_TIME: `1 ${Date.now()} ${ms}`, ...loading(FAST_TIME) };
}

/**
 * Lets time jump forward in this process, and in the Node processes that are started from now on with the environment
 * that this returns. Those that run already do not notice.
 */
export function passTime(seconds: number): Readonly<Record<string, string>> {
  return { FAULTS_TIME: fastTime().pass(seconds * 1000) };
}

/** Resolves after so many milliseconds of real time; rejects when the signal is aborted. */
export function realWait(ms: number, signal?: AbortSignal): Promise<void> {
  return fastTime().wait(ms, signal);
}

/** Where the options of the executables' runtime stand until a launcher that lets them through is past. */
export const EXECUTABLE_OPTIONS = "FAULTS_BUN_OPTIONS";

/**
 * The environment in which either runtime loads these scripts before anything else: Node, or that of the executables.
 * Bun takes no quotes, and passes over a file that is not there unless it is joined by `=`.
 */
function loading(...scripts: readonly string[]): Readonly<Record<string, string>> {
  const ofBun = scripts.map((script) => `--preload=${script}`).join(" ");
  return {
    NODE_OPTIONS: scripts.map((script) => `--require ${JSON.stringify(script)}`).join(" "),
    BUN_OPTIONS: ofBun,
    [EXECUTABLE_OPTIONS]: ofBun,
  };
}

function fastTime(): FastTime {
  const time = (globalThis as { [key: symbol]: unknown })[Symbol.for("latchkey.faults.time")];
  if (!time) throw new Error("this process was not started with fast-time.cjs");
  return time as FastTime;
}
