import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { systemClock } from "../../../src/domain/system-clock.js";
import { linuxProcessTable } from "../../../src/proof/canary/process-table.js";
import { ProcessWatch, type SeenProcess } from "../../../src/proof/canary/process-watch.js";
import type { AwsProviderSource } from "../../../src/terraform/cli-config.js";
import { layProviders } from "../../../src/terraform/lay-providers.js";
import { childEnvironment } from "../../../src/terraform/process/child-environment.js";
import { AttachedProviders } from "./attached-providers.js";
import { isEmptyPlan } from "./empty-plan.js";
import { storedAttributes } from "./stored-attributes.js";

/** How a command ended, and what it printed. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** What can be searched of a command although it is in no file. */
export interface Witnessed {
  readonly command: string;
  readonly output: string;
  /** What its processes were given; empty where the system does not show that. */
  readonly processes: readonly SeenProcess[];
  /** The variables that it was started with on purpose. */
  readonly given: NodeJS.ProcessEnv;
}

/** A change that a plan holds; `actions` as Terraform names them. */
export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
  /** For an update: the attributes that it changes. */
  readonly attributes?: readonly string[];
}

/** The parts of `terraform show -json` that tests look at. */
interface PlanJson {
  readonly resource_changes?: readonly { address: string; change: ChangeJson }[];
  readonly resource_drift?: readonly { address: string; change: ChangeJson }[];
}

interface ChangeJson {
  readonly actions: readonly string[];
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export interface ProjectOptions {
  /** Folder of the built provider. */
  readonly provider: string;
  /** Added to what the machine itself gives every program. */
  readonly env: Readonly<Record<string, string>>;
  /** Where hashicorp/aws comes from, for configurations that use it. Default: nowhere. */
  readonly aws?: AwsProviderSource;
  /**
   * Whether one process of each provider serves the commands, for tests whose promises are not about processes.
   * Terraform installs them all the same, and starts them for a command that has variables of its own for them.
   * Default: false, each command starts what it needs.
   */
  readonly attached?: boolean;
}

const REQUIREMENTS = `terraform {
  required_providers {
    latchkey = { source = "latchkey/latchkey" }
  }
}
`;

/** A folder in which the real Terraform runs with the built provider, installed from a mirror as a user has it. */
export class TerraformProject {
  /** Everything that Terraform and the provider write is below this. */
  readonly folder = mkdtempSync(join(tmpdir(), "latchkey-acc-"));
  readonly #env: NodeJS.ProcessEnv;
  readonly #running = new Set<ChildProcess>();
  readonly #witnessed: Witnessed[] = [];
  readonly #attached: AttachedProviders | undefined;

  private constructor({ env, attached }: ProjectOptions) {
    const home = join(this.folder, "home");
    const temporary = join(this.folder, "tmp");
    for (const folder of [home, temporary]) mkdirSync(folder);
    this.#env = childEnvironment(process.env, {
      TF_CLI_CONFIG_FILE: join(this.folder, "terraform.rc"),
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      AWS_EC2_METADATA_DISABLED: "true",
      HOME: home,
      TMPDIR: temporary,
      ...env,
    });
    if (attached) this.#attached = new AttachedProviders(this.#env);
  }

  /** A new folder, in which the provider can be installed. */
  static async open(options: ProjectOptions): Promise<TerraformProject> {
    const project = new TerraformProject(options);
    const nowhere = { from: "mirror", path: join(project.folder, "home") } as const;
    const mirror = join(project.folder, "mirror");
    const cliConfig = await layProviders({ mirror, aws: options.aws ?? nowhere, built: options.provider });
    writeFileSync(join(project.folder, "terraform.rc"), cliConfig);
    return project;
  }

  /** Puts variables into the environment of all commands that are started from now on. */
  give(variables: Readonly<Record<string, string>>): void {
    Object.assign(this.#env, variables);
  }

  /** Writes the configuration and installs what it requires. */
  async configure(hcl: string): Promise<void> {
    writeFileSync(join(this.folder, "main.tf"), `${REQUIREMENTS}${hcl}`);
    await this.succeed("init", "-input=false");
  }

  /** Changes the configuration without a new init. */
  reconfigure(hcl: string): void {
    writeFileSync(join(this.folder, "main.tf"), `${REQUIREMENTS}${hcl}`);
  }

  async apply(...args: readonly string[]): Promise<string> {
    return this.succeed("apply", "-auto-approve", "-input=false", ...args);
  }

  /** Applies, and gives what Terraform says about the failure that is expected. */
  async failingApply(env: Readonly<Record<string, string>> = {}): Promise<string> {
    const { code, output } = await this.start(["apply", "-auto-approve", "-input=false"], env).ended;
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining("Error:") });
    return unwrapped(output);
  }

  async destroy(): Promise<string> {
    return this.succeed("destroy", "-auto-approve", "-input=false");
  }

  /** What an apply would do. A refresh that found a difference is listed as drift. */
  async plan(): Promise<{ changes: PlannedChange[]; drift: string[] }> {
    const told = await this.succeed("plan", "-input=false", "-out=plan", "-json");
    // To show a plan in full starts every provider once more.
    if (isEmptyPlan(told)) return { changes: [], drift: [] };
    const plan = await this.#json<PlanJson>("show", "-json", "plan");
    return {
      changes: (plan.resource_changes ?? [])
        .map(({ address, change }) => ({ address, actions: change.actions, ...changedAttributes(change) }))
        .filter(({ actions }) => actions.join() !== "no-op"),
      // Terraform lists what was moved from another type, too, where it has a secret attribute: as changed in nothing.
      drift: (plan.resource_drift ?? [])
        .filter(({ change: { before, after } }) => !isDeepStrictEqual(before, after))
        .map(({ address }) => address),
    };
  }

  /** The stored attributes of an object; undefined when it is not in the state. */
  async state(address: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const file = join(this.folder, "terraform.tfstate");
    return existsSync(file) ? storedAttributes(readFileSync(file, "utf8"), address) : undefined;
  }

  /** Runs a command that has to succeed; gives what it printed. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { code, output } = await this.start(args).ended;
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  /**
   * Starts a command in a process group of its own; `printed` gives what it has printed so far. `input` is what it
   * reads; nothing unless given.
   */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}, input = "") {
    const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
    const given = { ...this.#env, TF_CLI_ARGS: "-no-color", ...this.#attachment(args[0], env), ...env };
    const child = spawn(binary, args, {
      cwd: this.folder,
      env: given,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    child.stdin.on("error", () => {
      // It has ended without reading.
    });
    child.stdin.end(input);
    this.#running.add(child);
    const watch = watchOf(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const ended = new Promise<Ran>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", async (code) => {
        this.#running.delete(child);
        if (args[0] === "init" && code === 0) await this.#attached?.attach(this.folder).catch(reject);
        const processes = [...((await watch?.end()) ?? []), ...(this.#attached?.seen() ?? [])];
        this.#witnessed.push({ command: args[0] ?? "", output, processes, given });
        resolve({ code, output });
      });
    });
    return { child, ended, printed: () => output };
  }

  /** Every command that has ended, and what attached providers have printed on their own. */
  witnessed(): readonly Witnessed[] {
    const log = this.#attached?.log() ?? "";
    const alone = { command: "an attached provider", output: log, processes: [], given: {} };
    return log === "" ? this.#witnessed : [...this.#witnessed, alone];
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Removes the folder; a command that a failed test has left behind is killed. */
  remove(): void {
    for (const { pid } of this.#running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
    this.#attached?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What leads a command to the attached providers, unless it installs them or needs some of its own. */
  #attachment(command: string | undefined, env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const ofTerraform = Object.keys(env).every((name) => /^TF_(VAR|CLI_ARGS)(_|$)/.test(name));
    return command === "init" || !ofTerraform ? {} : (this.#attached?.variables() ?? {});
  }

  async #json<T>(...args: readonly string[]): Promise<T> {
    const { code, output } = await this.start(args, { TF_CLI_ARGS: "" }).ended;
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${output}`);
    return JSON.parse(output) as T;
  }
}

/** Watches a child and all that it starts, where the system shows it. */
function watchOf({ pid }: ChildProcess): ProcessWatch | undefined {
  const table = linuxProcessTable();
  if (!table || pid === undefined) return undefined;
  const watch = new ProcessWatch(table, systemClock, { root: pid, rootToo: true });
  watch.begin();
  return watch;
}

function changedAttributes({ actions, before, after }: ChangeJson): { attributes?: readonly string[] } {
  if (actions.join() !== "update" || !before || !after) return {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return { attributes: names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])) };
}

/** A diagnostic as one line: Terraform breaks lines and puts a bar in front of them. */
function unwrapped(output: string): string {
  return output.replace(/[╷│╵]/g, " ").replace(/\s+/g, " ");
}
