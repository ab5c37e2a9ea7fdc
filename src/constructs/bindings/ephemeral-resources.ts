import {
  dynamicSecretValueTable,
  rotatedSecretValueTable,
  staticSecretValueTable,
  tokenTable,
} from "../../schema/index.js";
import { bindEphemeral, type EphemeralBindingConfig } from "./bind-ephemeral.js";

/*
 * One class per ephemeral resource, one to one with Terraform (1.10 or newer). What they tell may stand in provider
 * blocks and in write-only arguments alone; docs/values.md says more.
 */

/** `ephemeral "latchkey_dynamic_secret"` */
export class LatchkeyEphemeralDynamicSecret extends bindEphemeral(dynamicSecretValueTable) {}
export type LatchkeyEphemeralDynamicSecretConfig = EphemeralBindingConfig<typeof dynamicSecretValueTable>;
/** `ephemeral "latchkey_static_secret"` */
export class LatchkeyEphemeralStaticSecret extends bindEphemeral(staticSecretValueTable) {}
export type LatchkeyEphemeralStaticSecretConfig = EphemeralBindingConfig<typeof staticSecretValueTable>;
/** `ephemeral "latchkey_rotated_secret"` */
export class LatchkeyEphemeralRotatedSecret extends bindEphemeral(rotatedSecretValueTable) {}
export type LatchkeyEphemeralRotatedSecretConfig = EphemeralBindingConfig<typeof rotatedSecretValueTable>;
/** `ephemeral "latchkey_token"` */
export class LatchkeyEphemeralToken extends bindEphemeral(tokenTable) {}
export type LatchkeyEphemeralTokenConfig = EphemeralBindingConfig<typeof tokenTable>;
