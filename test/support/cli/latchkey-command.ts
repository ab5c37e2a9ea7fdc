import { type ChildProcess, spawn } from "node:child_process";
import { childEnvironment } from "../../../src/terraform/process/child-environment.js";
import { freshLatchkey } from "../acceptance/fresh-build.js";

/** How the command ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command, as a person or a pipeline runs it: a process of its own, without a terminal. */
export class LatchkeyCommand {
  readonly #call: readonly [program: string, ...first: string[]];
  readonly #env: NodeJS.ProcessEnv;
  readonly #running = new Set<ChildProcess>();

  /**
   * @param env beside what the machine itself gives every program
   * @param call a program and its first arguments. Default: the command that is tested
   */
  constructor(
    env: Readonly<Record<string, string>>,
    call: readonly [program: string, ...first: string[]] = freshLatchkey(),
  ) {
    this.#call = call;
    this.#env = childEnvironment(process.env, { CHECKPOINT_DISABLE: "1", ...env });
  }

  run(...args: readonly string[]): Promise<Finished> {
    return this.start(...args).ended;
  }

  /** Starts it; `printed` gives what it has printed so far. */
  start(...args: readonly string[]) {
    const [program, ...first] = this.#call;
    const child = spawn(program, [...first, ...args], {
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running.add(child);
    const printed = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        printed[name] += text;
      });
    }
    const ended = new Promise<Finished>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        this.#running.delete(child);
        resolve({ code, ...printed });
      });
    });
    return { child, ended, printed };
  }

  /** Kills what a failed test has left behind. */
  close(): void {
    for (const child of this.#running) child.kill("SIGKILL");
  }
}
