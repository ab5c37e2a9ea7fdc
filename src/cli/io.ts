import { createInterface } from "node:readline";
import { createColors } from "picocolors";
import { withMaskedKeyIds } from "../domain/key-ids.js";
import { Fault } from "../errors/fault.js";
import { unexpectedText } from "../errors/unexpected.js";
import { terminalJson, terminalText } from "./terminal-text.js";

/** Colours and weights for a terminal; where there is no terminal they leave the text as it is. */
export type Style = ReturnType<typeof createColors>;

/** What a text stream must be able to do. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** How wide the terminal is, where there is one; follows it as it changes. */
  readonly columns?: number;
}

/**
 * Whom a command talks to. Commands return data and know nothing of terminals: progress and results go through
 * this, so that a person, a script and a test can each be a host.
 */
export interface Host {
  readonly style: Style;
  /** Says what is going on. Never part of the result. */
  progress(line: string): void;
  /** Hands over the result: `data` for a script, `text` for a person. Called at most once per command. */
  result(data: unknown, text: string): void;
  /** Shows why a command ended without a result. */
  failure(error: unknown): void;
  /** Whether a person is there to answer {@link Host.confirm}. */
  readonly canConfirm: boolean;
  /**
   * Asks for a yes or a no. Whatever is not a yes is a no. Rejects with the signal's reason when it is aborted.
   *
   * @throws Fault CONFIRMATION_IMPOSSIBLE where there is no terminal to answer at
   */
  confirm(question: string, signal: AbortSignal): Promise<boolean>;
}

/** What a person types into, where there is one. */
export type TextInput = NodeJS.ReadableStream & { readonly isTTY?: boolean };

export interface Streams {
  readonly stdin?: TextInput;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/** A person: the result on stdout as text, everything else on stderr. */
export function personHost({ stdin, stdout, stderr }: Streams, colours: boolean): Host {
  const style = createColors(colours);
  const person = stdin?.isTTY === true && stderr.isTTY === true ? stdin : undefined;
  // Names and answers from elsewhere stand in everything that is said.
  const shown = (text: string) => terminalText(text, colours);
  return {
    style,
    progress: (line) => stderr.write(`${shown(line)}\n`),
    result: (_data, text) => stdout.write(`${shown(text)}\n`),
    failure: (error) => stderr.write(`\n${style.red("Error:")} ${shown(textOf(error))}\n`),
    canConfirm: person !== undefined,
    confirm: async (question, signal) => {
      if (!person) throw noTerminal();
      stderr.write(`${shown(question)} ${style.dim("[y/N]")} `);
      return /^y(es)?$/i.test(await lineFrom(person, signal));
    },
  };
}

/** The same host for whoever has agreed beforehand. */
export function agreeing(host: Host): Host {
  return { ...host, canConfirm: true, confirm: async () => true };
}

/**
 * A script: exactly one line of JSON on stdout, the result or `{"error": …}`; progress on stderr, without colours. Ids of
 * access keys are masked in it.
 *
 * @param wholeIds whether a result holds them whole: those of a sandbox are to be used
 */
export function machineHost({ stdout, stderr }: Streams, wholeIds = false): Host {
  const line = (data: unknown, whole: boolean) => {
    const json = terminalJson(JSON.stringify(data));
    stdout.write(`${whole ? json : withMaskedKeyIds(json)}\n`);
  };
  return {
    style: createColors(false),
    progress: (text) => stderr.write(`${terminalText(text, false)}\n`),
    result: (data) => line(data, wholeIds),
    failure: (error) => line({ error: dataOf(error) }, false),
    canConfirm: false,
    confirm: async () => {
      throw noTerminal();
    },
  };
}

/** Whether to use colours: NO_COLOR and FORCE_COLOR decide, else whether a person is watching. */
export function coloursWanted(env: NodeJS.ProcessEnv, stream: TextStream): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0";
  return stream.isTTY === true && env.TERM !== "dumb";
}

/** One line; an empty one when the input ends before. */
async function lineFrom(input: TextInput, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  // Not as a terminal: Ctrl-C is to reach the process and not the line editor.
  const lines = createInterface({ input, terminal: false });
  const stop = () => lines.close();
  signal.addEventListener("abort", stop, { once: true });
  try {
    for await (const line of lines) return line.trim();
    signal.throwIfAborted();
    return "";
  } finally {
    signal.removeEventListener("abort", stop);
    lines.close();
  }
}

function noTerminal(): Fault {
  return new Fault("CONFIRMATION_IMPOSSIBLE", {
    doing: "asking for a confirmation",
    seen: "there is no terminal to ask at",
    state: "Nothing was changed.",
  });
}

function textOf(error: unknown): string {
  if (Fault.is(error)) return `${error.summary}\n\n${error.detail}`;
  // Anything but a fault is a mistake of ours, and where it was made is what a report needs.
  return unexpectedText(error);
}

function dataOf(error: unknown) {
  if (Fault.is(error)) return { code: error.code, summary: error.summary, detail: error.detail };
  return { code: null, summary: "Unexpected error", detail: textOf(error) };
}
