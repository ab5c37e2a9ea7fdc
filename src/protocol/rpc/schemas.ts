import type { FunctionDescription } from "../../engine/function/function-description.js";
import type { IdentityDescription } from "../../engine/identity/identity-description.js";
import type { ProviderSchemas, ProviderServer } from "../../engine/provider-server.js";
import type { SchemaDescription } from "../../engine/schema-description.js";
import type { FaultCode } from "../../errors/catalog.js";
import { Fault } from "../../errors/fault.js";

/** The provider's schemas, asked for once: they say how every value is decoded and encoded. */
export class Schemas {
  readonly #server: Pick<ProviderServer, "schemas">;
  #all: ProviderSchemas | undefined;

  constructor(server: Pick<ProviderServer, "schemas">) {
    this.#server = server;
  }

  all(): ProviderSchemas {
    this.#all ??= this.#server.schemas();
    return this.#all;
  }

  provider(): SchemaDescription {
    return this.all().provider;
  }

  /** @throws Fault RESOURCE_TYPE_UNKNOWN */
  resource(typeName: string): SchemaDescription {
    return found(this.all().resources, typeName, "RESOURCE_TYPE_UNKNOWN", "resource type");
  }

  /** Undefined where objects of the type have no identity. */
  identity(typeName: string): IdentityDescription | undefined {
    const { identities } = this.all();
    return Object.hasOwn(identities, typeName) ? identities[typeName] : undefined;
  }

  /** @throws Fault DATA_SOURCE_UNKNOWN */
  dataSource(typeName: string): SchemaDescription {
    return found(this.all().dataSources, typeName, "DATA_SOURCE_UNKNOWN", "data source");
  }

  /** @throws Fault EPHEMERAL_RESOURCE_UNKNOWN */
  ephemeral(typeName: string): SchemaDescription {
    const { ephemeralResources } = this.all();
    return found(ephemeralResources, typeName, "EPHEMERAL_RESOURCE_UNKNOWN", "ephemeral resource");
  }

  /** @throws Fault LIST_RESOURCE_UNKNOWN */
  list(typeName: string): SchemaDescription {
    return found(this.all().listResources, typeName, "LIST_RESOURCE_UNKNOWN", "list resource");
  }

  /** @throws Fault FUNCTION_UNKNOWN */
  function(name: string): FunctionDescription {
    return found(this.all().functions, name, "FUNCTION_UNKNOWN", "function");
  }

  /** @throws Fault ACTION_TYPE_UNKNOWN */
  action(actionType: string): SchemaDescription {
    return found(this.all().actions, actionType, "ACTION_TYPE_UNKNOWN", "action");
  }
}

function found<S>(all: { readonly [name: string]: S }, name: string, code: FaultCode, noun: string): S {
  const schema = Object.hasOwn(all, name) ? all[name] : undefined;
  if (schema !== undefined) return schema;
  const known = Object.keys(all).sort().join(", ") || `no ${noun}`;
  throw new Fault(code, {
    doing: `looking up ${noun} ${JSON.stringify(name)}`,
    seen: `this version of the provider has ${known}`,
    state: code === "ACTION_TYPE_UNKNOWN" ? "Nothing was done." : "Nothing was changed.",
  });
}
