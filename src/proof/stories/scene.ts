import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownSecret } from "../../disguise/needle.js";
import type { Clock } from "../../domain/clock.js";
import type { Sandbox } from "../../sandbox/sandbox.js";
import type { Terraform } from "../../terraform/find-terraform.js";
import { type ChildResult, runChild } from "../../terraform/process/run-child.js";
import { type Background, startBackground } from "../deploy/background.js";
import { Cdktf, type TerraformOutcome } from "../deploy/cdktf.js";
import { runEnvironment } from "../deploy/run-environment.js";
import type { StoryFolder, WorkFolder } from "../deploy/work-folder.js";
import { commandOf, type Workshop } from "../deploy/workshop.js";
import type { Narration } from "../narration.js";
import type { DocumentNumber } from "./documents.js";
import { holdingsOf } from "./holdings.js";

export interface SceneParts {
  /** The document whose story is played. */
  readonly document: DocumentNumber;
  readonly sandbox: Sandbox;
  readonly work: WorkFolder;
  readonly workshop: Workshop;
  readonly terraform: Terraform;
  readonly surroundings: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly narrator: Narration;
  /** Called after each run of cdktf. */
  readonly onDeployed: () => void;
}

/** Variables that a story gives its programs beside those by which they find the sandbox. */
export type OwnVariables = Readonly<Record<string, string>>;

/** Where a story is played: its sandbox, its folder, and the programs that it runs there. */
export class Scene {
  readonly sandbox: Sandbox;
  /** What was there when the story began. */
  readonly there: ReadonlySet<string>;
  readonly folder: StoryFolder;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly narrator: Narration;
  readonly #parts: SceneParts;
  readonly #cdktf: Cdktf;
  readonly #secrets: KnownSecret[] = [];
  readonly #given: NodeJS.ProcessEnv[] = [];
  #isHarmless: (text: string) => boolean = () => false;

  constructor(parts: SceneParts) {
    const { sandbox, work, document, workshop, clock, signal, narrator } = parts;
    this.#parts = parts;
    this.sandbox = sandbox;
    this.there = new Set(holdingsOf(sandbox));
    this.clock = clock;
    this.signal = signal;
    this.narrator = narrator;
    this.folder = work.ofStory(document);
    this.#cdktf = new Cdktf({
      folder: this.folder,
      workshop,
      clock,
      signal,
      onProgress: (text) => narrator.detail(text),
    });
  }

  /** Makes up a secret of the story; it may stand nowhere but in what the programs are given on purpose. */
  secret(label: string): string {
    const secret = randomBytes(24).toString("base64url");
    this.#secrets.push({ label, secret });
    return secret;
  }

  /**
   * Runs cdktf on an example, whose path begins at the repository's root.
   *
   * @throws Fault DEPLOYMENT_FAILED; the signal's reason
   */
  cdktf(
    command: "diff" | "deploy" | "destroy",
    example: string,
    own: OwnVariables = {},
  ): Promise<TerraformOutcome> {
    return this.#cdktf.run(command, example, this.environment(own)).finally(this.#parts.onDeployed);
  }

  /**
   * Runs a program of the repository to its end. What it prints is in no log, as it may be secret.
   *
   * @throws the signal's reason when it was interrupted.
   */
  async program(example: string, own: OwnVariables = {}): Promise<ChildResult> {
    const [node, ...args] = commandOf(this.#parts.workshop, example);
    const { clock, signal, folder } = this;
    const env = this.environment(own);
    const result = await runChild(node, args, { cwd: folder.project, env, clock, signal });
    signal.throwIfAborted();
    return result;
  }

  /**
   * Starts a program of the repository that runs beside Terraform until it is stopped.
   *
   * @param name of its log.
   * @param knows whether it is told how the sandbox is reached, with the login of its administrators.
   * @throws Fault DEPLOYMENT_FAILED; the signal's reason
   */
  background(
    name: string,
    example: string,
    knows: "the sandbox" | "nothing",
    own: OwnVariables,
  ): Promise<Background> {
    const { project: cwd, logs } = this.folder;
    return startBackground(commandOf(this.#parts.workshop, example), {
      cwd,
      env: this.environment(own, knows === "nothing" ? {} : this.sandbox.environment),
      logFile: join(logs, `${name}.log`),
      signal: this.signal,
    });
  }

  /** What a program of the story is given; remembered as given on purpose. */
  environment(own: OwnVariables = {}, services = this.sandbox.environment): NodeJS.ProcessEnv {
    const { surroundings, terraform, work } = this.#parts;
    const folder = { ...this.folder, cliConfig: work.cliConfig, temporary: work.temporary };
    const env = runEnvironment({ surroundings, terraform, folder, services, own });
    this.#given.push(env);
    return env;
  }

  /** Says of texts that the systems keep among secrets that they are none. */
  harmless(isHarmless: (text: string) => boolean): void {
    this.#isHarmless = isHarmless;
  }

  /** The repository. */
  get root(): string {
    return this.#parts.workshop.root;
  }

  /** An output of a stack that was deployed. */
  output(stack: string, name: string): unknown {
    const state = readFileSync(join(this.folder.project, `terraform.${stack}.tfstate`), "utf8");
    return (JSON.parse(state) as { outputs: Record<string, { value: unknown }> }).outputs[name]?.value;
  }

  /** Every environment that a program of the story was given. */
  get given(): readonly NodeJS.ProcessEnv[] {
    return this.#given;
  }

  /** Every secret of the story, and of the two systems. */
  canaries(): KnownSecret[] {
    const { document, sandbox } = this.#parts;
    const { aws, gateway } = sandbox;
    const labelled = (label: string, secrets: readonly string[]) =>
      secrets
        .filter((secret) => !this.#isHarmless(secret))
        .map((secret, index, all) => ({
          label: `${label} ${index + 1} of ${all.length} in ${document}`,
          secret,
        }));
    return [
      ...this.#secrets.map(({ label, secret }) => ({ label: `${label} in ${document}`, secret })),
      ...labelled("IAM/STS secret", aws.issuedSecrets()),
      ...labelled("gateway secret", gateway.issuedSecrets()),
    ];
  }
}
