import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { Fault } from "../../errors/fault.js";
import type { ProgramCode } from "../exit-code.js";
import type { TakeSignals } from "../world.js";

/** As shells have it. */
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;
const ENDED_BY_SIGNAL = 128;

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such program (ENOENT)",
  ERR_INVALID_ARG_VALUE: "the name of a program cannot be empty",
};

/** How a program has ended, or why it was not begun. */
export type ProgramEnd =
  | { readonly begun: true; readonly code: ProgramCode }
  | { readonly begun: false; readonly code: ProgramCode; readonly fault: Fault };

/**
 * Runs a program with the streams of this process, to its end. Signals that this process gets meanwhile are the
 * program's; where the terminal has sent one to both, it is not sent again.
 */
export async function runProgram(
  [program, ...args]: readonly [program: string, ...args: string[]],
  env: NodeJS.ProcessEnv,
  takeSignals: TakeSignals = () => () => {},
): Promise<ProgramEnd> {
  let child: ChildProcess | undefined;
  // Before the program is there: it may be heard of, and sent a signal, as soon as it is.
  const giveBack = takeSignals((signal, sentToAll) => {
    if (!sentToAll) child?.kill(signal);
  });
  try {
    child = spawn(program, args, { env, stdio: "inherit" });
    return await endOf(child, program);
  } catch (error) {
    // Node tells of five reasons of the system by an event, and throws the others.
    if (child !== undefined) throw error;
    return notBegun(program, (error as NodeJS.ErrnoException).code ?? (error as Error).name);
  } finally {
    giveBack();
  }
}

function endOf(child: ChildProcess, program: string): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      // Also told of a signal that could not be sent.
      if (child.pid === undefined) resolve(notBegun(program, error.code ?? error.name));
    });
    child.once("exit", (code, signal) => resolve({ begun: true, code: codeOf(code, signal) }));
  });
}

function codeOf(code: number | null, signal: NodeJS.Signals | null): ProgramCode {
  return (code ?? ENDED_BY_SIGNAL + (signal ? constants.signals[signal] : 0)) as ProgramCode;
}

function notBegun(program: string, why: string): ProgramEnd {
  const fault = new Fault("PROGRAM_NOT_STARTED", {
    doing: `starting ${JSON.stringify(program)}`,
    seen: WORDS[why] ?? why,
    state: "It was not started.",
  });
  return { begun: false, code: (why === "ENOENT" ? NOT_FOUND : NOT_EXECUTABLE) as ProgramCode, fault };
}
