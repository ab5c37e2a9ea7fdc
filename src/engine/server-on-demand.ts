import type { ProviderServer } from "./provider-server.js";

/**
 * A provider server that tells its schemas at once, and is loaded by the first call that asks for more: Terraform starts
 * a process for the schemas alone.
 */
export function serverOnDemand(
  schemas: ProviderServer["schemas"],
  load: () => Promise<ProviderServer>,
): ProviderServer {
  let loading: Promise<ProviderServer> | undefined;
  let server: ProviderServer | undefined;
  let stopped = false;
  const loaded = () => {
    loading ??= load().then((made) => {
      server = made;
      // What has waited for it is to end soon.
      if (stopped) made.stop();
      return made;
    });
    return loading;
  };
  return {
    schemas,
    validateProviderConfig: async (request) => (await loaded()).validateProviderConfig(request),
    configureProvider: async (request) => (await loaded()).configureProvider(request),
    validateResourceConfig: async (request) => (await loaded()).validateResourceConfig(request),
    upgradeResourceState: async (request) => (await loaded()).upgradeResourceState(request),
    readResource: async (request) => (await loaded()).readResource(request),
    planResourceChange: async (request) => (await loaded()).planResourceChange(request),
    applyResourceChange: async (request) => (await loaded()).applyResourceChange(request),
    importResourceState: async (request) => (await loaded()).importResourceState(request),
    upgradeResourceIdentity: async (request) => (await loaded()).upgradeResourceIdentity(request),
    moveResourceState: async (request) => (await loaded()).moveResourceState(request),
    validateActionConfig: async (request) => (await loaded()).validateActionConfig(request),
    planAction: async (request) => (await loaded()).planAction(request),
    invokeAction: async (request, progress) => (await loaded()).invokeAction(request, progress),
    validateDataSourceConfig: async (request) => (await loaded()).validateDataSourceConfig(request),
    readDataSource: async (request) => (await loaded()).readDataSource(request),
    validateEphemeralConfig: async (request) => (await loaded()).validateEphemeralConfig(request),
    openEphemeral: async (request) => (await loaded()).openEphemeral(request),
    renewEphemeral: async (request) => (await loaded()).renewEphemeral(request),
    closeEphemeral: async (request) => (await loaded()).closeEphemeral(request),
    callFunction: async (request) => (await loaded()).callFunction(request),
    validateListConfig: async (request) => (await loaded()).validateListConfig(request),
    listResource: async (request, found) => (await loaded()).listResource(request, found),
    stop() {
      stopped = true;
      server?.stop();
    },
  };
}
