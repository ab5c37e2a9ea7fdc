import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { MACHINE_GRACE_SECONDS } from "../stack/changes.js";
import type { RotationTerms } from "../stack/stack.js";
import type { Waits } from "../stack/waits.js";
import type { TerraformFolder, TerraformRun } from "../terraform/terraform-folder.js";
import { passTime } from "../time/pace.js";
import type { Lambda, Systems } from "../world/systems.js";
import { FunctionProcesses } from "./function-processes.js";

const NAME = "rotate";

/**
 * The work of a stack whose key a rotation function keeps. What stands for an apply: Secrets Manager is asked to rotate
 * into the version that the trigger names, which it does by four steps, and by the same ones again where one fails; then
 * the schedule calls. What stands for a destroy: the grace goes by, the schedule calls, and a person ends what is left.
 */
export class RotationRuns {
  readonly lambda: Lambda;
  readonly functions: FunctionProcesses;
  readonly #systems: Systems;
  readonly #terms: RotationTerms;
  readonly #folder: TerraformFolder;
  #output = "";
  /** How many calls did not succeed. */
  failedCalls = 0;

  constructor(systems: Systems, folder: TerraformFolder, terms: RotationTerms, waits: Waits) {
    if (!systems.lambda) throw new Error("these systems have no Lambda");
    this.lambda = systems.lambda;
    this.#systems = systems;
    this.#terms = terms;
    this.#folder = folder;
    this.functions = new FunctionProcesses(folder, () => ({
      LATCHKEY_USER_ARN: terms.userArn(),
      LATCHKEY_SECRET_ARN: terms.secretArn(),
      LATCHKEY_GRACE_SECONDS: String(MACHINE_GRACE_SECONDS),
      LATCHKEY_QUIET_SECONDS: String(waits.quietPeriodSeconds),
      LATCHKEY_KEY_SETTLE_SECONDS: String(waits.keySettleSeconds),
    }));
    this.play((event) => this.step(event));
  }

  /** Has Secrets Manager's calls answered by this from now on. */
  play(step: (event: unknown) => Promise<unknown>): void {
    this.lambda.provide(NAME, step);
  }

  /** A call by Secrets Manager, which takes a process that failed or died for a step that failed. */
  async step(event: unknown): Promise<void> {
    if ((await this.call(event)) !== 0) throw new Error("the step failed");
  }

  /** A call of the function. @returns its exit code */
  async call(event: unknown): Promise<number | null> {
    const { exitCode, output } = await this.functions.call(event);
    this.#output += output;
    if (exitCode !== 0) this.failedCalls += 1;
    return exitCode;
  }

  async run(part: string, command: "apply" | "destroy", trigger: string): Promise<TerraformRun> {
    const begun = performance.now();
    this.#output = "";
    const exitCode = command === "apply" ? await this.#apply(trigger) : await this.#destroy();
    const seconds = (performance.now() - begun) / 1000;
    return { part, exitCode, output: this.#output, seconds, silent: true };
  }

  async #apply(trigger: string): Promise<number | null> {
    const { person } = this.#systems;
    const [secret, version] = [this.#terms.secretArn(), versionFor(trigger)];
    await person.secrets.rotate(secret, NAME, version);
    await this.lambda.rotationsDone();
    // One that was left unfinished came first; what was asked for is there already where it was that one.
    await person.secrets.rotate(secret, NAME, version);
    await this.lambda.rotationsDone();
    const looked = await this.call({ source: "aws.events" });
    return (await person.secrets.currentVersion(secret)) === version ? looked : 1;
  }

  async #destroy(): Promise<number | null> {
    this.#folder.give(passTime(MACHINE_GRACE_SECONDS + 60));
    const looked = await this.call({ source: "aws.events" });
    await this.#endKey();
    return looked;
  }

  /** A person ends the key that readers get: a rotation function ends none that is in use. */
  async #endKey(): Promise<void> {
    const { person } = this.#systems;
    const secret = this.#terms.secretArn();
    await person.secrets.cancelRotation(secret);
    const { id } = await person.readSecret(secret);
    await person.deleteKey(this.#terms.userName, id);
    await person.secrets.forgetKey(secret, id);
  }
}

/** The version into which Secrets Manager rotates for a trigger: the same for the same. */
function versionFor(trigger: string): string {
  return createHash("sha256").update(trigger).digest("hex").slice(0, 32);
}
