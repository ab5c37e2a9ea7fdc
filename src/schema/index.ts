import { dynamicSecretAws, gatewayTypes, rotatedSecretAws, staticSecret } from "../types/generated/index.js";
import type { BlockTable, Table } from "../vocabulary/index.js";
import { retireSeedKeyTable } from "./actions/retire-seed-key.js";
import { rotateNowTable } from "./actions/rotate-now.js";
import { authMethodDataTable } from "./data/auth-method.js";
import { callerIdentityTable } from "./data/caller-identity.js";
import { itemDataTable, itemsDataTable } from "./data/item.js";
import { roleDataTable } from "./data/role.js";
import { targetDataTable } from "./data/target.js";
import { dynamicSecretValueTable } from "./ephemeral/dynamic-secret.js";
import { rotatedSecretValueTable } from "./ephemeral/rotated-secret.js";
import { staticSecretValueTable } from "./ephemeral/static-secret.js";
import { tokenTable } from "./ephemeral/token.js";
import { listTable } from "./lists/list-table.js";
import { listedTypes } from "./lists/listed-types.js";
import { associateRoleAuthMethodTable } from "./resources/associate-role-auth-method.js";
import { machineKeyTable } from "./resources/machine-key.js";
import { seedRetirementTable } from "./resources/seed-retirement.js";
import { asksForExternalId, givesKey, sourcesIn, targetAwsTable } from "./resources/target-aws.js";

export { isFirstVersion, isNewVersion } from "../types/mechanism/new-version.js";
export { formerTable } from "./former-table.js";
export { listTable } from "./lists/list-table.js";
export { type ListedType, listedTypes } from "./lists/listed-types.js";
export { providerTable } from "./provider.js";
export {
  asksForExternalId,
  associateRoleAuthMethodTable,
  authMethodDataTable,
  callerIdentityTable,
  dynamicSecretValueTable,
  givesKey,
  itemDataTable,
  itemsDataTable,
  machineKeyTable,
  retireSeedKeyTable,
  roleDataTable,
  rotatedSecretValueTable,
  rotateNowTable,
  seedRetirementTable,
  sourcesIn,
  staticSecretValueTable,
  targetAwsTable,
  targetDataTable,
  tokenTable,
};
export const { table: rotatedSecretAwsTable } = rotatedSecretAws;
export const { table: dynamicSecretAwsTable } = dynamicSecretAws;
export const { table: staticSecretTable } = staticSecret;

/**
 * Every resource type that the provider serves; the constructs and the reference pages derive from the same list. A
 * type of `src/types` is in it by existing.
 */
export const resourceTables: readonly Table[] = [
  targetAwsTable,
  ...gatewayTypes.map(({ table }) => table as unknown as Table),
  associateRoleAuthMethodTable,
  machineKeyTable,
  seedRetirementTable,
] as readonly unknown[] as readonly Table[];

/** Every action that the provider serves (Terraform 1.14 or newer). */
export const actionTables = [retireSeedKeyTable, rotateNowTable] as const;

/** Every ephemeral resource that the provider serves (Terraform 1.10 or newer, OpenTofu 1.11 or newer). */
export const ephemeralTables: readonly BlockTable[] = [
  dynamicSecretValueTable,
  rotatedSecretValueTable,
  staticSecretValueTable,
  tokenTable,
] as readonly unknown[] as readonly BlockTable[];

/** Every data source that the provider serves. */
export const dataTables: readonly BlockTable[] = [
  authMethodDataTable,
  callerIdentityTable,
  itemDataTable,
  itemsDataTable,
  roleDataTable,
  targetDataTable,
] as readonly unknown[] as readonly BlockTable[];

/** Every list resource that the provider serves (Terraform 1.14 or newer). */
export const listTables: readonly BlockTable[] = listedTypes.map(listTable);
