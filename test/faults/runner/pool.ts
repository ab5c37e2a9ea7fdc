import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { FAST_TIME } from "../time/pace.js";
import type { Job, JobResult } from "./job.js";

/** Some processes that play cells, one each at a time. */
export class Pool {
  readonly #idle: ChildProcess[] = [];
  readonly #waiting: ((worker: ChildProcess) => void)[] = [];
  readonly #workers = new Set<ChildProcess>();
  #closed = false;

  constructor(size: number) {
    for (let number = 0; number < size; number++) this.#idle.push(this.#start());
  }

  /** Has the job done as soon as a worker is free. A worker that dies of it is replaced, and the job has failed. */
  async run(job: Job): Promise<JobResult> {
    const worker =
      this.#idle.shift() ?? (await new Promise<ChildProcess>((resolve) => this.#waiting.push(resolve)));
    const result = new Promise<JobResult>((resolve) => {
      const onMessage = (message: JobResult) => {
        worker.removeListener("exit", onExit);
        resolve(message);
        this.#free(worker);
      };
      const onExit = (code: number | null) => {
        worker.removeListener("message", onMessage);
        this.#workers.delete(worker);
        resolve({
          breaches: [
            { invariant: "sound", what: `the process that played it ended with ${code ?? "a signal"}` },
          ],
          runs: [],
          repeated: false,
          seconds: 0,
        });
        if (!this.#closed) this.#free(this.#start());
      };
      worker.once("message", onMessage).once("exit", onExit);
    });
    worker.send(job);
    return result;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const gone = [...this.#workers].map((worker) => {
      const exit = once(worker, "exit");
      worker.disconnect();
      return exit;
    });
    await Promise.all(gone);
  }

  #free(worker: ChildProcess): void {
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#idle.push(worker);
  }

  #start(): ChildProcess {
    const worker = fork(join(__dirname, "worker.ts"), [], {
      execArgv: ["--require", FAST_TIME, "--import", "tsx"],
    });
    this.#workers.add(worker);
    return worker;
  }
}
