// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { gatewayAllowedAccess } from "../../../types/gateway-allowed-access.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyGatewayAllowedAccessArguments = BindingConfig<typeof gatewayAllowedAccess.table>;

/** Arguments of `latchkey_gateway_allowed_access`. */
export interface LatchkeyGatewayAllowedAccessConfig extends LatchkeyGatewayAllowedAccessArguments {
  /** Name of the allowed access; a slash at its beginning makes no difference. Changing it renames the allowed access. */
  readonly name: LatchkeyGatewayAllowedAccessArguments["name"];
  /** Access id of the auth method by which the login comes; it has to be there already. */
  readonly accessId: LatchkeyGatewayAllowedAccessArguments["accessId"];
  /** What it may do, such as `targets`, `general` or `admin`. Default: nothing. */
  readonly permissions?: LatchkeyGatewayAllowedAccessArguments["permissions"];
  /** Claims that the login must have proved, by their names, each with the allowed values and commas between them. Default: none. */
  readonly subClaims?: LatchkeyGatewayAllowedAccessArguments["subClaims"];
  /** Whether upper and lower case differ in claims. Default: `true`. */
  readonly caseSensitive?: LatchkeyGatewayAllowedAccessArguments["caseSensitive"];
  /** Text shown with the allowed access. Default: none. */
  readonly description?: LatchkeyGatewayAllowedAccessArguments["description"];
}

/** `latchkey_gateway_allowed_access`: What a login may do in the gateway itself, beside what its roles allow in the account. */
export class LatchkeyGatewayAllowedAccess extends bind(gatewayAllowedAccess.table) {
  constructor(scope: Construct, id: string, config: LatchkeyGatewayAllowedAccessConfig) {
    super(scope, id, config);
  }
}
