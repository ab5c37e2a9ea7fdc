import { join } from "node:path";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { freshProvider } from "../acceptance/fresh-build.js";
import { PluginClient, unknownOnWire, wire } from "../protocol/plugin-client.js";
import { type PluginProcess, type StartOptions, startPlugin } from "../protocol/plugin-process.js";
import { providerFile } from "../runtime/executables.js";

/** The built provider as a process of its own, spoken to as Terraform does; `endPlugins` ends it. */
export class ProviderProcess {
  private constructor(
    readonly plugin: PluginProcess,
    readonly client: PluginClient,
  ) {}

  static async start(options: StartOptions): Promise<ProviderProcess> {
    const plugin = await startPlugin(join(freshProvider(), providerFile()), options);
    return new ProviderProcess(plugin, new PluginClient(plugin));
  }

  /** Configures it by the environment alone; gives the diagnostics. */
  async configure() {
    const { provider } = await this.client.call(Provider.method.getProviderSchema, {});
    const names = (provider?.block?.attributes ?? []).map(({ name }) => name);
    const { diagnostics } = await this.client.call(Provider.method.configureProvider, {
      terraformVersion: "1.11.4",
      config: wire(Object.fromEntries(names.map((name) => [name, null]))),
    });
    return diagnostics;
  }

  /** Plans a new object with these values; gives the diagnostics. */
  async plan(typeName: string, given: Readonly<Record<string, unknown>>) {
    const { resourceSchemas } = await this.client.call(Provider.method.getProviderSchema, {});
    const attributes = resourceSchemas[typeName]?.block?.attributes ?? [];
    const values = (computed: unknown) =>
      Object.fromEntries(
        attributes.map(({ name, computed: its }) => [name, given[name] ?? (its ? computed : null)]),
      );
    const { diagnostics } = await this.client.call(Provider.method.planResourceChange, {
      typeName,
      priorState: wire(null),
      config: wire(values(null)),
      proposedNewState: wire(values(unknownOnWire)),
    });
    return diagnostics;
  }

  close(): void {
    this.client.close();
  }
}
