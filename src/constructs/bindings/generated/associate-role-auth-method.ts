// Written by `npm run docs` from the files of src/types and the tables of src/schema.
import type { Construct } from "constructs";
import { associateRoleAuthMethodTable } from "../../../schema/resources/associate-role-auth-method.js";
import { bind, type BindingConfig } from "../bind.js";

type LatchkeyAssociateRoleAuthMethodArguments = BindingConfig<typeof associateRoleAuthMethodTable>;

/** Arguments of `latchkey_associate_role_auth_method`. */
export interface LatchkeyAssociateRoleAuthMethodConfig extends LatchkeyAssociateRoleAuthMethodArguments {
  /** Path of the role. Where only the role was renamed, the association stays; for another role it is deleted and made anew. */
  readonly roleName: LatchkeyAssociateRoleAuthMethodArguments["roleName"];
  /** Path of the auth method. Where only the auth method was renamed, the association stays; for another one it is deleted and made anew. */
  readonly amName: LatchkeyAssociateRoleAuthMethodArguments["amName"];
  /** Claims that a login must have proved, by their names, each with the allowed values and commas between them, such as `{ group = "admins,developers" }`. The order of the values does not matter. Default: none, so that every login by the auth method has the role. */
  readonly subClaims?: LatchkeyAssociateRoleAuthMethodArguments["subClaims"];
  /** Whether upper and lower case differ in the values of claims. Default: `true`. */
  readonly caseSensitive?: LatchkeyAssociateRoleAuthMethodArguments["caseSensitive"];
}

/** `latchkey_associate_role_auth_method`: Gives a role to those who log in by an auth method. It goes with the auth method and with the role: where one of them is made anew, the next apply makes the association anew, or the same one where the role or the auth method is in `replace_triggered_by`. Associations that are to change places in one apply change their ids instead: no login is without its role meanwhile. */
export class LatchkeyAssociateRoleAuthMethod extends bind(associateRoleAuthMethodTable) {
  constructor(scope: Construct, id: string, config: LatchkeyAssociateRoleAuthMethodConfig) {
    super(scope, id, config);
  }
}
