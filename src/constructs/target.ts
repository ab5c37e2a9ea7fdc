import { Construct } from "constructs";
import { gatewayPathFlaw } from "../domain/gateway-path.js";
import { type IGatewayObject, type LatchkeyProvider, LatchkeyTargetAws } from "./bindings/index.js";
import { known } from "./bindings/known.js";
import type { Credentials } from "./credentials.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";
import { waitingFor } from "./same-stack.js";
import type { IBootstrapUser } from "./user-base.js";

/** The seed key of a target. */
export interface Seed {
  /** Whose key it is. */
  readonly user: IBootstrapUser;
  /** Its id, known after apply. */
  readonly keyId: string;
}

/** How the gateway reaches AWS. */
export interface ITarget extends IGatewayObject {
  /** Path of the target in the gateway; whatever refers to it waits for the target. */
  readonly targetName: string;
  /** Whether the gateway uses its own AWS identity, so that there is no key. */
  readonly usesGatewayIdentity: boolean;
  /** The key that was minted for the target, where it is seeded by a user. */
  readonly seed: Seed | undefined;
  /** The provider that manages the target; objects that refer to it use the same one. */
  readonly provider: LatchkeyProvider | undefined;
}

/** What is known of a target that is managed elsewhere. */
export interface TargetAttributes {
  /** Whether it uses the gateway's own AWS identity, which shortens what may be issued. @default false */
  readonly usesGatewayIdentity?: boolean | undefined;
  /** The provider block of its gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

/** Properties of a {@link Target}. */
export interface TargetProps {
  /** Path of the target in the gateway, such as `/services/production/aws`. Changing it renames the target. */
  readonly name: string;
  /** Where its credentials come from. */
  readonly credentials: Credentials;
  /** Region in which the gateway calls AWS. @default - the gateway's own default, us-east-2 */
  readonly region?: string | undefined;
  /** Text shown with the target. @default - none */
  readonly description?: string | undefined;
  /** How many versions of the target are kept. @default - the account's own number, usually 20 */
  readonly maxVersions?: number | undefined;
  /** Path of the key that encrypts what the target holds. @default - the account's own */
  readonly protectionKey?: string | undefined;
  /** The provider block of its gateway. @default - the default block */
  readonly provider?: LatchkeyProvider | undefined;
}

/** Lets the gateway reach AWS. */
export class Target extends Construct implements ITarget {
  /** Refers to a target that is managed elsewhere, by its path. */
  static fromTargetName(
    scope: Construct,
    id: string,
    targetName: string,
    attributes: TargetAttributes = {},
  ): ITarget {
    return new ImportedTarget(scope, id, targetName, attributes);
  }

  readonly targetName: string;
  readonly usesGatewayIdentity: boolean;
  readonly seed: Seed | undefined;
  /**
   * The external id that the gateway shows when it assumes the role of this target, for the condition `sts:ExternalId` of
   * the role's trust policy; known after apply. Undefined where the credentials ask for none.
   */
  readonly externalId: string | undefined;
  readonly provider: LatchkeyProvider | undefined;
  readonly gatewayObject: IGatewayObject["gatewayObject"];

  constructor(scope: Construct, id: string, props: TargetProps) {
    super(scope, id);
    const { name, credentials, provider, protectionKey, ...rest } = props;
    const { arguments: source, seedUser } = credentials.bind(this, name);
    const resource = new LatchkeyTargetAws(this, "Resource", {
      name,
      ...rest,
      ...source,
      ...waitingFor(this, seedUser?.rotationPolicy),
      ...given({ provider, key: protectionKey }),
    });
    this.targetName = resource.name;
    this.gatewayObject = resource.gatewayObject;
    this.usesGatewayIdentity = source.useGatewayIdentity === true;
    this.externalId = source.generateExternalId === true ? resource.externalId : undefined;
    this.seed = seedUser && { user: seedUser, keyId: resource.seedKeyId };
    this.provider = provider;
  }
}

class ImportedTarget extends Construct implements ITarget {
  readonly gatewayObject: IGatewayObject["gatewayObject"];
  readonly usesGatewayIdentity: boolean;
  readonly seed = undefined;
  readonly provider: LatchkeyProvider | undefined;

  constructor(
    scope: Construct,
    id: string,
    readonly targetName: string,
    attributes: TargetAttributes,
  ) {
    super(scope, id);
    const path = known(targetName);
    const flaw = typeof path === "string" ? gatewayPathFlaw(path) : undefined;
    if (flaw) throw refusal(this, "PATH_MALFORMED", "targetName", flaw);
    this.gatewayObject = { type: "target_aws", path: targetName };
    this.usesGatewayIdentity = attributes.usesGatewayIdentity ?? false;
    this.provider = attributes.provider;
  }
}
