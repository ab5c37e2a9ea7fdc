import { Construct, type IConstruct } from "constructs";
import type { AccessMode } from "./access-mode.js";
import { LatchkeyDynamicSecretAws } from "./bindings/index.js";
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
  /** Where the credentials are made. */
  readonly target: ITarget;
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
}

/** Properties of a {@link DynamicProducer}. */
export interface DynamicProducerProps extends DynamicProducerOptions {
  /** Path of the producer in the gateway. Changing it makes a new one. */
  readonly name: string;
  /** Where the credentials are made. */
  readonly target: ITarget;
}

/** AWS ends sessions of a role that was assumed from another role after an hour, and the gateway's identity is one. */
const CHAINED_ROLE_SECONDS = 3600;

/** Issues short-lived credentials from a target, to whoever asks the gateway and may. */
export class DynamicProducer extends Construct implements IDynamicProducer {
  readonly producerName: string;
  readonly target: ITarget;
  readonly #resource: LatchkeyDynamicSecretAws;
  #asked = 0;

  constructor(scope: Construct, id: string, props: DynamicProducerProps) {
    super(scope, id);
    const { target, access, ...rest } = props;
    const { arguments: mode, grant } = access.bind(this, target);
    const ttl = known(rest.ttlSeconds);
    if (
      mode.accessMode === "assume_role" &&
      target.usesGatewayIdentity &&
      typeof ttl === "number" &&
      ttl > CHAINED_ROLE_SECONDS
    ) {
      const flaw = `should be at most ${CHAINED_ROLE_SECONDS} with the gateway's own identity, got ${ttl}`;
      throw refusal(this, "TTL_OUT_OF_RANGE", "ttlSeconds", flaw);
    }
    const resource = new LatchkeyDynamicSecretAws(this, "Resource", {
      ...rest,
      ...mode,
      target,
      ...waitingFor(this, grant),
      ...given({ provider: target.provider }),
    });
    this.#resource = resource;
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
      ...given({ provider: this.target.provider }),
      ...options,
      producerName: this.#resource.readyName,
    });
    refuseProvidersOfOwnStack(credentials);
    return credentials;
  }
}
