import { createProviderServer, type TfObject } from "../../../src/engine/index.js";
import { latchkey } from "../../../src/provider/provider.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import { AwsBench } from "../aws-sandbox.js";
import { Lifetime, mortal } from "../die-after.js";
import { inAnotherYear } from "../engine/another-year.js";
import { RecordingLogger } from "../engine/recording-logger.js";
import { type Outcome, TerraformModel } from "../engine/terraform-model.js";
import { MachineSystems } from "./systems.js";

/** The life of a machine user's key on real parts: the provider's own server and clients over HTTP, and the sandbox's AWS. */
export class MachineLife {
  /** Everything that Terraform was told or kept. */
  readonly written: string[] = [];
  readonly log = new RecordingLogger();
  model!: TerraformModel;
  #lifetime = new Lifetime(() => false);

  private constructor(
    readonly bench: AwsBench,
    readonly systems: MachineSystems,
    readonly advance: (seconds: number) => Promise<void>,
  ) {}

  static async begin(): Promise<MachineLife> {
    // Signatures are as fresh as the real clock says, so that time begins now and stands still from here on.
    const began = Date.now();
    const clock = new SandboxClock(() => began);
    const bench = await AwsBench.open({ clock });
    const time = { now: () => clock.now(), random: () => 0.5, sleep: async () => {}, pass: () => {} };
    const systems = await new MachineSystems(bench.sandbox.url, bench.sandbox.deployer, time).create(
      "pusher",
    );
    jest.replaceProperty(process, "env", {
      ...process.env,
      AWS_ACCESS_KEY_ID: bench.sandbox.deployer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: bench.sandbox.deployer.secretAccessKey,
    });
    const life = new MachineLife(bench, systems, (seconds) => clock.advance(seconds));
    await life.newProcess();
    return life;
  }

  /** A provider process, which dies right after its first call of `dies` (`iam.createKey`, `secrets.put`, …). */
  async newProcess(dies?: string): Promise<void> {
    this.#lifetime = new Lifetime((call) => call === dies && "after");
    const { state = null, isTainted = false } = this.model ?? {};
    const lifetime = this.#lifetime;
    // Without a gateway: a machine user's key needs none.
    const env = {
      LATCHKEY_KEY_SETTLE_SECONDS: "0",
      AWS_ENDPOINT_URL: this.bench.sandbox.url,
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
      return Object.create(clients, { aws: { value: aws } });
    };
    const server = createProviderServer({ ...provider, configure }, { log: this.log, rerun: inAnotherYear });
    this.model = Object.assign(new TerraformModel(server, "latchkey_machine_key"), { state, isTainted });
    await this.model.configure();
  }

  async apply(values: TfObject = {}): Promise<Outcome> {
    const config = { secret_id: this.systems.arn, user_arn: this.systems.userArn, ...values };
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
    await this.bench.close();
  }

  #noted(outcome: Outcome): Outcome {
    this.written.push(JSON.stringify({ outcome, state: this.model.state }));
    return outcome;
  }
}
