import { randomUUID } from "node:crypto";
import {
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  TagUserCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { createDeployerAws } from "../../../src/aws/index.js";
import type { Clock } from "../../../src/domain/clock.js";
import { parseIamUserArn } from "../../../src/domain/iam-user-arn.js";
import {
  keepMachineKey,
  type MachineJob,
  type MachineResult,
  type MachineWorld,
  machineSubject,
} from "../../../src/machine/index.js";
import { machineWorld } from "../../../src/wiring/index.js";
import { FakeClock } from "../seed/fake-clock.js";

const REGION = "eu-west-1";
const DAY = 86_400_000;
const FIELDS = { keyId: "AWS_ACCESS_KEY_ID", secret: "AWS_SECRET_ACCESS_KEY" };

/** Credentials of whoever may do everything at this endpoint. */
export interface Root {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A machine user and its secret in a real HTTP service, and the key engine over the real clients. */
export class MachineSystems {
  readonly clock: Clock;
  readonly #iam: IAMClient;
  readonly #secrets: SecretsManagerClient;
  arn = "";
  userArn = "";

  constructor(
    readonly url: string,
    readonly root: Root,
    clock?: Clock,
  ) {
    this.clock = clock ?? startedNow();
    const common = { endpoint: url, region: REGION, credentials: root };
    this.#iam = new IAMClient(common);
    this.#secrets = new SecretsManagerClient(common);
  }

  /** Makes both, as Terraform would. */
  async create(name: string): Promise<this> {
    const secret = await this.#secrets.send(new CreateSecretCommand({ Name: `ci/${name}` }));
    this.arn = secret.ARN ?? "";
    const user = await this.#iam.send(new CreateUserCommand({ UserName: name, Path: "/machines/" }));
    this.userArn = user.User?.Arn ?? "";
    await this.dedicate(`ci/${name}`);
    return this;
  }

  /** Tags the user with the secret that its keys are for. */
  async dedicate(Value: string): Promise<void> {
    const Tags = [{ Key: "latchkey:secret", Value }];
    await this.#iam.send(new TagUserCommand({ UserName: this.user.name, Tags }));
  }

  /** Renames the user in place, as Terraform does: its keys and tags go along, and its ARN is another one. */
  async renameUser(NewUserName: string): Promise<void> {
    await this.#iam.send(new UpdateUserCommand({ UserName: this.user.name, NewUserName }));
    this.userArn = this.userArn.replace(/[^/]+$/, NewUserName);
  }

  /** Has readers get the version before again, as a person does. */
  async rollBack(): Promise<void> {
    const { VersionIdsToStages = {} } = await this.#secrets.send(
      new DescribeSecretCommand({ SecretId: this.arn }),
    );
    const at = (label: string) =>
      Object.entries(VersionIdsToStages).find(([, labels]) => labels.includes(label))?.[0];
    const change = { SecretId: this.arn, VersionStage: "AWSCURRENT" };
    const [MoveToVersionId, RemoveFromVersionId] = [at("AWSPREVIOUS"), at("AWSCURRENT")];
    await this.#secrets.send(
      new UpdateSecretVersionStageCommand({ ...change, MoveToVersionId, RemoveFromVersionId }),
    );
  }

  /** Takes a label off whichever version has it. */
  async unlabel(VersionStage: string): Promise<void> {
    const { VersionIdsToStages = {} } = await this.#secrets.send(
      new DescribeSecretCommand({ SecretId: this.arn }),
    );
    const [from] =
      Object.entries(VersionIdsToStages).find(([, labels]) => labels.includes(VersionStage)) ?? [];
    const change = { SecretId: this.arn, VersionStage, RemoveFromVersionId: from };
    await this.#secrets.send(new UpdateSecretVersionStageCommand(change));
  }

  get user() {
    const user = parseIamUserArn(this.userArn);
    if (!user) throw new Error("the user should have an ARN");
    return user;
  }

  /** The world of a new process. */
  world(signal = new AbortController().signal): MachineWorld {
    const settings = {
      region: REGION,
      profile: null,
      assumeRoleArn: null,
      assumeRoleExternalId: null,
      iamEndpoint: this.url,
      stsEndpoint: this.url,
      secretsManagerEndpoint: this.url,
      regionalSts: false,
      userAgent: ["latchkey", "9.9.9"] as const,
    };
    jest.replaceProperty(process, "env", {
      ...process.env,
      AWS_ACCESS_KEY_ID: this.root.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.root.secretAccessKey,
    });
    const clients = {
      aws: createDeployerAws(settings, () => {}),
      clock: this.clock,
      self: { process: randomUUID(), host: "build-7", atWork: new Set<number>() },
      settings: { keySettleSeconds: 0 },
    };
    const home = { arn: this.arn, name: `ci/${this.user.name}` };
    const subject = { user: this.userArn, home, fields: FIELDS };
    return machineWorld(clients, subject, signal, { log: () => {} });
  }

  job(changes: Partial<MachineJob> = {}): MachineJob {
    const home = { arn: this.arn, name: `ci/${this.user.name}` };
    return {
      subject: machineSubject(this.user, home),
      owner: "resource",
      graceMs: 7 * DAY,
      quietSeconds: 0,
      aim: { kind: "tidy", leavesPending: false },
      ...changes,
    };
  }

  /** Asks Secrets Manager for a rotation by this function. */
  async rotate(lambda: string, more: { readonly RotateImmediately?: boolean } = {}): Promise<string> {
    const input = {
      SecretId: this.arn,
      RotationLambdaARN: lambda,
      RotationRules: { AutomaticallyAfterDays: 90 },
      ...more,
    };
    return (await this.#secrets.send(new RotateSecretCommand(input))).VersionId ?? "";
  }

  /** Has readers get another key than `known`. */
  fresh(known: string | null, world: MachineWorld = this.world()): Promise<MachineResult> {
    const untold = { purpose: null, purposeSuffices: false };
    const aim = { kind: "fresh", known, ...untold, version: null, reach: "current", mints: true } as const;
    return keepMachineKey(world, this.job({ aim }));
  }

  tidy(changes: Partial<MachineJob> = {}): Promise<MachineResult> {
    return keepMachineKey(this.world(), this.job(changes));
  }

  async keyIds(): Promise<readonly string[]> {
    const { AccessKeyMetadata } = await this.#iam.send(
      new ListAccessKeysCommand({ UserName: this.user.name }),
    );
    return (AccessKeyMetadata ?? []).flatMap(({ AccessKeyId }) => AccessKeyId ?? []);
  }

  /** What a reader of the secret gets. */
  async value(stage = "AWSCURRENT"): Promise<Readonly<Record<string, string>>> {
    const input = { SecretId: this.arn, VersionStage: stage };
    const { SecretString } = await this.#secrets.send(new GetSecretValueCommand(input));
    return JSON.parse(SecretString ?? "null");
  }

  /** Does what a program does that works with this key. */
  async use(value: Readonly<Record<string, string>>): Promise<void> {
    const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = value;
    const credentials = { accessKeyId, secretAccessKey };
    const client = new STSClient({ endpoint: this.url, region: REGION, credentials });
    await client.send(new GetCallerIdentityCommand({}));
    client.destroy();
  }

  async labels(): Promise<readonly string[]> {
    const { VersionIdsToStages } = await this.#secrets.send(
      new DescribeSecretCommand({ SecretId: this.arn }),
    );
    return Object.values(VersionIdsToStages ?? {}).flat();
  }

  close(): void {
    jest.restoreAllMocks();
    this.#iam.destroy();
    this.#secrets.destroy();
  }
}

/** The service's own time is that of this machine, and passes by the wall. */
function startedNow(): FakeClock {
  const clock = new FakeClock();
  clock.pass(Date.now() - clock.now().getTime());
  return clock;
}
