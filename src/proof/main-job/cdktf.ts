import { join } from "node:path";
import type { Clock } from "../../domain/clock.js";
import { Fault } from "../../errors/fault.js";
import { runChild } from "../../terraform/process/run-child.js";
import { changesIn, errorIn, foundNoChanges, progressIn } from "./cdktf-output.js";
import type { TerraformOutcome } from "./stage.js";
import type { WorkFolder } from "./work-folder.js";

/** Arguments of each command. A lock would ask the registry for our provider, which is not there. */
const ARGUMENTS = {
  diff: ["diff", "--skip-provider-lock"],
  deploy: ["deploy", "--auto-approve", "--skip-provider-lock"],
  destroy: ["destroy", "--auto-approve", "--skip-provider-lock"],
} as const;

export interface CdktfOptions {
  readonly folder: WorkFolder;
  /** The cdktf command line, a JavaScript file. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told what becomes of each resource. */
  readonly onProgress: (text: string) => void;
}

/** Nothing that a run makes is kept when it is interrupted, so that there is little to be tidied up. */
const GRACE_MS = 500;

/** Runs the real cdktf in the project of a work folder, with every log at TRACE in files of its own. */
export class Cdktf {
  readonly #options: CdktfOptions;
  #runs = 0;

  constructor(options: CdktfOptions) {
    this.#options = options;
  }

  /**
   * Runs one command to its end.
   *
   * @throws Fault DEPLOYMENT_FAILED when it fails, with the error that Terraform gave; the signal's reason when it
   *   was interrupted.
   */
  async run(command: keyof typeof ARGUMENTS): Promise<TerraformOutcome> {
    const { folder, program, env, clock, signal, onProgress } = this.#options;
    this.#runs += 1;
    const name = `${this.#runs}-${command}`;
    const logFile = join(folder.logs, `${name}.out.log`);
    const { exitCode, output } = await runChild(process.execPath, [program, ...ARGUMENTS[command]], {
      cwd: folder.project,
      env: { ...env, TF_LOG_PATH: join(folder.logs, `${name}.terraform.log`) },
      logFile,
      clock,
      signal,
      graceMs: GRACE_MS,
      onLine: (line) => {
        const progress = progressIn(line);
        if (progress !== undefined) onProgress(progress);
      },
    });
    signal.throwIfAborted();
    if (exitCode !== 0) {
      throw new Fault("DEPLOYMENT_FAILED", {
        doing: `running cdktf ${command}`,
        seen: `exit code ${exitCode}. ${errorIn(output)}`,
        state: `The logs are in ${folder.logs}.`,
      });
    }
    return { noChanges: foundNoChanges(output), changes: changesIn(output) };
  }
}
