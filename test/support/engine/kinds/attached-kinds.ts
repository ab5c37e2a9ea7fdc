import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformFolder } from "../../protocol/terraform.js";
import { makeTestProgram } from "../../runtime/test-program.js";

/** The provider with something of every kind as a process that serves every Terraform that is told of it. */
export class AttachedKinds {
  readonly #folders: TerraformFolder[] = [];

  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
    private readonly attachment: string,
  ) {}

  static async start(): Promise<AttachedKinds> {
    const directory = mkdtempSync(join(tmpdir(), "attached-kinds-"));
    const program = join(directory, "provider");
    await makeTestProgram(join(__dirname, "kinds-provider-main.ts"), program);
    const child = spawn(program, ["--reattach"], {
      env: { ...process.env, KINDS_EVENTS: join(directory, "events.log") },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout.setEncoding("utf8"), "data");
    return new AttachedKinds(directory, child, String(line).trim());
  }

  /** A folder of its own, with this configuration. */
  terraform(body: string, binary?: string): TerraformFolder & { readonly rewrite: (text: string) => void } {
    const env = { TF_REATTACH_PROVIDERS: this.attachment };
    const folder = new TerraformFolder({ env, ...(binary !== undefined && { binary }) });
    this.#folders.push(folder);
    const rewrite = (text: string) =>
      folder.write(
        "main.tf",
        `terraform {\n  required_providers {\n    test = { source = "example/test" }\n  }\n}\n${text}`,
      );
    rewrite(body);
    return Object.assign(folder, { rewrite });
  }

  /** What has happened in its remote so far. */
  events(): string[] {
    const file = join(this.directory, "events.log");
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  }

  removeFolders(): void {
    for (const folder of this.#folders.splice(0)) folder.remove();
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill("SIGTERM");
      await once(this.child, "exit");
    }
    rmSync(this.directory, { recursive: true });
  }
}
