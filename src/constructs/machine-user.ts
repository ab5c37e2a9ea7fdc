import { createHash } from "node:crypto";
import { Fn, type ITerraformDependable, type TerraformProvider, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { MACHINE_TAG } from "../domain/machine-tag.js";
import { LatchkeyMachineKey, type LatchkeyProvider } from "./bindings/index.js";
import { given } from "./given.js";
import { iamName } from "./iam-name.js";
import { LetGo } from "./let-go.js";
import { readersPolicy } from "./machine-policies.js";
import { MachineRotation } from "./machine-rotation.js";
import { MachineRotationFunction } from "./machine-rotation-function.js";
import { checkMachineUser } from "./machine-user-check.js";
import { refusal } from "./refusal.js";
import { rootedPath } from "./rooted-path.js";
import { awsProviderOf } from "./user-base.js";

const DAY_SECONDS = 86_400;
const WEEK_DAYS = 7;
/** The construct of the resource that keeps the key, where no function does. */
const KEY = "Key";

/** A role or user of this stack, or of another one, that may read a secret. */
export interface ISecretReader extends IConstruct {
  readonly arn: string;
}

/** Properties of a {@link MachineUser}. Either `secretName` or `staticSecretName` says where the key lies. */
export interface MachineUserProps {
  /**
   * Name of the secret of AWS Secrets Manager in which the users of the key find it.
   * @default - the key lies in a static secret
   */
  readonly secretName?: string | undefined;
  /**
   * Path of the static secret of the gateway in which the users of the key find it, instead of a secret of AWS. It is made
   * with the first key; who reads it is said by an {@link AccessRole}.
   * @default - the key lies in AWS Secrets Manager
   */
  readonly staticSecretName?: string | undefined;
  /** Name of the IAM user. @default - the path of the construct, joined by dashes */
  readonly userName?: string | undefined;
  /** Path of the IAM user. @default /machines/ */
  readonly path?: string | undefined;
  /** ARNs of managed policies that say what the machine may do. @default - none */
  readonly policyArns?: readonly string[] | undefined;
  /** A policy in JSON that says what the machine may do. @default - none */
  readonly policy?: string | undefined;
  /** Who makes the keys, and when. @default MachineRotation.byTerraform() */
  readonly rotation?: MachineRotation | undefined;
  /** Days for which a replaced key goes on working, 0 to 365. @default 7 */
  readonly graceDays?: number | undefined;
  /** Field of the secret's JSON that has the id of the key. @default AWS_ACCESS_KEY_ID */
  readonly keyIdField?: string | undefined;
  /** Field of the secret's JSON that has the secret access key. @default AWS_SECRET_ACCESS_KEY */
  readonly secretField?: string | undefined;
  /** Days for which a deleted secret can be restored, 7 to 30; 0 deletes it at once. @default 30 */
  readonly recoveryWindowDays?: number | undefined;
  /**
   * ARN of the key of KMS that encrypts the secret; readers need to be allowed to decrypt with it. @default - that of
   * Secrets Manager
   */
  readonly kmsKeyArn?: string | undefined;
  /** Text shown with the secret. @default - none */
  readonly description?: string | undefined;
  /** Tags of the secret and of the user. @default - none */
  readonly tags?: { readonly [key: string]: string } | undefined;
  /** The AWS provider of account and region. @default - the stack's default AWS provider */
  readonly awsProvider?: IConstruct | undefined;
  /** The provider block that mints the key. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

/**
 * Makes an IAM user for a machine, and the secret in which its access key lies: minted by Latchkey, in no state, rotated
 * with overlap. A secret of AWS is read by those to whom it is granted, and by no other identity; a static secret of the
 * gateway by those whose roles may.
 */
export class MachineUser extends Construct {
  readonly userArn: string;
  readonly userName: string;
  /** Name of the secret of AWS, or path of the static secret. */
  readonly secretName: string;
  /** Id of the key that readers get; undefined where a function makes the keys. */
  readonly accessKeyId: string | undefined;
  readonly #readers: ISecretReader[] = [];
  readonly #works: readonly string[];
  /** Of a secret of AWS; undefined for a static secret. */
  readonly #secret: { readonly arn: string; readonly policy: { policy: string } } | undefined;

  constructor(scope: Construct, id: string, props: MachineUserProps) {
    super(scope, id);
    const { tags = {}, graceDays = WEEK_DAYS, rotation = MachineRotation.byTerraform() } = props;
    checkMachineUser(this, props, graceDays, rotation);
    const aws = classes();
    const awsProvider = awsProviderOf(this, props.awsProvider);
    const from = given({ provider: awsProvider });

    const secret = this.#makeSecret(props, awsProvider);
    this.secretName = secret?.name ?? rootedPath(props.staticSecretName ?? "");
    const user = new aws.IamUser(this, "Resource", {
      name: props.userName ?? iamName(this.node.path, 64),
      path: props.path ?? "/machines/",
      tags: { ...tags, [MACHINE_TAG]: this.secretName },
      // The keys that a function has made are known to no apply.
      ...given({ forceDestroy: rotation.owner === "function" ? true : undefined }),
      ...from,
    });
    const allowed = this.#allow(user.name, props, awsProvider);
    this.userArn = user.arn;
    this.userName = user.name;

    const common = { keyIdField: props.keyIdField, secretField: props.secretField };
    const { everyDays, trigger } = rotation.options;
    if (rotation.owner === "function" && secret) {
      // Terraform would end the keys before there is a function that makes another one.
      new LetGo(this, KEY, LatchkeyMachineKey.tfResourceType);
      const made = new MachineRotationFunction(this, "Rotation", {
        userArn: user.arn,
        secretArn: secret.arn,
        kmsKeyArn: props.kmsKeyArn,
        everyDays: everyDays ?? 90,
        environment: given({
          LATCHKEY_GRACE_SECONDS: String(graceDays * DAY_SECONDS),
          LATCHKEY_KEY_ID_FIELD: common.keyIdField,
          LATCHKEY_SECRET_FIELD: common.secretField,
        }),
        after: allowed,
        awsProvider,
      });
      this.#works = [made.roleArn];
    } else {
      const key = new LatchkeyMachineKey(this, KEY, {
        ...(secret ? { secretId: secret.arn } : { secretId: this.secretName, secretStore: "gateway" }),
        userArn: user.arn,
        gracePeriodSeconds: graceDays * DAY_SECONDS,
        dependsOn: [...allowed],
        ...given({ ...common, rotateEveryDays: everyDays, trigger, provider: props.provider }),
      });
      this.accessKeyId = key.accessKeyId;
      this.#works = [];
    }
    if (!secret) return;
    const policy = new aws.SecretsmanagerSecretPolicy(this, "Readers", {
      secretArn: secret.arn,
      policy: this.#document(),
      blockPublicPolicy: true,
      ...from,
    });
    this.#secret = { arn: secret.arn, policy };
  }

  /** ARN of the secret of AWS. @throws Fault VALUE_NOT_ALLOWED where the key lies in a static secret, which has none */
  get secretArn(): string {
    return this.#ofAws("secretArn", "has none: the key lies in a static secret of the gateway").arn;
  }

  /**
   * Lets these roles or users read the secret of AWS: its resource policy allows them, and refuses every other identity.
   *
   * @throws Fault VALUE_NOT_ALLOWED where the key lies in a static secret
   */
  grantRead(...readers: readonly ISecretReader[]): void {
    const { policy } = this.#ofAws(
      "grantRead",
      "should be asked for of a secret of AWS, and the key lies in a static secret of the gateway",
    );
    this.#readers.push(...readers.filter((reader) => !this.#readers.includes(reader)));
    policy.policy = this.#document();
  }

  #ofAws(asked: string, flaw: string) {
    if (this.#secret) return this.#secret;
    const advice = "Let a role of the gateway read it: new AccessRole(…).grantRead(machine.secretName).";
    throw refusal(this, "VALUE_NOT_ALLOWED", asked, flaw, advice);
  }

  /** The secret of AWS; none where the key lies in a static secret, which is made with it. */
  #makeSecret(props: MachineUserProps, awsProvider: TerraformProvider | undefined) {
    if (props.secretName === undefined) return undefined;
    const { SecretsmanagerSecret } = classes();
    return new SecretsmanagerSecret(this, "Secret", {
      name: props.secretName,
      tags: props.tags ?? {},
      ...given({
        description: props.description,
        kmsKeyId: props.kmsKeyArn,
        recoveryWindowInDays: props.recoveryWindowDays,
        provider: awsProvider,
      }),
    });
  }

  #document(): string {
    const arns = this.#readers.map(({ arn }) => arn);
    return Fn.jsonencode(readersPolicy(arns, this.#works));
  }

  /** What the machine may do stands before it gets a key. */
  #allow(
    user: string,
    { policyArns = [], policy }: MachineUserProps,
    awsProvider: TerraformProvider | undefined,
  ): readonly ITerraformDependable[] {
    const aws = classes();
    const from = given({ provider: awsProvider });
    // A resource stays with its policy: one that another policy moved into would be attached anew while Terraform detaches
    // the same policy from the resource that had it. What is known at apply only has but its place, so that one waits for
    // the one before: then Terraform detaches all of them before it attaches any anew.
    let before: ITerraformDependable | undefined;
    const attached = policyArns.map((policyArn, at) => {
      if (!Token.isUnresolved(policyArn)) {
        const hash = createHash("sha256").update(policyArn).digest("hex").slice(0, 8);
        return new aws.IamUserPolicyAttachment(this, `Policy-${hash}`, { user, policyArn, ...from });
      }
      const settings = { user, policyArn, ...from, ...given({ dependsOn: before && [before] }) };
      before = new aws.IamUserPolicyAttachment(this, `Policy${at}`, settings);
      return before;
    });
    if (policy === undefined) return attached;
    const name = iamName(`${this.node.path}/Policy`, 128);
    return [...attached, new aws.IamUserPolicy(this, "Policy", { name, user, policy, ...from })];
  }
}

/** Loaded by whoever has a machine user: the others should not pay for them. */
function classes() {
  const { IamUser } =
    require("@cdktf/provider-aws/lib/iam-user") as typeof import("@cdktf/provider-aws/lib/iam-user");
  const { IamUserPolicy } =
    require("@cdktf/provider-aws/lib/iam-user-policy") as typeof import("@cdktf/provider-aws/lib/iam-user-policy");
  const { IamUserPolicyAttachment } =
    require("@cdktf/provider-aws/lib/iam-user-policy-attachment") as typeof import("@cdktf/provider-aws/lib/iam-user-policy-attachment");
  const { SecretsmanagerSecret } =
    require("@cdktf/provider-aws/lib/secretsmanager-secret") as typeof import("@cdktf/provider-aws/lib/secretsmanager-secret");
  const { SecretsmanagerSecretPolicy } =
    require("@cdktf/provider-aws/lib/secretsmanager-secret-policy") as typeof import("@cdktf/provider-aws/lib/secretsmanager-secret-policy");
  return {
    IamUser,
    IamUserPolicy,
    IamUserPolicyAttachment,
    SecretsmanagerSecret,
    SecretsmanagerSecretPolicy,
  };
}
