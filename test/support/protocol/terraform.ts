import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What a Terraform command has left behind. */
export interface TerraformResult {
  readonly code: number | null;
  readonly output: string;
}

/**
 * A folder in which the real Terraform runs with a provider binary by dev_overrides, or with one that is running
 * already (by TF_REATTACH_PROVIDERS in `env`).
 */
export class TerraformFolder {
  readonly path = mkdtempSync(join(tmpdir(), "terraform-test-"));
  readonly #env: NodeJS.ProcessEnv;
  readonly #binary: string;
  readonly #running = new Set<ChildProcess>();

  /** @param options.binary Default: what TERRAFORM_BINARY_NAME names, or else `terraform`. */
  constructor(options: {
    readonly program?: string;
    readonly env?: { readonly [name: string]: string };
    readonly binary?: string;
  }) {
    this.#binary = options.binary ?? process.env.TERRAFORM_BINARY_NAME ?? "terraform";
    const overrides = options.program
      ? `dev_overrides {\n    "example/memory" = ${JSON.stringify(dirname(options.program))}\n  }\n  `
      : "";
    const configuration = join(this.path, "cli.tfrc");
    writeFileSync(configuration, `provider_installation {\n  ${overrides}direct {}\n}\n`);
    this.#env = {
      ...process.env,
      TF_CLI_CONFIG_FILE: configuration,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      MEMORY_DIRECTORY: join(this.path, "memory"),
      ...options.env,
    };
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  /** Starts a command; the child is the leader of a process group of its own. */
  start(
    args: readonly string[],
    env: { readonly [name: string]: string } = {},
  ): { child: ChildProcess; result: Promise<TerraformResult> } {
    const child = spawn(this.#binary, [...args, "-no-color"], {
      cwd: this.path,
      env: { ...this.#env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    const result = new Promise<TerraformResult>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        this.#running.delete(child);
        resolve({ code, output });
      });
    });
    return { child, result };
  }

  run(args: readonly string[], env?: { readonly [name: string]: string }): Promise<TerraformResult> {
    return this.start(args, env).result;
  }

  /** Removes the folder; a command that a failed test has left behind is killed. */
  remove(): void {
    for (const { pid } of this.#running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A configuration with the memory provider and whatever is given. */
export function withMemoryProvider(body: string): string {
  return `terraform {
  required_providers {
    memory = { source = "example/memory" }
  }
}
${body}
`;
}
