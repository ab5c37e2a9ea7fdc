import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Readable } from "node:stream";
import { main } from "../../../src/cli/main.js";
import { Sandbox } from "../../contract/sandbox-gateway/sandbox.js";
import { freshLatchkey } from "../acceptance/fresh-build.js";
import { watchedWorld } from "./watched-world.js";

export const PRODUCER = "/aws/deploy";
export const TARGET = "/aws/target";

/** What a command came to. */
export interface Shown {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Who sits at the streams of a command. */
export interface Surroundings {
  /** Whether stdout is a terminal. Default: a pipe. */
  readonly terminal?: boolean;
  /** What a person at a terminal types. Default: nobody is there. */
  readonly typed?: string;
  /** What is piped in. Default: nothing. */
  readonly input?: string | Uint8Array;
  /** What is piped in, piece by piece. */
  readonly stream?: AsyncIterable<Uint8Array>;
  readonly env?: Readonly<Record<string, string>>;
}

/** How the built command is run, as a process of its own. */
export interface ProcessSurroundings {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A sandbox with a target, on which commands about values are run. */
export class ValuesScene {
  readonly #children: ChildProcessWithoutNullStreams[] = [];

  private constructor(readonly sandbox: Sandbox) {}

  static async begin(): Promise<ValuesScene> {
    const sandbox = await Sandbox.start();
    await sandbox.target(TARGET, await sandbox.user("gw"));
    return new ValuesScene(sandbox);
  }

  end(): Promise<void> {
    for (const child of this.#children) child.kill("SIGKILL");
    return this.sandbox.stop();
  }

  /** What a command needs to find the sandbox, and nothing else. */
  get env(): Record<string, string> {
    const { gateway, aws } = this.sandbox;
    return {
      PATH: process.env.PATH ?? "",
      AKEYLESS_GATEWAY: gateway.url,
      AKEYLESS_ACCESS_ID: gateway.admin.accessId,
      AKEYLESS_ACCESS_KEY: gateway.admin.accessKey,
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      LATCHKEY_KEY_SETTLE_SECONDS: "0",
    };
  }

  /** A dynamic secret that makes users, or as the fields say. */
  async producer(fields: object = {}, name = PRODUCER): Promise<void> {
    await this.sandbox.call("DynamicSecretCreateAws", { name, "target-name": TARGET, ...fields });
  }

  /** A dynamic secret that assumes a role; its ARN. */
  async roleProducer(fields: object = {}, name = PRODUCER): Promise<string> {
    const role = await this.sandbox.role("deploy", 12);
    await this.producer({ "access-mode": "assume_role", "aws-role-arns": role, ...fields }, name);
    return role;
  }

  /** What was issued and is not revoked, as the official SDK lists it. */
  async issued(name = PRODUCER): Promise<readonly string[]> {
    const list = await this.sandbox.call<{ id: string }[] | null>("DynamicSecretTmpCredsGet", { name });
    return (list ?? []).map(({ id }) => id);
  }

  /** The temporary users that there are in IAM. */
  users(): readonly string[] {
    return [
      ...new Set(
        this.sandbox.aws
          .accessKeys()
          .map(({ userName }) => userName ?? "")
          .filter((name) => name.startsWith("tmp.")),
      ),
    ];
  }

  /** Commands that the gateway was sent, by their names. */
  commands(): readonly string[] {
    return this.sandbox.gateway.calls().map(({ command }) => command);
  }

  /** Runs a command in this process. */
  async run(
    args: readonly string[],
    { terminal, typed, input, stream, env }: Surroundings = {},
  ): Promise<Shown> {
    const world = watchedWorld({ ...this.env, ...env });
    const stdin = Object.assign(
      stream ? Readable.from(stream) : Readable.from([Buffer.from(typed ?? input ?? "")]),
      {
        isTTY: typed !== undefined,
      },
    );
    const code = await main(args, {
      ...world,
      stdin,
      stdout: Object.assign(world.stdout, { isTTY: terminal === true }),
      stderr: Object.assign(world.stderr, { isTTY: typed !== undefined }),
    });
    return { code, ...world.printed };
  }

  /** Starts the built command as a process that no terminal rules; `printed` gives what it has printed so far. */
  start(args: readonly string[], { input, env, cwd }: ProcessSurroundings = {}) {
    const [program, ...first] = freshLatchkey();
    const child = spawn(program, [...first, ...args], {
      env: { ...this.env, ...env },
      ...(cwd !== undefined && { cwd }),
      stdio: "pipe",
      detached: true,
    });
    this.#children.push(child);
    // A program that does not want its input closes it.
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
    const printed = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        printed[name] += text;
      });
    }
    const ended = new Promise<{ code: number | null; signal: string | null } & typeof printed>(
      (resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code, signal) => resolve({ code, signal, ...printed }));
      },
    );
    return { child, printed, ended };
  }
}
