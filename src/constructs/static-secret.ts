import { Construct } from "constructs";
import { type LatchkeyProvider, LatchkeyStaticSecret } from "./bindings/index.js";
import { given } from "./given.js";

/** Properties of a {@link StaticSecret}. */
export interface StaticSecretProps {
  /** Path of the secret in the gateway. Changing it makes a new secret. */
  readonly name: string;
  /**
   * The value, as a reference to an ephemeral value such as `variable.stringValue` of an EphemeralVariable. It reaches
   * the gateway and no file; anything that would be stored is refused. A new secret and a new version need it.
   * @default - what a secret that exists already holds stays
   */
  readonly valueWo?: string | undefined;
  /** Raise it whenever the value changes: Terraform cannot compare what it does not store. @default 1 */
  readonly valueWoVersion?: number | undefined;
  /** How readers are to understand the value: text, json or key-value. @default text */
  readonly format?: "text" | "json" | "key-value" | undefined;
  /** Text shown with the secret. @default - none */
  readonly description?: string | undefined;
  /** Tags of the secret in the gateway. @default - none */
  readonly tags?: readonly string[] | undefined;
  /** The provider block of its gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

/** Keeps a secret that cannot be minted, such as a password of a system that is not the gateway's. */
export class StaticSecret extends Construct {
  /** Path of the secret in the gateway; whatever refers to it waits for the secret. */
  readonly secretName: string;

  constructor(scope: Construct, id: string, props: StaticSecretProps) {
    super(scope, id);
    const { provider, valueWoVersion = 1, ...rest } = props;
    const resource = new LatchkeyStaticSecret(this, "Resource", {
      ...rest,
      valueWoVersion,
      ...given({ provider }),
    });
    this.secretName = resource.name;
  }
}
