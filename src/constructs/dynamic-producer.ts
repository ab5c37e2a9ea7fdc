import { Construct, type IConstruct } from "constructs";
import type { AccessMode } from "./access-mode.js";
import { LatchkeyDynamicSecretAws, type LatchkeyProvider } from "./bindings/index.js";
import { known } from "./bindings/known.js";
import {
  DynamicCredentials,
  type DynamicCredentialsOptions,
  refuseProvidersOfOwnStack,
} from "./dynamic-credentials.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";
import { waitingFor } from "./same-stack.js";
import type { ITarget } from "./target.js";

/** What issues short-lived credentials from a target. */
export interface IDynamicProducer extends IConstruct {
  /** Path of the producer in the gateway; whatever refers to it waits for the producer. */
  readonly producerName: string;
  /** Where the credentials are made; undefined for a producer with an access key of its own. */
  readonly target: ITarget | undefined;
}

/** An access key by which a producer works instead of a target; see {@link DynamicProducerProps.accessKey}. */
export interface ProducerAccessKeyProps {
  /** Id of the access key, a permanent one. */
  readonly accessKeyId: string;
  /**
   * Its secret, as a reference to an ephemeral value such as `variable.stringValue` of an EphemeralVariable. A new
   * producer and a new version need it. @default - the key that a producer which exists already holds stays
   */
  readonly secretAccessKeyWo?: string | undefined;
  /** Raise it whenever the key changes: Terraform cannot compare what it does not store. @default 1 */
  readonly version?: number | undefined;
  /** Days between two rotations of the key by the gateway itself, 1 to 365. @default - the gateway does not rotate it */
  readonly rotationIntervalDays?: number | undefined;
}

/** How callers get to what a producer issues, through the gateway's secure remote access. */
export interface ProducerRemoteAccessProps {
  /** Path of the issuer of SSH certificates. @default - none */
  readonly certificateIssuer?: string | undefined;
  /** Id of the AWS account that is opened. @default - none */
  readonly awsAccountId?: string | undefined;
  /** Whether it is by AWS's own command line. @default false */
  readonly awsNativeCli?: boolean | undefined;
  /** Whether it is by a browser. @default true */
  readonly web?: boolean | undefined;
  /** Whether it is by an isolated browser. @default false */
  readonly webBrowsing?: boolean | undefined;
  /** Whether it is by a web proxy. @default false */
  readonly webProxy?: boolean | undefined;
  /** Seconds to wait before what was issued is used. @default - none */
  readonly delaySeconds?: number | undefined;
}

/** What a {@link DynamicProducer} issues, apart from where it stands. */
export interface DynamicProducerOptions {
  /** How credentials are made. */
  readonly access: AccessMode;
  /**
   * Seconds for which one issued credential lives. Assumed roles: 900 to 43200, and 3600 at most when the target uses
   * the gateway's own identity. Temporary users: at least 60.
   * @default 3600
   */
  readonly ttlSeconds?: number | undefined;
  /** Region for which credentials are issued. @default - the gateway's own, us-east-2 */
  readonly region?: string | undefined;
  /** Text shown with the producer. @default - none */
  readonly description?: string | undefined;
  /** Tags of the producer in the gateway. @default - none */
  readonly tags?: readonly string[] | undefined;
  /** Path of the key that encrypts what the producer holds. @default - the gateway account's own */
  readonly encryptionKeyName?: string | undefined;
  /** Whether the gateway refuses to delete the producer, a destroy included. @default false */
  readonly deleteProtection?: boolean | undefined;
  /** Values of the account's own fields, by their names. @default - none */
  readonly itemCustomFields?: Readonly<Record<string, string>> | undefined;
  /** How callers get to what is issued, through secure remote access. @default - not at all */
  readonly remoteAccess?: ProducerRemoteAccessProps | undefined;
}

/** Properties of a {@link DynamicProducer}. */
export interface DynamicProducerProps extends DynamicProducerOptions {
  /** Path of the producer in the gateway. Changing it renames the producer. */
  readonly name: string;
  /** Where the credentials are made. @default - `accessKey` */
  readonly target?: ITarget | undefined;
  /** The access key by which they are made instead. @default - `target` */
  readonly accessKey?: ProducerAccessKeyProps | undefined;
  /** The provider block of its gateway. @default - the target's, or else the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

/** AWS ends sessions of a role that was assumed from another role after an hour, and the gateway's identity is one. */
const CHAINED_ROLE_SECONDS = 3600;

/** Issues short-lived AWS credentials, to whoever asks the gateway and may. */
export class DynamicProducer extends Construct implements IDynamicProducer {
  readonly producerName: string;
  readonly target: ITarget | undefined;
  readonly #resource: LatchkeyDynamicSecretAws;
  readonly #provider: LatchkeyProvider | undefined;
  #asked = 0;

  constructor(scope: Construct, id: string, props: DynamicProducerProps) {
    super(scope, id);
    const { target, access, accessKey, remoteAccess, provider = target?.provider, ...rest } = props;
    this.#refuseOtherThanOne(target, accessKey);
    const { arguments: mode, grant } = access.bind(this, target);
    const ttl = known(rest.ttlSeconds);
    if (
      mode.accessMode === "assume_role" &&
      target?.usesGatewayIdentity &&
      typeof ttl === "number" &&
      ttl > CHAINED_ROLE_SECONDS
    ) {
      const flaw = `should be at most ${CHAINED_ROLE_SECONDS} with the gateway's own identity, got ${ttl}`;
      throw refusal(this, "TTL_OUT_OF_RANGE", "ttlSeconds", flaw);
    }
    const resource = new LatchkeyDynamicSecretAws(this, "Resource", {
      ...rest,
      ...mode,
      ...given({ target, provider }),
      ...keyArguments(accessKey),
      ...accessArguments(remoteAccess),
      ...waitingFor(this, grant),
    });
    this.#resource = resource;
    this.#provider = provider;
    this.producerName = resource.name;
    this.target = target;
  }

  /**
   * Credentials that this producer issues for each run of Terraform, by references that nothing stores: for write-only
   * arguments of this stack, which wait for the producer. A provider block needs its credentials when it plans, and so
   * another stack: there, `new DynamicCredentials(…)` with the producer's path. Each call asks for credentials of their
   * own.
   */
  credentials(options: DynamicCredentialsOptions = {}): DynamicCredentials {
    this.#asked += 1;
    const id = this.#asked === 1 ? "Credentials" : `Credentials${this.#asked}`;
    const credentials = new DynamicCredentials(this, id, {
      ...given({ provider: this.#provider }),
      ...given(options),
      producerName: this.#resource.readyName,
    });
    refuseProvidersOfOwnStack(credentials);
    return credentials;
  }

  #refuseOtherThanOne(target: ITarget | undefined, accessKey: ProducerAccessKeyProps | undefined): void {
    if ((target === undefined) !== (accessKey === undefined)) return;
    const flaw = target ? "should not be given beside 'target'" : "or 'target' should be given";
    const advice = "Give a target, or an access key of the producer's own, and not both.";
    throw refusal(this, "CREDENTIAL_SOURCE_UNCLEAR", "accessKey", flaw, advice);
  }
}

function keyArguments(key: ProducerAccessKeyProps | undefined) {
  if (!key) return {};
  const { version = 1, rotationIntervalDays, ...rest } = key;
  return {
    ...rest,
    secretAccessKeyWoVersion: version,
    ...(rotationIntervalDays !== undefined && {
      enableAdminRotation: true,
      adminRotationIntervalDays: rotationIntervalDays,
    }),
  };
}

function accessArguments(access: ProducerRemoteAccessProps | undefined) {
  if (!access) return {};
  return given({
    secureAccessEnable: true,
    secureAccessCertificateIssuer: access.certificateIssuer,
    secureAccessAwsAccountId: access.awsAccountId,
    secureAccessAwsNativeCli: access.awsNativeCli,
    secureAccessWeb: access.web,
    secureAccessWebBrowsing: access.webBrowsing,
    secureAccessWebProxy: access.webProxy,
    secureAccessDelaySeconds: access.delaySeconds,
  });
}
