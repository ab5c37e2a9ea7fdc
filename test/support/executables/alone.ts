import { readlinkSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Does a piece of work while no other process does one of the same name; waits for that as long as it takes, blocking.
 * A process that has died in the middle keeps nobody waiting.
 */
export function alone<T>(name: string, work: () => T): T {
  // Not where it would be kept longer than the processes of this machine.
  const lock = join(tmpdir(), `latchkey-tests-${name}.lock`);
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** A link is made together with what it holds, which is whose the lock is. */
function take(lock: string): boolean {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const holder = holderOf(lock);
  if (holder !== undefined && !isRunning(holder)) rmSync(lock, { force: true });
  return false;
}

function holderOf(lock: string): number | undefined {
  try {
    return Number(readlinkSync(lock));
  } catch {
    return undefined; // let go just now
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
