import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { LatchkeyDynamicSecretAwsConfig } from "./bindings/index.js";
import type { ITarget } from "./target.js";

/** Options of {@link AccessMode.assumeRole}. */
export interface AssumeRoleOptions {
  /** External id that the role's trust policy asks for, 2 to 1224 characters. @default - none */
  readonly externalId?: string | undefined;
}

/** Options of {@link AccessMode.iamUser}. */
export interface IamUserOptions {
  /** ARNs of the managed policies of a temporary user. @default - none */
  readonly policyArns?: readonly string[] | undefined;
  /** Names of the groups of a temporary user. @default - none */
  readonly userGroups?: readonly string[] | undefined;
  /** Whether a temporary user also gets a console password. @default false */
  readonly consoleAccess?: boolean | undefined;
  /** Whether a temporary user gets an access key. @default true */
  readonly programmaticAccess?: boolean | undefined;
  /**
   * Which users the gateway may make and delete: what follows `user/` in their ARNs, with `*` for any text.
   * @default tmp* - the names that the gateway gives by itself
   */
  readonly users?: string | undefined;
}

/** What an access mode gives to its producer. */
export interface ProducerAccess {
  readonly arguments: Pick<
    LatchkeyDynamicSecretAwsConfig,
    | "accessMode"
    | "roleArns"
    | "externalId"
    | "policyArns"
    | "userGroups"
    | "consoleAccess"
    | "programmaticAccess"
  >;
  /** The policy that lets the gateway's user do it, where the user is known. */
  readonly grant: ITerraformDependable | undefined;
}

/** How credentials are made. */
export abstract class AccessMode {
  /**
   * STS credentials of one of these roles: ready at once, and not revocable before they expire. Where the target is
   * seeded by a user, the user is allowed to assume the roles; their trust policies have to name it.
   */
  static assumeRole(roleArns: readonly string[], options: AssumeRoleOptions = {}): AccessMode {
    return new AssumeRole(roleArns, options);
  }

  /**
   * A temporary IAM user, deleted when its time is over. Where the target is seeded by a user, the user is allowed to
   * make and delete such users, with these policies and groups only.
   */
  static iamUser(options: IamUserOptions = {}): AccessMode {
    return new TemporaryUser(options);
  }

  /** Called by the producer, once. */
  abstract bind(producer: Construct, target: ITarget): ProducerAccess;
}

class AssumeRole extends AccessMode {
  constructor(
    private readonly roleArns: readonly string[],
    private readonly options: AssumeRoleOptions,
  ) {
    super();
  }

  override bind(_producer: Construct, target: ITarget): ProducerAccess {
    return {
      arguments: { accessMode: "assume_role", roleArns: this.roleArns, ...this.options },
      grant: target.seed?.user.grantAssumeRole(this.roleArns),
    };
  }
}

class TemporaryUser extends AccessMode {
  constructor(private readonly options: IamUserOptions) {
    super();
  }

  override bind(producer: Construct, target: ITarget): ProducerAccess {
    const { users, ...rest } = this.options;
    return {
      arguments: { accessMode: "iam_user", ...rest },
      grant: target.seed?.user.grantTemporaryUsers(producer, "Grant", this.options),
    };
  }
}
