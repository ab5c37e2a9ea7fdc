// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { role } from "../../../types/role.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyRoleArguments = BindingConfig<typeof role.table>;

/** Arguments of `latchkey_role`. */
export interface LatchkeyRoleConfig extends LatchkeyRoleArguments {
  /** Path of the role in the gateway. Changing it renames the role. */
  readonly name: LatchkeyRoleArguments["name"];
  /** Text shown with the role. Default: none. */
  readonly description?: LatchkeyRoleArguments["description"];
  /** What may be done where, one rule for each path and type. All rules of these types are managed here, but for `account_rules`. Default: none, as with `[]`. */
  readonly rules?: LatchkeyRoleArguments["rules"];
  /** Whether the role may see audit logs: `none`, `own`, `all`. `scoped` leaves the rules for single paths alone that the role has in the gateway, where they have to be made. Default: `none`. */
  readonly auditAccess?: LatchkeyRoleArguments["auditAccess"];
  /** Whether the role may see analytics: `none`, `own`, `all`. `scoped` leaves the rules for single paths alone that the role has in the gateway, where they have to be made. Default: `none`. */
  readonly analyticsAccess?: LatchkeyRoleArguments["analyticsAccess"];
  /** Whether the role may see a gateway's analytics: `none`, `own`, `all`. `scoped` leaves the rules for single paths alone that the role has in the gateway, where they have to be made. Newer gateways may not take `own`. Default: `none`. */
  readonly gwAnalyticsAccess?: LatchkeyRoleArguments["gwAnalyticsAccess"];
  /** Whether the role may see reports of remote access: `none`, `own`, `all`. `scoped` leaves the rules for single paths alone that the role has in the gateway, where they have to be made. Newer gateways may not take `own`. Default: `none`. */
  readonly sraReportsAccess?: LatchkeyRoleArguments["sraReportsAccess"];
  /** Whether the role may see reports of usage: `none`, `all`. `scoped` leaves the rules for single paths alone that the role has in the gateway, where they have to be made. Default: `none`. */
  readonly usageReportsAccess?: LatchkeyRoleArguments["usageReportsAccess"];
  /** Whether the role may see the event center: `none`, `own`, `all`. `scoped` leaves the rules for single paths alone that the role has in the gateway, where they have to be made. Newer gateways may not take `own`. Default: `none`. */
  readonly eventCenterAccess?: LatchkeyRoleArguments["eventCenterAccess"];
  /** Whether the role may see event forwarders, and manage them: `none`, `all`. `scoped` leaves the rules for single paths alone that the role has in the gateway, where they have to be made. Default: `none`. */
  readonly eventForwardersAccess?: LatchkeyRoleArguments["eventForwardersAccess"];
  /** Whether the gateway refuses to delete it: it has to be `false`, and applied, before a destroy. The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway. Default: `false`. */
  readonly deleteProtection?: LatchkeyRoleArguments["deleteProtection"];
}

/** `latchkey_role`: What those may do who log in by an auth method that is associated with it. Rules of types that are not named here are neither seen nor touched. */
export class LatchkeyRole extends bind(role.table) {
  constructor(scope: Construct, id: string, config: LatchkeyRoleConfig) {
    super(scope, id, config);
  }
}
