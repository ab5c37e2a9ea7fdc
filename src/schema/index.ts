import { retireSeedKeyTable } from "./actions/retire-seed-key.js";
import { dynamicProducerAwsTable } from "./resources/dynamic-producer-aws.js";
import { rotatorAwsTable } from "./resources/rotator-aws.js";
import { seedRetirementTable } from "./resources/seed-retirement.js";
import { staticSecretTable } from "./resources/static-secret.js";
import { givesKey, sourcesIn, targetAwsTable } from "./resources/target-aws.js";

export { isFirstVersion, isNewVersion } from "./new-version.js";
export { providerTable } from "./provider.js";
export {
  dynamicProducerAwsTable,
  givesKey,
  retireSeedKeyTable,
  rotatorAwsTable,
  seedRetirementTable,
  sourcesIn,
  staticSecretTable,
  targetAwsTable,
};

/** Every resource type that the provider serves; the constructs and the reference pages derive from the same list. */
export const resourceTables = [
  targetAwsTable,
  rotatorAwsTable,
  dynamicProducerAwsTable,
  staticSecretTable,
  seedRetirementTable,
] as const;

/** Every action that the provider serves (Terraform 1.14 or newer). */
export const actionTables = [retireSeedKeyTable] as const;
