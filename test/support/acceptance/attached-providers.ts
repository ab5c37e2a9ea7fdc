import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { linuxProcessTable } from "../../../src/proof/canary/process-table.js";
import type { SeenProcess } from "../../../src/proof/canary/process-watch.js";
import { AWS_PROVIDER, LATCHKEY_PROVIDER } from "../../../src/terraform/provider-address.js";

/** How each provider is told to serve every Terraform that is told of it. */
const HOW: Readonly<Record<string, readonly string[]>> = {
  [LATCHKEY_PROVIDER]: ["--reattach"],
  [AWS_PROVIDER]: ["-debug"],
};

/** The variable's value on a line of its own, as ours prints it, or as a shell would set it, as providers in Go do. */
const ATTACHMENT = /^(?:\s*TF_REATTACH_PROVIDERS=')?(\{.*"ProtocolVersion".*\})'?$/m;

interface Running {
  readonly child: ChildProcess;
  readonly program: string;
  /** What Terraform has to know of it. */
  readonly attachment: unknown;
}

/**
 * The providers that Terraform has installed in a folder, each as one process that serves all commands, instead of
 * three to five that every command starts: those starts are most of what a command costs. For tests whose promises are
 * not about the processes of providers. The AWS provider's process has one configuration at a time, so a stack may
 * configure it once only.
 */
export class AttachedProviders {
  readonly #running = new Map<string, Running>();
  #log = "";

  /** @param env the whole environment of the providers */
  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Starts those that `terraform init` has installed in this folder and that do not run yet. */
  async attach(folder: string): Promise<void> {
    for (const { address, program } of installed(join(folder, ".terraform", "providers"))) {
      const [, ...provider] = address.split("/");
      const how = HOW[provider.join("/")];
      if (how !== undefined && !this.#running.has(address))
        this.#running.set(address, await this.#start(program, how));
    }
  }

  /** What leads a command to them. */
  variables(): Readonly<Record<string, string>> {
    const attachments = [...this.#running].map(([address, { attachment }]) => [address, attachment]);
    if (attachments.length === 0) return {};
    return { TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(attachments)) };
  }

  /** What they have printed. */
  log(): string {
    return this.#log;
  }

  /** What the processes were given, where the system shows that. */
  seen(): readonly SeenProcess[] {
    const table = linuxProcessTable();
    if (!table) return [];
    return [...this.#running.values()].flatMap(({ child: { pid }, program }) => {
      if (pid === undefined) return [];
      const [given, environment] = [table.arguments(pid), table.environment(pid)];
      const set = (texts: typeof given) => new Set(Array.isArray(texts) ? texts : []);
      return {
        pid,
        programs: new Set([basename(program)]),
        arguments: set(given),
        environment: set(environment),
        denied: given === "denied" || environment === "denied",
      };
    });
  }

  /** At once, also those in the middle of a call: that of a test which ran out of time would go on for long. */
  stop(): void {
    for (const { child } of this.#running.values()) child.kill("SIGKILL");
    this.#running.clear();
  }

  async #start(program: string, how: readonly string[]): Promise<Running> {
    const child = spawn(program, how, { env: this.env, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    const serving = new Promise<unknown>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${program} ended with ${code}:\n${printed}`)));
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          this.#log += text;
          printed += text;
          const [, variable] = ATTACHMENT.exec(printed) ?? [];
          if (variable !== undefined) resolve(Object.values(JSON.parse(variable))[0]);
        });
      }
    });
    return { child, program, attachment: await serving };
  }
}

/** The programs in Terraform's folder of providers, and the addresses under which it has installed them. */
function installed(providers: string): { readonly address: string; readonly program: string }[] {
  const below = (path: string) => (existsSync(path) ? readdirSync(path) : []);
  return below(providers).flatMap((host) =>
    below(join(providers, host)).flatMap((namespace) =>
      below(join(providers, host, namespace)).flatMap((name) => {
        const address = [host, namespace, name].join("/");
        const versions = join(providers, address);
        const packages = below(versions).flatMap((version) =>
          below(join(versions, version)).map((platform) => join(versions, version, platform)),
        );
        return packages.flatMap((folder) =>
          below(folder)
            .filter((file) => file.startsWith(`terraform-provider-${name}`))
            .map((file) => ({ address, program: join(folder, file) })),
        );
      }),
    ),
  );
}
