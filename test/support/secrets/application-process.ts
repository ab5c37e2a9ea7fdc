import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { SecretsCounters, SecretsEvent, SecretsEventName } from "../../../src/runtime/index.js";
import { childEnvironment } from "../../../src/terraform/process/child-environment.js";
import { makeNodeProgram } from "../runtime/test-program.js";

/** What an application has come to, when it ends by itself. */
export interface Ended {
  readonly calls: number;
  /** The users that PostgreSQL has known it as. */
  readonly logins: readonly string[];
  readonly counters: SecretsCounters;
}

/** The application of `loaded-application-main.ts` as a process. */
export class ApplicationProcess {
  /** Calls that have failed, as PostgreSQL or the runtime has said it. */
  readonly failed: string[] = [];
  readonly events: SecretsEvent[] = [];
  /** All that it has printed. */
  printed = "";
  #calls: readonly number[] = [];
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #heard = new Set<() => void>();
  readonly #gone: Promise<unknown>;
  #ended: Ended | undefined;

  private constructor(program: string, env: Readonly<Record<string, string>>) {
    this.#process = spawn(process.execPath, [program], {
      env: childEnvironment(process.env, env),
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#gone = once(this.#process, "exit");
    this.#process.stderr.on("data", (text) => {
      this.printed += text;
    });
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#hear(line));
  }

  static async start(folder: string, env: Readonly<Record<string, string>>): Promise<ApplicationProcess> {
    const program = join(folder, "application.js");
    await makeNodeProgram(join(__dirname, "loaded-application-main.ts"), program);
    return new ApplicationProcess(program, env);
  }

  /** How often this has happened. */
  count(name: SecretsEventName): number {
    return this.events.filter((event) => event.name === name).length;
  }

  /** Waits until something that it prints makes this true. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await Promise.race([
        new Promise<void>((resolve) => this.#heard.add(resolve)),
        this.#gone.then(() => {
          throw new Error(`the application has ended: ${this.printed}`);
        }),
      ]);
    }
  }

  /** Waits until each of its workers has made so many more calls, so that none is at one that began before. */
  moreCalls(each: number): Promise<void> {
    const before = this.#calls;
    return this.until(
      () =>
        this.#calls.length > 0 && this.#calls.every((calls, worker) => calls >= (before[worker] ?? 0) + each),
    );
  }

  /** Has it finish its calls and close everything, and waits until its process has ended. */
  async end(): Promise<Ended> {
    this.#process.stdin.write("end\n");
    await this.#gone;
    if (!this.#ended) throw new Error(`the application did not end by itself: ${this.printed}`);
    return this.#ended;
  }

  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#gone;
  }

  #hear(line: string): void {
    this.printed += `${line}\n`;
    const { event, calls, failed, ended } = JSON.parse(line);
    if (event) this.events.push(event);
    if (calls) this.#calls = calls;
    if (failed) this.failed.push(failed);
    if (ended) this.#ended = ended;
    for (const heard of this.#heard) heard();
    this.#heard.clear();
  }
}
