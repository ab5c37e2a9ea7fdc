import { createProviderServer, type ProviderServer, type TfObject } from "../../../src/engine/index.js";
import type { GatewayObjects } from "../../../src/gateway/index.js";
import { latchkey } from "../../../src/provider/provider.js";
import type { SandboxAws } from "../../../src/sandbox/aws/sandbox-aws.js";
import { startSandboxAws } from "../../../src/sandbox/aws/start.js";
import type { SandboxGateway } from "../../../src/sandbox/gateway/sandbox-gateway.js";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import type { Clients } from "../../../src/wiring/index.js";
import { Lifetime, mortal } from "../die-after.js";
import { inAnotherYear } from "../engine/another-year.js";
import { RecordingLogger } from "../engine/recording-logger.js";
import { type Outcome, TerraformModel } from "../engine/terraform-model.js";
import { done } from "../provider/stage.js";
import { OTHER_USER, ROTATOR, type SelfService, SomebodyElse, TARGET, USER } from "./somebody-else.js";

export { OTHER_USER, ROTATOR, TARGET };

/** Seconds. */
export const DAY = 86_400;
/** Commands that change nothing. */
export const READS = ["target-get", "target-get-details", "describe-item"];
/** What an apply comes to that has nothing to change. */
export const NOTHING: readonly Outcome[] = [done("none"), done("none"), done("none")];

/** What of the configuration is changed for one apply. */
interface Changes {
  readonly target?: TfObject;
  readonly rotator?: TfObject;
  readonly retirement?: TfObject;
}

/** What somebody else does right before the first call of a method. */
interface Meanwhile {
  readonly before: string;
  readonly happens: () => Promise<void>;
}

const VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"] as const;

/**
 * The whole life of a seed on real parts: the provider's own server and clients over HTTP, in front of the local
 * gateway and the local IAM/STS. Time stands still but for the waits of the provider and of the gateway.
 */
export class Life {
  readonly log = new RecordingLogger();
  readonly somebody: SomebodyElse;
  /** Every state that Terraform ever kept, and everything that it was told. */
  readonly written: string[] = [];
  /** What the models hold. */
  readonly models: {
    readonly target: TerraformModel;
    readonly rotator: TerraformModel;
    readonly retirement: TerraformModel;
  };

  /** By how much the clock of the provider's machine is behind those of AWS and the gateway. */
  secondsBehind = 0;
  /** Called before each wait of the provider ends. */
  onWait: () => unknown = () => {};
  #lifetime = new Lifetime(() => false);
  #process: ProviderServer;
  readonly #seen = { aws: 0, gateway: 0 };

  private constructor(
    readonly time: SandboxClock,
    readonly aws: SandboxAws,
    readonly gateway: SandboxGateway,
    private readonly before: readonly (readonly [string, string | undefined])[],
  ) {
    this.somebody = new SomebodyElse(aws, gateway);
    this.#process = this.#start();
    const model = (type: string) =>
      new TerraformModel(
        relayTo(() => this.#process),
        type,
      );
    this.models = {
      target: model("latchkey_target_aws"),
      rotator: model("latchkey_rotated_secret_aws"),
      retirement: model("latchkey_seed_retirement"),
    };
  }

  static async begin(selfService: SelfService = "rotate and delete"): Promise<Life> {
    // Signatures are as fresh as the real clock says, so that time begins now and stands still from here on.
    let real = Date.now();
    const time = new SandboxClock(() => real);
    const aws = await startSandboxAws({ clock: time });
    const sleep = async (ms: number) => {
      real += ms;
    };
    const gateway = await startSandboxGateway({
      clock: time,
      aws: { url: aws.url, identity: aws.gatewayIdentity },
      sleep,
    });
    const before = VARIABLES.map((name) => [name, process.env[name]] as const);
    for (const name of VARIABLES) delete process.env[name];
    process.env.AWS_ACCESS_KEY_ID = aws.deployer.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = aws.deployer.secretAccessKey;
    const life = new Life(time, aws, gateway, before);
    await life.newProcess();
    await life.somebody.newUser(selfService);
    return life;
  }

  get userArn(): string {
    return this.somebody.userArn;
  }

  /** A provider process; it dies right after its first call of `dies` (`iam.createKey`, `targets.createAws`, …). */
  async newProcess({ dies, meanwhile }: { dies?: string; meanwhile?: Meanwhile } = {}): Promise<void> {
    let happened = false;
    this.#lifetime = new Lifetime(
      (call) => call === dies && "after",
      async (call) => {
        if (call !== meanwhile?.before || happened) return;
        happened = true;
        await meanwhile.happens();
      },
    );
    this.#process = this.#start();
    const { attributes } = this.#process.schemas().provider;
    const config = Object.fromEntries(attributes.map(({ name }) => [name, null]));
    await this.#process.configureProvider({ config, terraformVersion: "1.11.4" });
  }

  /** Asks the running process to stop, as Ctrl-C does. */
  stop(): void {
    this.#process.stop();
  }

  /** `terraform apply` of target, rotator and retirement, in the order of the graph; ends at the first error. */
  async apply(changes: Changes = {}): Promise<Outcome[]> {
    const { target, rotator, retirement } = this.models;
    return this.#inOrder([
      [target, () => target.apply({ name: TARGET, seed_user_arn: this.userArn, ...changes.target })],
      [rotator, () => rotator.apply({ name: ROTATOR, target: TARGET, ...changes.rotator })],
      [
        retirement,
        () =>
          retirement.apply({
            target: TARGET,
            rotator: ROTATOR,
            seed_user_arn: this.userArn,
            seed_key_id: target.state?.seed_key_id ?? null,
            ...changes.retirement,
          }),
      ],
    ]);
  }

  /** `terraform destroy` of the three, in the opposite order; ends at the first error. */
  async destroy(): Promise<Outcome[]> {
    const { target, rotator, retirement } = this.models;
    return this.#inOrder([retirement, rotator, target].map((model) => [model, () => model.destroy()]));
  }

  /** The same, in a process that dies right after its first call of `dies`; the next process is ready afterwards. */
  async applyAndDie(dies: string, changes: Changes = {}): Promise<void> {
    await this.#andDie(dies, () => this.apply(changes));
  }

  async destroyAndDie(dies: string): Promise<void> {
    await this.#andDie(dies, () => this.destroy());
  }

  /** The user's keys as IAM has them. */
  keys(user = USER): { readonly id: string; readonly status: string }[] {
    return this.aws
      .accessKeys()
      .filter(({ userName }) => userName === user)
      .map(({ id, status }) => ({ id, status }));
  }

  /** I2: exactly one active key, which the gateway holds and which is not the seed. */
  expectOneWorkingKey(): void {
    const keys = this.keys();
    expect(keys).toEqual([{ id: this.gateway.heldKeyId(TARGET), status: "Active" }]);
    expect(keys[0]?.id).not.toBe(this.seedKeyId);
  }

  /** A rotation that may delete what it replaced: until then the gateway's rotator wants to delete the seed itself. */
  async letGatewayTidyUp(): Promise<void> {
    await this.somebody.allow("rotate and delete");
    await this.time.advance(2 * DAY);
  }

  get seedKeyId(): string {
    return String(this.models.target.state?.seed_key_id);
  }

  /** The IAM writes that the provider made since this was last called. */
  providersIamWrites(): string[] {
    const all = this.aws.calls();
    const fresh = all.slice(this.#seen.aws);
    this.#seen.aws = all.length;
    return fresh
      .filter(({ write, userAgent, service }) => write && service === "iam" && userAgent.includes("latchkey"))
      .map(({ action, parameters }) => [action, parameters.Status].filter(Boolean).join(" "));
  }

  /** The commands that the gateway was sent since this was last called, logins left out. */
  commands(): string[] {
    const all = this.gateway.calls();
    const fresh = all.slice(this.#seen.gateway).map(({ command }) => command);
    this.#seen.gateway = all.length;
    return fresh.filter((command) => command !== "auth");
  }

  async end(): Promise<void> {
    this.somebody.leave();
    for (const [name, value] of this.before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await this.gateway.close();
    await this.aws.close();
  }

  #start(): ProviderServer {
    const lifetime = this.#lifetime;
    const clock = {
      now: () => new Date(this.time.now().getTime() - this.secondsBehind * 1000),
      sleep: async (ms: number, signal?: AbortSignal) => {
        await this.time.advance(ms / 1000);
        await this.onWait();
        signal?.throwIfAborted();
      },
      random: () => 0.5,
    };
    const { url, admin } = this.gateway;
    const provider = latchkey(
      {
        LATCHKEY_GATEWAY_URL: url,
        LATCHKEY_ACCESS_ID: admin.accessId,
        LATCHKEY_ACCESS_KEY: admin.accessKey,
        AWS_ENDPOINT_URL: this.aws.url,
      },
      clock,
    );
    const configure: typeof provider.configure = (...args) =>
      mortalClients(provider.configure(...args), lifetime);
    return createProviderServer({ ...provider, configure }, { log: this.log, rerun: inAnotherYear });
  }

  async #inOrder(steps: readonly (readonly [TerraformModel, () => Promise<Outcome>])[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const [model, work] of steps) {
      const { state, isTainted } = model;
      const outcome = await work();
      outcomes.push(outcome);
      if (this.#lifetime.isOver) {
        // A process that is dead tells Terraform nothing: it keeps what it had.
        Object.assign(model, { state, isTainted });
        break;
      }
      this.written.push(JSON.stringify({ outcome, state: model.state }));
      if (failed(outcome)) break;
    }
    return outcomes;
  }

  async #andDie(dies: string, work: () => Promise<Outcome[]>): Promise<void> {
    await this.newProcess({ dies });
    const outcomes = await work();
    if (!this.#lifetime.isOver) throw new Error(`${dies} was never called`, { cause: outcomes.at(-1) });
    await this.newProcess();
  }
}

export function failed({ diagnostics }: Outcome): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

function mortalClients(clients: Clients, lifetime: Lifetime): Clients {
  const { gateway, aws } = clients;
  return {
    ...clients,
    aws: {
      iam: mortal(aws.iam, lifetime, "iam."),
      sts: mortal(aws.sts, lifetime, "sts."),
      secrets: mortal(aws.secrets, lifetime, "secrets."),
    },
    gateway: {
      ...gateway,
      objects: mortalObjects(gateway.objects, lifetime),
      targets: mortal(gateway.targets, lifetime, "targets."),
      rotators: mortal(gateway.rotators, lifetime, "rotators."),
      dynamicProducers: mortal(gateway.dynamicProducers, lifetime, "dynamicProducers."),
      seedNotes: mortal(gateway.seedNotes, lifetime, "seedNotes."),
    },
  };
}

/** What is sent about objects of described types, each call known by what it does: `creating rotator`. */
function mortalObjects(objects: GatewayObjects, lifetime: Lifetime): GatewayObjects {
  return {
    ...objects,
    find: (one, options) => lifetime.live(one.doing, () => objects.find(one, options)),
    once: (one, options) => lifetime.live(one.doing, () => objects.once(one, options)),
    change: (one, options) => lifetime.live(one.doing, () => objects.change(one, options)),
    remove: (one, options) => lifetime.live(one.doing, () => objects.remove(one, options)),
  };
}

/** A server that stands for whichever process is running now. */
function relayTo(current: () => ProviderServer): ProviderServer {
  return new Proxy({} as ProviderServer, {
    get(_, name) {
      const server = current();
      const member: unknown = Reflect.get(server, name);
      return typeof member === "function" ? member.bind(server) : member;
    },
  });
}
