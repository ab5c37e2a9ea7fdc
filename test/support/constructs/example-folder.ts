import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ScanReport, scanForCanaries } from "../../../src/proof/canary/scan.js";
import { layProviders } from "../../../src/terraform/lay-providers.js";
import { childEnvironment } from "../../../src/terraform/process/child-environment.js";
import { chooseAwsProviderSource } from "../../../src/terraform/provider-mirror.js";
import { AttachedProviders } from "../acceptance/attached-providers.js";
import { freshProvider } from "../acceptance/fresh-build.js";

const root = join(__dirname, "../../..");
const TSX = join(root, "node_modules", "tsx", "dist", "cli.mjs");

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** A folder in which examples are synthesized, and handed to the real Terraform with the built provider. */
export class ExampleFolder {
  readonly #path = mkdtempSync(join(tmpdir(), "latchkey-example-"));
  readonly #env: NodeJS.ProcessEnv;
  readonly #attached: AttachedProviders | undefined;

  private constructor(env: Readonly<Record<string, string>>, attached: boolean) {
    const TMPDIR = join(this.#path, "tmp");
    mkdirSync(TMPDIR);
    this.#env = childEnvironment(process.env, {
      AWS_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      CDKTF_OUTDIR: join(this.#path, "out"),
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: join(this.#path, "terraform.rc"),
      TF_IN_AUTOMATION: "1",
      ...env,
    });
    if (attached) this.#attached = new AttachedProviders({ ...this.#env, TMPDIR });
  }

  /**
   * @param env How the gateway and AWS are reached.
   * @param more.attached Whether one process of each provider serves all commands of `terraform`, once it has installed
   *   them. Default: false, each command starts what it needs.
   * @param more.cliConfig What Terraform's CLI configuration has beside the places of providers. Default: nothing.
   */
  static async open(
    env: Readonly<Record<string, string>> = {},
    { attached = false, cliConfig = "" } = {},
  ): Promise<ExampleFolder> {
    const folder = new ExampleFolder(env, attached);
    const aws = await chooseAwsProviderSource({ env: process.env });
    const text = await layProviders({ mirror: join(folder.#path, "mirror"), aws, built: freshProvider() });
    writeFileSync(join(folder.#path, "terraform.rc"), text + cliConfig);
    return folder;
  }

  /** Runs an example's program, as `cdktf synth` does. */
  synthesize(story: string): Promise<Finished> {
    return this.program(join(story, "main.ts"));
  }

  /** Runs a program, by its path below `examples`; the stacks that one synthesizes are then to be had by `terraform`. */
  program(file: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return this.#run(process.execPath, [TSX, join(root, "examples", file)], this.#path, env);
  }

  /** Runs cdktf on such a program, with further variables in its environment. The state stays in this folder. */
  cdktf(
    command: "deploy" | "diff" | "destroy",
    file: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Finished> {
    const app = [process.execPath, TSX, join(root, "examples", file)].map((part) => `"${part}"`).join(" ");
    const project = { language: "typescript", app, output: "out", sendCrashReports: "false" };
    writeFileSync(join(this.#path, "cdktf.json"), JSON.stringify(project));
    const cdktf = join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");
    const approved = command === "diff" ? [] : ["--auto-approve"];
    // A lock would ask the registry for our provider, which is not there.
    const args = [cdktf, command, ...approved, "--skip-provider-lock"];
    return this.#run(process.execPath, args, this.#path, {
      CDKTF_HOME: this.#path,
      CDKTF_LOG_FILE_DIRECTORY: this.#path,
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "true",
      // Only then does cdktf write each line once, instead of drawing over itself.
      CI: "true",
      FORCE_COLOR: "0",
      ...env,
    });
  }

  /** An output of a stack that was deployed by `cdktf`. */
  output(stack: string, name: string): unknown {
    const state = readFileSync(join(this.#path, `terraform.${stack}.tfstate`), "utf8");
    return (JSON.parse(state) as { outputs: Record<string, { value: unknown }> }).outputs[name]?.value;
  }

  /** Looks for these secrets in every file that is here, in whatever spelling, inside of plan files, too. */
  async search(secrets: readonly string[]): Promise<ScanReport> {
    const known = secrets.map((secret, index) => ({ label: `secret ${index + 1}`, secret }));
    return scanForCanaries([this.#path], known);
  }

  /** Runs Terraform on a configuration of one's own. */
  terraformOn(name: string, configuration: object, ...args: readonly string[]): Promise<Finished> {
    const folder = join(this.#path, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    return this.#terraform(folder, args);
  }

  /** Runs Terraform on the stack that an example has become. */
  terraform(story: string, ...args: readonly string[]): Promise<Finished> {
    return this.#terraform(join(this.#path, "out", "stacks", story), args);
  }

  remove(): void {
    this.#attached?.stop();
    rmSync(this.#path, { recursive: true, force: true });
  }

  async #terraform(folder: string, args: readonly string[]): Promise<Finished> {
    const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
    const installs = args[0] === "init";
    const finished = await this.#run(binary, args, folder, installs ? {} : this.#attached?.variables());
    if (installs && finished.code === 0) await this.#attached?.attach(folder);
    return finished;
  }

  #run(
    command: string,
    args: readonly string[],
    cwd: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Finished> {
    const env = { ...this.#env, ...more };
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, output }));
    });
  }
}
