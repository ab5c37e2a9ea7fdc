import { createProviderServer, type TfObject } from "../../../src/engine/index.js";
import { Fault } from "../../../src/errors/fault.js";
import { latchkey } from "../../../src/provider/provider.js";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { AwsBench } from "../aws-sandbox.js";
import { Lifetime, mortal } from "../die-after.js";
import { inAnotherYear } from "../engine/another-year.js";
import { RecordingLogger } from "../engine/recording-logger.js";
import { type Outcome, TerraformModel } from "../engine/terraform-model.js";
import { GatewayConsole } from "./gateway-console.js";
import { MachineSystems } from "./systems.js";

/** What a caller gets who may not do it: it was certainly not done. */
export function refusal(): Fault {
  return new Fault("AWS_ACCESS_DENIED", { doing: "asking", seen: "the caller may not", state: "" });
}

/** The path of the static secret of a life in the gateway. */
export const STATIC_SECRET = "/ci/pusher";

/**
 * The life of a machine user's key on real parts: the provider's own server and clients over HTTP, and the sandbox's AWS;
 * and its gateway, where the key is delivered there.
 */
export class MachineLife {
  /** Everything that Terraform was told or kept. */
  readonly written: string[] = [];
  readonly log = new RecordingLogger();
  model!: TerraformModel;
  #lifetime = new Lifetime(() => false);
  /** The AWS that the provider's next process talks to. */
  #aws: AwsBench["sandbox"];

  private constructor(
    readonly bench: AwsBench,
    readonly systems: MachineSystems,
    readonly advance: (seconds: number) => Promise<void>,
    readonly console: GatewayConsole | undefined,
  ) {
    this.#aws = bench.sandbox;
  }

  static async begin(store: "aws_secrets_manager" | "gateway" = "aws_secrets_manager"): Promise<MachineLife> {
    // Signatures are as fresh as the real clock says, so that time begins now and stands still from here on.
    const began = Date.now();
    const clock = new SandboxClock(() => began);
    const bench = await AwsBench.open({ clock });
    const time = { now: () => clock.now(), random: () => 0.5, sleep: async () => {} };
    const systems = await new MachineSystems(bench.sandbox.url, bench.sandbox.deployer, time).create(
      "pusher",
    );
    jest.replaceProperty(process, "env", {
      ...process.env,
      AWS_ACCESS_KEY_ID: bench.sandbox.deployer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: bench.sandbox.deployer.secretAccessKey,
    });
    const { url, gatewayIdentity: identity } = bench.sandbox;
    const gateway = store === "gateway" && (await startSandboxGateway({ clock, aws: { url, identity } }));
    if (gateway) await systems.dedicate(STATIC_SECRET);
    const console = gateway ? new GatewayConsole(gateway) : undefined;
    const life = new MachineLife(bench, systems, (seconds) => clock.advance(seconds), console);
    await life.newProcess();
    return life;
  }

  /**
   * A provider process, which dies right after its first call of `dies` (`iam.createKey`, `secrets.put`, …).
   * @param meanwhile what others do before a call is made
   */
  async newProcess(dies?: string, meanwhile?: (call: string) => Promise<void>): Promise<void> {
    this.#lifetime = new Lifetime((call) => call === dies && "after", meanwhile);
    const { state = null, isTainted = false } = this.model ?? {};
    const lifetime = this.#lifetime;
    const env = {
      ...this.#gatewayEnv(),
      LATCHKEY_KEY_SETTLE_SECONDS: "0",
      AWS_ENDPOINT_URL: this.#aws.url,
      AWS_REGION: "eu-west-1",
    };
    const clock = {
      now: () => this.bench.clock.now(),
      random: () => 0.5,
      sleep: (ms: number) => this.advance(ms / 1000),
    };
    const provider = latchkey(env, clock);
    const configure: typeof provider.configure = (...args) => {
      const clients = provider.configure(...args);
      const { iam, sts, secrets } = clients.aws;
      const aws = {
        iam: mortal(iam, lifetime, "iam."),
        sts: mortal(sts, lifetime, "sts."),
        secrets: mortal(secrets, lifetime, "secrets."),
      };
      if (!this.console) return Object.create(clients, { aws: { value: aws } });
      const { staticSecrets, items, seedNotes } = clients.gateway;
      const gateway = {
        ...clients.gateway,
        staticSecrets: mortal(staticSecrets, lifetime, "staticSecrets."),
        items: mortal(items, lifetime, "items."),
        seedNotes: mortal(seedNotes, lifetime, "seedNotes."),
      };
      return Object.create(clients, { aws: { value: aws }, gateway: { value: gateway } });
    };
    const server = createProviderServer({ ...provider, configure }, { log: this.log, rerun: inAnotherYear });
    this.model = Object.assign(new TerraformModel(server, "latchkey_machine_key"), { state, isTainted });
    await this.model.configure();
  }

  /** A provider process with credentials of an account in which neither user nor secret is. */
  async newProcessIn(elsewhere: AwsBench): Promise<void> {
    const { accessKeyId, secretAccessKey } = elsewhere.sandbox.deployer;
    jest.replaceProperty(process, "env", {
      ...process.env,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    });
    this.#aws = elsewhere.sandbox;
    await this.newProcess();
  }

  async apply(values: TfObject = {}): Promise<Outcome> {
    const place = this.console
      ? { secret_id: STATIC_SECRET, secret_store: "gateway" }
      : { secret_id: this.systems.arn };
    const config = { ...place, user_arn: this.systems.userArn, ...values };
    const outcome = await this.model.apply(config);
    return this.#noted(outcome);
  }

  async destroy(): Promise<Outcome> {
    return this.#noted(await this.model.destroy());
  }

  /** An apply in a process that dies; the next process is ready afterwards, and knows what Terraform had stored. */
  async applyAndDie(dies: string, values: TfObject = {}): Promise<void> {
    await this.newProcess(dies);
    const { state, isTainted } = this.model;
    await this.apply(values);
    if (!this.#lifetime.isOver) throw new Error(`${dies} was never called`);
    Object.assign(this.model, { state, isTainted });
    await this.newProcess();
  }

  async end(): Promise<void> {
    this.systems.close();
    await this.console?.gateway.close();
    await this.bench.close();
  }

  /** Without a gateway, where the key goes to Secrets Manager: it needs none there. */
  #gatewayEnv(): Readonly<Record<string, string>> {
    if (!this.console) return {};
    const { url, admin } = this.console.gateway;
    return {
      LATCHKEY_GATEWAY_URL: url,
      LATCHKEY_ACCESS_ID: admin.accessId,
      LATCHKEY_ACCESS_KEY: admin.accessKey,
    };
  }

  #noted(outcome: Outcome): Outcome {
    this.written.push(JSON.stringify({ outcome, state: this.model.state }));
    return outcome;
  }
}
