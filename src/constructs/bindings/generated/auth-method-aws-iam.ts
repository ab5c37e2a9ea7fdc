// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { authMethodAwsIam } from "../../../types/auth-method-aws-iam.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAuthMethodAwsIamArguments = BindingConfig<typeof authMethodAwsIam.table>;

/** Arguments of `latchkey_auth_method_aws_iam`. */
export interface LatchkeyAuthMethodAwsIamConfig extends LatchkeyAuthMethodAwsIamArguments {
  /** Path of the auth method in the gateway. Changing it renames the auth method. */
  readonly name: LatchkeyAuthMethodAwsIamArguments["name"];
  /** Text shown with the auth method. Default: none. */
  readonly description?: LatchkeyAuthMethodAwsIamArguments["description"];
  /** When logins end for good, to the second, such as `2030-01-31T12:00:00Z`. Default: never. */
  readonly accessExpires?: LatchkeyAuthMethodAwsIamArguments["accessExpires"];
  /** Days before `access_expires` on which the gateway tells that it comes. Default: none. */
  readonly expirationEventIn?: LatchkeyAuthMethodAwsIamArguments["expirationEventIn"];
  /** Minutes for which a token lives that a login gets. Default, and with 0: what the account's settings say; a change of it by another caller is then not seen. */
  readonly jwtTtl?: LatchkeyAuthMethodAwsIamArguments["jwtTtl"];
  /** Addresses from which logins may come. Default: any. */
  readonly boundIps?: LatchkeyAuthMethodAwsIamArguments["boundIps"];
  /** Addresses of the gateways through which logins may come. Default: any. */
  readonly gwBoundIps?: LatchkeyAuthMethodAwsIamArguments["gwBoundIps"];
  /** Whether an association with a role has to name sub-claims. Default: `false`. */
  readonly forceSubClaims?: LatchkeyAuthMethodAwsIamArguments["forceSubClaims"];
  /** Sub-claims that the audit log shows. Default: none. */
  readonly auditLogsClaims?: LatchkeyAuthMethodAwsIamArguments["auditLogsClaims"];
  /** Products for which the auth method is: `sm`, `sra`, `pm`, `dp`, `ca`, `ara`. Default: all. */
  readonly productType?: LatchkeyAuthMethodAwsIamArguments["productType"];
  /** Clients that may log in: `cli`, `ui`, `gateway-admin`, `sdk`, `mobile`, `extension`. Default: any. */
  readonly allowedClientType?: LatchkeyAuthMethodAwsIamArguments["allowedClientType"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyAuthMethodAwsIamArguments["deleteProtection"];
  /** AWS accounts of which an identity may log in. */
  readonly boundAwsAccountId: LatchkeyAuthMethodAwsIamArguments["boundAwsAccountId"];
  /** ARNs of which an identity has to have one. Default: any. */
  readonly boundArn?: LatchkeyAuthMethodAwsIamArguments["boundArn"];
  /** Names of the roles that may log in. Default: any. */
  readonly boundRoleName?: LatchkeyAuthMethodAwsIamArguments["boundRoleName"];
  /** Ids of the roles that may log in. Default: any. */
  readonly boundRoleId?: LatchkeyAuthMethodAwsIamArguments["boundRoleId"];
  /** Ids of the resources, such as instances, that may log in. Default: any. */
  readonly boundResourceId?: LatchkeyAuthMethodAwsIamArguments["boundResourceId"];
  /** Names of the users who may log in. Default: any. */
  readonly boundUserName?: LatchkeyAuthMethodAwsIamArguments["boundUserName"];
  /** Ids of the users who may log in. Default: any. */
  readonly boundUserId?: LatchkeyAuthMethodAwsIamArguments["boundUserId"];
  /** The STS endpoint that confirms a login. Default: `https://sts.amazonaws.com`. */
  readonly stsUrl?: LatchkeyAuthMethodAwsIamArguments["stsUrl"];
  /** The sub-claim that tells one identity from another. Default: the gateway's own choice for the kind. */
  readonly uniqueIdentifier?: LatchkeyAuthMethodAwsIamArguments["uniqueIdentifier"];
}

/** `latchkey_auth_method_aws_iam`: Lets AWS identities log in to the gateway, by a request that AWS itself has to confirm. */
export class LatchkeyAuthMethodAwsIam extends bind(authMethodAwsIam.table) {
  constructor(scope: Construct, id: string, config: LatchkeyAuthMethodAwsIamConfig) {
    super(scope, id, config);
  }
}
