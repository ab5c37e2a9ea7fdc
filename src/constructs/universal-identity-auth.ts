import type { Construct } from "constructs";
import { AuthMethodBase, type AuthMethodProps, commonArguments } from "./auth-method.js";
import { LatchkeyAuthMethodUniversalIdentity } from "./bindings/index.js";
import { given } from "./given.js";

/** Properties of a {@link UniversalIdentityAuth}. */
export interface UniversalIdentityAuthProps extends AuthMethodProps {
  /** Minutes for which a token lives unless it is rotated. @default 60 */
  readonly ttlMinutes?: number | undefined;
  /** Whether a token may not be rotated by its bearer. @default false */
  readonly denyRotate?: boolean | undefined;
  /** Whether the first token may not have children. @default false */
  readonly denyInheritance?: boolean | undefined;
}

/** Lets machines log in that nothing else vouches for, by tokens that they rotate themselves. */
export class UniversalIdentityAuth extends AuthMethodBase {
  protected readonly resource: LatchkeyAuthMethodUniversalIdentity;

  constructor(scope: Construct, id: string, props: UniversalIdentityAuthProps) {
    super(scope, id, props);
    const { ttlMinutes, denyRotate, denyInheritance, provider } = props;
    this.resource = new LatchkeyAuthMethodUniversalIdentity(this, "Resource", {
      ...given(commonArguments(props)),
      name: props.name,
      ...given({ ttl: ttlMinutes, denyRotate, denyInheritance, provider }),
    });
  }
}
