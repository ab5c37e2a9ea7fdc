import type { Construct } from "constructs";
import { AuthMethodBase, type AuthMethodProps, commonArguments } from "./auth-method.js";
import { LatchkeyAuthMethodOidc } from "./bindings/index.js";
import { given } from "./given.js";

/** Properties of an {@link OidcAuth}. */
export interface OidcAuthProps extends AuthMethodProps {
  /** The claim that tells one person from another, such as `email`. */
  readonly uniqueIdentifier: string;
  /** URL of the identity provider. */
  readonly issuer: string;
  /** The id by which the identity provider knows the gateway. */
  readonly clientId: string;
  /**
   * The secret that goes with the id, as a reference to an ephemeral value such as `variable.stringValue` of an
   * EphemeralVariable. It reaches the gateway and no file. @default - none; with `clientSecretWoVersion` as it was, the
   * one that the gateway has already
   */
  readonly clientSecretWo?: string | undefined;
  /** Raise it whenever the secret changes: Terraform cannot compare what it does not store. @default 1, where there is a secret */
  readonly clientSecretWoVersion?: number | undefined;
  /** URIs to which a browser may be sent after a login. @default - any */
  readonly allowedRedirectUri?: string[] | undefined;
}

/** Lets those log in whom an OpenID Connect provider knows: persons, with a browser. */
export class OidcAuth extends AuthMethodBase {
  protected readonly resource: LatchkeyAuthMethodOidc;

  constructor(scope: Construct, id: string, props: OidcAuthProps) {
    super(scope, id, props);
    const { uniqueIdentifier, issuer, clientId, clientSecretWo, allowedRedirectUri, provider } = props;
    const { clientSecretWoVersion = clientSecretWo === undefined ? undefined : 1 } = props;
    this.resource = new LatchkeyAuthMethodOidc(this, "Resource", {
      ...given(commonArguments(props)),
      name: props.name,
      ...{ uniqueIdentifier, issuer, clientId },
      ...given({ clientSecretWo, clientSecretWoVersion, allowedRedirectUri, provider }),
    });
  }
}
