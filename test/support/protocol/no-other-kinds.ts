import type { ProviderServer } from "../../../src/engine/provider-server.js";

const unasked = async (): Promise<never> => {
  throw new Error("it has nothing of the kind, so nobody should ask");
};

/** The part of a provider server that has no more than resources and actions. */
export const noOtherKinds = {
  upgradeResourceIdentity: unasked,
  validateDataSourceConfig: unasked,
  readDataSource: unasked,
  validateEphemeralConfig: unasked,
  openEphemeral: unasked,
  renewEphemeral: unasked,
  closeEphemeral: unasked,
  callFunction: unasked,
  validateListConfig: unasked,
  listResource: unasked,
} satisfies Partial<ProviderServer>;

/** The schemas of what it does not have. */
export const noOtherSchemas = {
  identities: {},
  dataSources: {},
  ephemeralResources: {},
  listResources: {},
  functions: {},
};
