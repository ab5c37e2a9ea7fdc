import { dynamicProducerAws, gatewayTypes, rotatorAws, staticSecret } from "../types/generated/index.js";
import type { Table } from "../vocabulary/index.js";
import { retireSeedKeyTable } from "./actions/retire-seed-key.js";
import { seedRetirementTable } from "./resources/seed-retirement.js";
import { givesKey, sourcesIn, targetAwsTable } from "./resources/target-aws.js";

export { isFirstVersion, isNewVersion } from "../types/mechanism/new-version.js";
export { providerTable } from "./provider.js";
export { givesKey, retireSeedKeyTable, seedRetirementTable, sourcesIn, targetAwsTable };
export const { table: rotatorAwsTable } = rotatorAws;
export const { table: dynamicProducerAwsTable } = dynamicProducerAws;
export const { table: staticSecretTable } = staticSecret;

/**
 * Every resource type that the provider serves; the constructs and the reference pages derive from the same list. A
 * type of `src/types` is in it by existing.
 */
export const resourceTables: readonly Table[] = [
  targetAwsTable,
  ...gatewayTypes.map(({ table }) => table as unknown as Table),
  seedRetirementTable,
] as readonly unknown[] as readonly Table[];

/** Every action that the provider serves (Terraform 1.14 or newer). */
export const actionTables = [retireSeedKeyTable] as const;
