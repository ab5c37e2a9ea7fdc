import {
  chmodSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { Fault } from "../../errors/fault.js";
import { readGraph, type WrittenGraph, writeGraph } from "./graph.js";
import { KEPT_WORDS } from "./kept-words.js";

const STATE = "sandbox.json";
const LOCK = "lock";
/** Of the form of the file: another is not read. */
const FORM = 1;

/** The folders that this process has open: its own id in a lock file is otherwise that of a process before it. */
const openHere = new Set<string>();

/**
 * A folder in which a sandbox keeps its state: one file, which is replaced as a whole and by nothing but a rename, so
 * that a process that is killed leaves the state before or after. Folder and files are their owner's alone.
 */
export class DataFolder {
  readonly #path: string;
  /** What was kept last; undefined in a new folder. */
  readonly before: unknown;

  private constructor(path: string, before: unknown) {
    this.#path = path;
    this.before = before;
  }

  /**
   * Opens a folder, which is made if it is not there, for this process alone.
   * @throws Fault SANDBOX_DATA_IN_USE while another process has it, SANDBOX_DATA_UNUSABLE if it holds what is not a
   *   sandbox's or cannot be read or written.
   */
  static open(folder: string): DataFolder {
    const path = resolve(folder);
    return usable(path, "opening the sandbox's data folder", () => {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      const foreign = readdirSync(path).find((name) => !/^(sandbox\.json|lock)(\.|$)/.test(name));
      if (foreign !== undefined) throw new Error(`it holds ${foreign}, which no sandbox has put there`);
      chmodSync(path, 0o700);
      lock(path);
      try {
        return new DataFolder(path, readState(path));
      } catch (error) {
        unlock(path);
        throw error;
      }
    });
  }

  /** Keeps a state in place of the one before. @throws Fault SANDBOX_DATA_UNUSABLE. */
  save(state: unknown): void {
    usable(this.#path, "keeping the sandbox's state", () => {
      const text = JSON.stringify({ form: FORM, state: writeGraph(state, KEPT_WORDS) });
      const fresh = join(this.#path, `${STATE}.new`);
      writeFileSync(fresh, text, { mode: 0o600 });
      renameSync(fresh, join(this.#path, STATE));
    });
  }

  /** Lets another process have the folder. */
  close(): void {
    unlock(this.#path);
  }
}

function readState(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(join(path, STATE), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { form, state } = JSON.parse(text) as { readonly form: unknown; readonly state: WrittenGraph };
    if (form === FORM) return readGraph(state, KEPT_WORDS);
  } catch {
    // The file's own text is secret, so an error that may quote it goes no further.
  }
  throw new Error(`${STATE} is not a state that this version of the sandbox has written`);
}

/** @throws Fault SANDBOX_DATA_IN_USE. */
function lock(path: string): void {
  const file = join(path, LOCK);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    try {
      const descriptor = openSync(file, "wx", 0o600);
      writeFileSync(descriptor, String(process.pid));
      closeSync(descriptor);
      openHere.add(path);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readOrNothing(file);
    if (holder !== undefined && lives(holder, path)) throw inUse(path, holder);
    takeAway(file, holder);
  }
  throw inUse(path, readOrNothing(file) ?? "");
}

/** Takes a dead process's lock away, but puts back what another process has locked meanwhile. */
function takeAway(file: string, dead: string | undefined): void {
  if (dead === undefined) return;
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readOrNothing(aside) !== dead) linkSync(aside, file);
  } catch (error) {
    // Another process was faster: the next attempt finds out.
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function unlock(path: string): void {
  openHere.delete(path);
  rmSync(join(path, LOCK), { force: true });
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether the process lives that a lock names. In a container every process may be the first. */
function lives(holder: string, path: string): boolean {
  const id = Number(holder);
  if (id === process.pid) return openHere.has(path);
  // Its maker has not yet written into it.
  if (holder === "") return true;
  if (!Number.isInteger(id) || id <= 0) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function inUse(path: string, holder: string): Fault {
  return new Fault("SANDBOX_DATA_IN_USE", {
    doing: "opening the sandbox's data folder",
    seen: `${join(path, LOCK)} says that the process ${holder || "?"} has it`,
    state: "Nothing was started, and nothing in the folder was changed.",
  });
}

function usable<T>(path: string, doing: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (Fault.is(cause)) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Fault("SANDBOX_DATA_UNUSABLE", {
      doing,
      seen: `${path}: ${code ?? message}`,
      state: "The state that was kept last is as it was.",
      cause,
    });
  }
}
