import type { Construct } from "constructs";
import type { LatchkeyTargetAwsConfig } from "./bindings/index.js";
import { given } from "./given.js";
import type { IBootstrapUser } from "./user-base.js";

/** An access key that is made elsewhere; see {@link Credentials.accessKey}. */
export interface AccessKeyProps {
  /** Id of the access key. */
  readonly accessKeyId: string;
  /**
   * Its secret, as a reference to an ephemeral value such as `variable.stringValue` of an EphemeralVariable. A new
   * target, another key and a new version need it.
   * @default - the key that a target which exists already holds stays
   */
  readonly secretAccessKeyWo?: string | undefined;
  /** The session token of a temporary key, as a reference to an ephemeral value. @default - none */
  readonly sessionTokenWo?: string | undefined;
  /** Raise it whenever the key changes: Terraform cannot compare what it does not store. @default 1 */
  readonly version?: number | undefined;
}

/** What is asked of a seed; see {@link Credentials.seededBy}. */
export interface SeedOptions {
  /**
   * Raise it to ask for a fresh seed: a new key of the user is minted, handed over and proven, and the key that the
   * target held is ended. The target and what refers to it stay. @default - no fresh seed is asked for
   */
  readonly version?: number | undefined;
}

/** What the gateway does with its own identity; see {@link Credentials.gatewayIdentity}. */
export interface GatewayIdentityOptions {
  /**
   * ARN of the role that the gateway assumes from its own identity, in this account or another one. Write it as a text:
   * the role's trust policy refers to the target's `externalId`, and a reference back would be a circle.
   * @default - the gateway works as itself
   */
  readonly roleArn?: string | undefined;
  /**
   * Whether the gateway makes an external id for this target, which it shows when it assumes the role and without which
   * there is no role. Alone, it is for a role that is still to be made. @default - true with `roleArn`
   */
  readonly externalId?: boolean | undefined;
}

/** What a source of credentials gives to its target. */
export interface TargetCredentials {
  readonly arguments: Pick<
    LatchkeyTargetAwsConfig,
    | "seedUserArn"
    | "seedVersion"
    | "useGatewayIdentity"
    | "generateExternalId"
    | "roleArn"
    | "accessKeyId"
    | "secretAccessKeyWo"
    | "sessionTokenWo"
    | "secretAccessKeyWoVersion"
  >;
  /** The user whose seed key the target is given. */
  readonly seedUser?: IBootstrapUser;
}

/** Where a target has its credentials from: exactly one source. */
export abstract class Credentials {
  /**
   * The first key of this user. It is minted as the target is made, handed to the gateway in the same step and stored
   * nowhere; a rotator replaces it and a SeedRetirement ends it. The user becomes dedicated to the target.
   */
  static seededBy(user: IBootstrapUser, options: SeedOptions = {}): Credentials {
    return new SeededCredentials(user, options);
  }

  /**
   * The AWS identity that the gateway itself runs as, or a role that it assumes from there. There is no key to rotate, and
   * sessions last one hour at most.
   */
  static gatewayIdentity(options: GatewayIdentityOptions = {}): Credentials {
    return new GatewayIdentity(options);
  }

  /** A key that is made elsewhere, given by ephemeral references. */
  static accessKey(props: AccessKeyProps): Credentials {
    return new AccessKey(props);
  }

  /** Called by the target, once. */
  abstract bind(target: Construct, targetName: string): TargetCredentials;
}

class SeededCredentials extends Credentials {
  constructor(
    private readonly user: IBootstrapUser,
    private readonly options: SeedOptions,
  ) {
    super();
  }

  override bind(target: Construct, targetName: string): TargetCredentials {
    this.user.dedicateTo(target, targetName);
    const { userArn: seedUserArn } = this.user;
    return {
      arguments: { seedUserArn, ...given({ seedVersion: this.options.version }) },
      seedUser: this.user,
    };
  }
}

class GatewayIdentity extends Credentials {
  constructor(private readonly options: GatewayIdentityOptions) {
    super();
  }

  override bind(): TargetCredentials {
    const { roleArn, externalId = roleArn === undefined ? undefined : true } = this.options;
    return {
      arguments: { useGatewayIdentity: true, ...given({ roleArn, generateExternalId: externalId }) },
    };
  }
}

class AccessKey extends Credentials {
  constructor(private readonly props: AccessKeyProps) {
    super();
  }

  override bind(): TargetCredentials {
    const { version = 1, ...key } = this.props;
    return { arguments: { ...key, secretAccessKeyWoVersion: version } };
  }
}
