import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/domain/package-root.js";
import { kill } from "../terraform/process-tree.js";
import { type TerraformFolder, watchOf } from "../terraform/terraform-folder.js";

const BUNDLE = join(packageRoot(), "dist", "rotation", "function", "index.js");
const INVOKE = join(__dirname, "invoke.cjs");

/** How one call of a function ended. */
export interface FunctionCall {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** Plays Lambda: each call of the rotation function is a process of its own, at the cell's time. */
export class FunctionProcesses {
  readonly #folder: TerraformFolder;
  readonly #settings: () => Readonly<Record<string, string>>;
  readonly #running = new Set<ChildProcess>();

  /** @param settings of the function, in its environment */
  constructor(folder: TerraformFolder, settings: () => Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#settings = settings;
  }

  async call(event: unknown): Promise<FunctionCall> {
    const { path, env, processes } = this.#folder;
    const child = spawn(process.execPath, [INVOKE, BUNDLE], {
      cwd: path,
      env: { ...env, ...this.#settings(), TMPDIR: join(path, "tmp"), HOME: join(path, "home") },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#running.add(child);
    const watch = watchOf(child);
    // A process that is killed reads nothing of it.
    child.stdin.once("error", () => {}).end(JSON.stringify(event));
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    try {
      const exitCode = await new Promise<number | null>((resolve, reject) => {
        child.once("error", reject).once("close", resolve);
      });
      return { exitCode, output };
    } finally {
      this.#running.delete(child);
      processes?.push(...((await watch?.end()) ?? []));
      appendFileSync(join(path, "logs", "function.out.log"), output);
    }
  }

  /** Kills every call that is under way. */
  kill(): void {
    for (const { pid } of this.#running) kill(pid ?? 0, "SIGKILL");
  }
}
