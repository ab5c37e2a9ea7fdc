import type { ProviderServer } from "../../engine/provider-server.js";
import type { SchemaDescription } from "../../engine/schema-description.js";
import { Fault } from "../../errors/fault.js";

/** The provider's schemas, asked for once: they say how every value is decoded and encoded. */
export class Schemas {
  readonly #server: Pick<ProviderServer, "schemas">;
  #all: ReturnType<ProviderServer["schemas"]> | undefined;

  constructor(server: Pick<ProviderServer, "schemas">) {
    this.#server = server;
  }

  all(): ReturnType<ProviderServer["schemas"]> {
    this.#all ??= this.#server.schemas();
    return this.#all;
  }

  provider(): SchemaDescription {
    return this.all().provider;
  }

  /** @throws Fault RESOURCE_TYPE_UNKNOWN */
  resource(typeName: string): SchemaDescription {
    const { resources } = this.all();
    const schema = Object.hasOwn(resources, typeName) ? resources[typeName] : undefined;
    if (schema) return schema;
    throw new Fault("RESOURCE_TYPE_UNKNOWN", {
      doing: `looking up resource type ${JSON.stringify(typeName)}`,
      seen: `this version of the provider has ${Object.keys(resources).sort().join(", ")}`,
      state: "Nothing was changed.",
    });
  }

  /** @throws Fault ACTION_TYPE_UNKNOWN */
  action(actionType: string): SchemaDescription {
    const { actions } = this.all();
    const schema = Object.hasOwn(actions, actionType) ? actions[actionType] : undefined;
    if (schema) return schema;
    throw new Fault("ACTION_TYPE_UNKNOWN", {
      doing: `looking up action ${JSON.stringify(actionType)}`,
      seen: `this version of the provider has ${Object.keys(actions).sort().join(", ") || "no action"}`,
      state: "Nothing was done.",
    });
  }
}
