import { Construct } from "constructs";
import type { IGatewayObject, LatchkeyProvider } from "./bindings/index.js";

/** A way to log in to the gateway. */
export interface IAuthMethod extends IGatewayObject {
  /** Path of the auth method in the gateway; whatever refers to it waits for the auth method. */
  readonly authMethodName: string;
  /** The id by which a client logs in (`p-…`), known after apply. Not a secret. */
  readonly accessId: string;
  /** Whether it may be associated with a role only together with sub-claims. */
  readonly forcesSubClaims: boolean;
  /** The provider that manages the auth method; roles that refer to it use the same one. */
  readonly provider: LatchkeyProvider | undefined;
}

/** Properties that all auth methods have. */
export interface AuthMethodProps {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: string;
  /** Text shown with the auth method. @default - none */
  readonly description?: string | undefined;
  /** Blocks of addresses from which logins may come, such as `192.0.2.0/24`. @default - any address */
  readonly boundIps?: string[] | undefined;
  /** Minutes for which a token lives that a login gets. @default - what the account's settings say */
  readonly tokenMinutes?: number | undefined;
  /** When logins end for good, such as `2030-01-31T12:00:00Z`. @default - never */
  readonly accessExpires?: string | undefined;
  /** Whether an association with a role has to name sub-claims. @default false */
  readonly forceSubClaims?: boolean | undefined;
  /** The provider block of its gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

/** What the resource of an auth method tells. */
interface AuthMethodResource extends IGatewayObject {
  readonly name: string;
  readonly accessId: string;
}

/** What all auth methods have in common, whatever a login shows. */
export abstract class AuthMethodBase extends Construct implements IAuthMethod {
  readonly forcesSubClaims: boolean;
  readonly provider: LatchkeyProvider | undefined;
  protected abstract readonly resource: AuthMethodResource;

  constructor(
    scope: Construct,
    id: string,
    { forceSubClaims, provider }: Pick<AuthMethodProps, "forceSubClaims" | "provider">,
  ) {
    super(scope, id);
    this.forcesSubClaims = forceSubClaims === true;
    this.provider = provider;
  }

  get authMethodName(): string {
    return this.resource.name;
  }

  get accessId(): string {
    return this.resource.accessId;
  }

  get gatewayObject(): IGatewayObject["gatewayObject"] {
    return this.resource.gatewayObject;
  }
}

/** Whether any of these bounds names one who may log in: the gateway takes an empty list for any login. */
export function isBound(...bounds: readonly (readonly string[] | undefined)[]): boolean {
  return bounds.some((names) => names !== undefined && names.length > 0);
}

/** The common properties in the words of the resources, apart from the provider. */
export function commonArguments(props: AuthMethodProps) {
  const { name, description, boundIps, tokenMinutes, accessExpires, forceSubClaims } = props;
  return { name, description, boundIps, jwtTtl: tokenMinutes, accessExpires, forceSubClaims };
}
