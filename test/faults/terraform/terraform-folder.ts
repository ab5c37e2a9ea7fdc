import { type ChildProcess, spawn } from "node:child_process";
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { linuxProcessTable } from "../../../src/proof/canary/process-table.js";
import { ProcessWatch, type SeenProcess } from "../../../src/proof/canary/process-watch.js";
import { withoutControlSequences } from "../../../src/terraform/process/lines.js";
import { realWait } from "../time/pace.js";
import { kill, providersOf } from "./process-tree.js";

/** What a Terraform command has left behind. */
export interface TerraformRun {
  readonly part: string;
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly output: string;
  /** Real seconds. */
  readonly seconds: number;
  /** Whether it was not Terraform's, and so says nothing of what there was to change. Default: false. */
  readonly silent?: boolean;
}

export interface TerraformFolderOptions {
  readonly path: string;
  /** As it is to be called. */
  readonly terraform: string;
  /** The whole environment of the commands, but for what concerns files of the folder. */
  readonly env: NodeJS.ProcessEnv;
  /** Text of the CLI configuration. */
  readonly cliConfig: string;
}

/** A hung command is killed after this real time; none of a cell lasts half as long. */
const LONGEST_MS = 400_000;

/** A folder in which the real Terraform runs, with every log at TRACE in files of the folder. */
export class TerraformFolder {
  readonly path: string;
  /** Every provider process that was seen, running or not. */
  readonly providers = new Set<number>();
  /** Every process that was seen, with what it was given; undefined on a system that does not show it. */
  readonly processes: SeenProcess[] | undefined = linuxProcessTable() && [];
  readonly #options: TerraformFolderOptions;
  /** What the commands were given on purpose, before it was given otherwise. */
  readonly earlierEnvs: NodeJS.ProcessEnv[] = [];
  #given: Readonly<Record<string, string>> = {};
  #child: ChildProcess | undefined;

  constructor(options: TerraformFolderOptions) {
    this.#options = options;
    this.path = options.path;
    for (const name of ["logs", "tmp", "home"]) mkdirSync(join(this.path, name), { recursive: true });
    writeFileSync(join(this.path, "cli.tfrc"), options.cliConfig);
  }

  /** What the commands are given on purpose. */
  get env(): NodeJS.ProcessEnv {
    return { ...this.#options.env, ...this.#given };
  }

  /** Gives these variables, too, to every command from now on. */
  give(variables: Readonly<Record<string, string>>): void {
    this.earlierEnvs.push(this.env);
    this.#given = { ...this.#given, ...variables };
  }

  /** Writes the configuration as JSON, the form that CDKTF writes, too. */
  configure(configuration: object): void {
    writeFileSync(join(this.path, "main.tf.json"), `${JSON.stringify(configuration, null, 2)}\n`);
  }

  /** Runs a command to its end. `part` names its logs. Only one at a time. */
  async run(part: string, args: readonly string[]): Promise<TerraformRun> {
    this.#mendState();
    const { terraform } = this.#options;
    const begun = performance.now();
    const name = part.replace(/\W+/g, "-");
    const log = createWriteStream(join(this.path, "logs", `${name}.out.log`), { flags: "a" });
    const child = spawn(terraform, [...args, "-no-color"], {
      cwd: this.path,
      env: {
        ...this.env,
        TF_CLI_CONFIG_FILE: join(this.path, "cli.tfrc"),
        TF_LOG: "TRACE",
        TF_LOG_PATH: join(this.path, "logs", `${name}.terraform.log`),
        TF_IN_AUTOMATION: "1",
        CHECKPOINT_DISABLE: "1",
        TMPDIR: join(this.path, "tmp"),
        HOME: join(this.path, "home"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    const watch = watchOf(child);
    const ended = new AbortController();
    realWait(LONGEST_MS, ended.signal).then(
      () => kill(child.pid ?? 0, "SIGKILL"),
      () => {},
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        log.write(text);
        output += text;
      });
    }
    try {
      const exitCode = await new Promise<number | null>((resolve, reject) => {
        child.once("error", reject).once("close", resolve);
      });
      const seconds = (performance.now() - begun) / 1000;
      return { part, exitCode, output: withoutControlSequences(output), seconds };
    } finally {
      ended.abort();
      this.processes?.push(...((await watch?.end()) ?? []));
      this.#child = undefined;
      await new Promise((resolve) => log.end(resolve));
    }
  }

  /**
   * Terraform writes its state in place: killed at that very moment it leaves an empty file, and the backup that it has
   * made before. A person puts that one in its place, or Terraform would know of nothing any more.
   */
  #mendState(): void {
    const [state, backup] = [
      join(this.path, "terraform.tfstate"),
      join(this.path, "terraform.tfstate.backup"),
    ];
    if (!existsSync(state) || statSync(state).size > 0) return;
    if (existsSync(backup) && statSync(backup).size > 0) copyFileSync(backup, state);
  }

  /** Deletes the state, and the backup that Terraform keeps of it. */
  loseState(): void {
    for (const name of ["terraform.tfstate", "terraform.tfstate.backup"]) {
      rmSync(join(this.path, name), { force: true });
    }
  }

  /** Kills the providers of the command that is running, and leaves Terraform to find out. */
  killProviders(): void {
    for (const pid of this.#seeProviders()) kill(pid, "SIGKILL");
  }

  /** Kills the Terraform that is running, and leaves its providers to find out. */
  killTerraform(): void {
    this.#seeProviders();
    if (this.#child?.pid !== undefined) kill(this.#child.pid, "SIGKILL");
  }

  /** Asks the Terraform that is running to stop, as Ctrl-C does. */
  interrupt(): void {
    if (this.#child?.pid !== undefined) kill(this.#child.pid, "SIGINT");
  }

  #seeProviders(): number[] {
    const pids = this.#child?.pid === undefined ? [] : providersOf(this.#child.pid);
    for (const pid of pids) this.providers.add(pid);
    return pids;
  }
}

/** Watches a child and all that it starts, where the system shows it. */
export function watchOf({ pid }: ChildProcess): ProcessWatch | undefined {
  const table = linuxProcessTable();
  if (!table || pid === undefined) return undefined;
  const watch = new ProcessWatch(table, { sleep: realWait }, { root: pid, rootToo: true });
  watch.begin();
  return watch;
}
