import { join } from "node:path";
import type { Clock } from "../../domain/clock.js";
import { Fault } from "../../errors/fault.js";
import { runChild } from "../../terraform/process/run-child.js";
import { type Changes, changesIn, errorIn, foundNoChanges, progressIn } from "./cdktf-output.js";
import type { StoryFolder } from "./work-folder.js";
import { type Workshop, writeProject } from "./workshop.js";

/** Arguments of each command. A lock would ask the registry for our provider, which is not there. */
const ARGUMENTS = {
  diff: ["diff", "--skip-provider-lock"],
  deploy: ["deploy", "--auto-approve", "--skip-provider-lock"],
  destroy: ["destroy", "--auto-approve", "--skip-provider-lock"],
} as const;

/** What Terraform said at the end of a command. */
export interface TerraformOutcome {
  readonly noChanges: boolean;
  readonly changes: Changes | undefined;
}

export interface CdktfOptions {
  readonly folder: Pick<StoryFolder, "project" | "logs">;
  readonly workshop: Workshop;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told what becomes of each resource. */
  readonly onProgress: (text: string) => void;
}

/** Nothing that a run makes is kept when it is interrupted, so that there is little to be tidied up. */
const GRACE_MS = 500;

/** Runs the real cdktf in the project of a story, with every log at TRACE in files of its own. */
export class Cdktf {
  readonly #options: CdktfOptions;
  #runs = 0;

  constructor(options: CdktfOptions) {
    this.#options = options;
  }

  /**
   * Runs one command on an example to its end.
   *
   * @param example from the repository's root; the state of its stack stays in the project from run to run.
   * @throws Fault DEPLOYMENT_FAILED when it fails, with the error that Terraform gave; the signal's reason when it
   *   was interrupted.
   */
  async run(
    command: keyof typeof ARGUMENTS,
    example: string,
    env: NodeJS.ProcessEnv,
  ): Promise<TerraformOutcome> {
    const { folder, workshop, clock, signal, onProgress } = this.#options;
    writeProject(folder.project, workshop, example);
    this.#runs += 1;
    const name = `${this.#runs}-${command}`;
    const logFile = join(folder.logs, `${name}.out.log`);
    const { exitCode, output } = await runChild(process.execPath, [workshop.cdktf, ...ARGUMENTS[command]], {
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
        doing: `running cdktf ${command} on ${example}`,
        seen: `exit code ${exitCode}. ${errorIn(output)}`,
        state: `The logs are in ${folder.logs}.`,
      });
    }
    return { noChanges: foundNoChanges(output), changes: changesIn(output) };
  }
}
