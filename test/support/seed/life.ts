import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { createProviderServer, type ProviderServer, type TfObject } from "../../../src/engine/index.js";
import { latchkey } from "../../../src/provider/provider.js";
import type { SandboxAws } from "../../../src/sandbox/aws/sandbox-aws.js";
import { startSandboxAws } from "../../../src/sandbox/aws/start.js";
import type { SandboxGateway } from "../../../src/sandbox/gateway/sandbox-gateway.js";
import { startSandboxGateway } from "../../../src/sandbox/gateway/start.js";
import { SandboxClock } from "../../../src/sandbox/sandbox-clock.js";
import type { Clients } from "../../../src/wiring/index.js";
import { Lifetime, mortal } from "../die-after.js";
import { RecordingLogger } from "../engine/recording-logger.js";
import { type Outcome, TerraformModel } from "../engine/terraform-model.js";

export const TARGET = "/prod/aws";
export const ROTATOR = "/prod/aws-rotator";
export const USER = "gw";
const PATH = "/gateways/";

const SELF_SERVICE = ["CreateAccessKey", "ListAccessKeys", "UpdateAccessKey", "GetUser"].map(
  (action) => `iam:${action}`,
);

/** What the gateway's user may do with its own keys. */
export type SelfService = "rotate and delete" | "rotate only";

/** What of the configuration is changed for one apply. */
interface Changes {
  readonly target?: TfObject;
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
  readonly iam: IAMClient;
  /** Every state that Terraform ever kept, and everything that it was told. */
  readonly written: string[] = [];
  /** What the models hold. */
  readonly models: {
    readonly target: TerraformModel;
    readonly rotator: TerraformModel;
    readonly retirement: TerraformModel;
  };

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
    this.iam = new IAMClient({
      endpoint: aws.url,
      region: "us-east-1",
      credentials: aws.deployer,
      maxAttempts: 1,
    });
    this.#process = this.#start();
    const model = (type: string) =>
      new TerraformModel(
        relayTo(() => this.#process),
        type,
      );
    this.models = {
      target: model("latchkey_target_aws"),
      rotator: model("latchkey_rotator_aws"),
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
    await life.newUser(selfService);
    return life;
  }

  get userArn(): string {
    return `arn:aws:iam::${this.aws.accountId}:user${PATH}${USER}`;
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

  async newUser(selfService: SelfService = "rotate and delete", tag = TARGET): Promise<void> {
    await this.iam.send(
      new CreateUserCommand({ UserName: USER, Path: PATH, Tags: [{ Key: "latchkey:target", Value: tag }] }),
    );
    await this.allow(selfService);
  }

  /** Sets what the gateway's user may do. */
  async allow(selfService: SelfService): Promise<void> {
    const deletion = selfService === "rotate and delete" ? ["iam:DeleteAccessKey"] : [];
    const statements = [
      { Effect: "Allow", Action: [...SELF_SERVICE, ...deletion], Resource: this.userArn },
      // Asked about a key that is gone, it concerns no user that a policy could name.
      { Effect: "Allow", Action: "iam:GetAccessKeyLastUsed", Resource: "*" },
    ];
    await this.iam.send(
      new PutUserPolicyCommand({
        UserName: USER,
        PolicyName: "self",
        PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
      }),
    );
  }

  async newKey(): Promise<string> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: USER }));
    return AccessKey?.AccessKeyId ?? "";
  }

  async deleteKeys(): Promise<void> {
    const { AccessKeyMetadata = [] } = await this.iam.send(new ListAccessKeysCommand({ UserName: USER }));
    for (const { AccessKeyId } of AccessKeyMetadata) {
      await this.iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId }));
    }
  }

  async deleteKey(id: string): Promise<void> {
    await this.iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId: id }));
  }

  /** A target of the same name that somebody made with a key of their own. */
  async foreignTarget(): Promise<void> {
    await this.#asSomebody("target-create-aws", {
      name: TARGET,
      "access-key-id": "AKIAFOREIGNFOREIGN00",
      "access-key": "somebody-elses-secret",
    });
  }

  /** A rotation that somebody else asks for. */
  async rotate(): Promise<void> {
    await this.#asSomebody("gateway-rotate-secret", { name: ROTATOR });
  }

  /** A dynamic producer of the target that issues credentials of a role. */
  async newProducer(name: string): Promise<void> {
    const trust = [{ Effect: "Allow", Principal: { AWS: this.userArn }, Action: "sts:AssumeRole" }];
    const document = { Version: "2012-10-17", Statement: trust };
    const { Role } = await this.iam.send(
      new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: JSON.stringify(document) }),
    );
    await this.#asSomebody("dynamic-secret-create-aws", {
      name,
      "target-name": TARGET,
      "access-mode": "assume_role",
      "aws-role-arns": Role?.Arn,
    });
  }

  /** Keeps the target's details from the provider, as a role without read permission would. */
  forbidDetails(): void {
    const error = "Status 401 Unauthorized, Error: UnauthorizedAccess. Message: unauthorized access";
    this.gateway.answerNext("target-get-details", { status: 401, body: { error }, times: 10_000 });
  }

  /** Deletes the target behind Terraform's back, whatever refers to it. */
  async loseTarget(): Promise<void> {
    await this.#asSomebody("target-delete", { name: TARGET, "force-deletion": true });
  }

  turnOff(id: string): Promise<unknown> {
    return this.iam.send(new UpdateAccessKeyCommand({ UserName: USER, AccessKeyId: id, Status: "Inactive" }));
  }

  turnOn(id: string): Promise<unknown> {
    return this.iam.send(new UpdateAccessKeyCommand({ UserName: USER, AccessKeyId: id, Status: "Active" }));
  }

  async tag(value: string | null): Promise<void> {
    const name = { UserName: USER };
    if (value === null) await this.iam.send(new UntagUserCommand({ ...name, TagKeys: ["latchkey:target"] }));
    else
      await this.iam.send(new TagUserCommand({ ...name, Tags: [{ Key: "latchkey:target", Value: value }] }));
  }

  /** Deletes the user as Terraform's own provider does without `force_destroy`: a key that is left is a conflict. */
  async deleteUser(): Promise<void> {
    await this.iam.send(new DeleteUserPolicyCommand({ UserName: USER, PolicyName: "self" }));
    await this.iam.send(new DeleteUserCommand({ UserName: USER }));
  }

  /** `terraform apply` of target, rotator and retirement, in the order of the graph; ends at the first error. */
  async apply(changes: Changes = {}): Promise<Outcome[]> {
    const { target, rotator, retirement } = this.models;
    return this.#inOrder([
      [target, () => target.apply({ name: TARGET, seed_user_arn: this.userArn, ...changes.target })],
      [rotator, () => rotator.apply({ name: ROTATOR, target: TARGET })],
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
  keys(): { readonly id: string; readonly status: string }[] {
    return this.aws
      .accessKeys()
      .filter(({ userName }) => userName === USER)
      .map(({ id, status }) => ({ id, status }));
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
    this.iam.destroy();
    for (const [name, value] of this.before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await this.gateway.close();
    await this.aws.close();
  }

  async #asSomebody(command: string, fields: object): Promise<void> {
    const { url, admin } = this.gateway;
    const post = async (path: string, body: object) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      return (await answer.json()) as { token?: string };
    };
    const { token } = await post("auth", { "access-id": admin.accessId, "access-key": admin.accessKey });
    await post(command, { ...fields, token });
  }

  #start(): ProviderServer {
    const lifetime = this.#lifetime;
    const clock = {
      now: () => this.time.now(),
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
    return createProviderServer({ ...provider, configure }, { log: this.log });
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
    aws: { iam: mortal(aws.iam, lifetime, "iam."), sts: mortal(aws.sts, lifetime, "sts.") },
    gateway: {
      ...gateway,
      targets: mortal(gateway.targets, lifetime, "targets."),
      rotators: mortal(gateway.rotators, lifetime, "rotators."),
      dynamicProducers: mortal(gateway.dynamicProducers, lifetime, "dynamicProducers."),
    },
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
