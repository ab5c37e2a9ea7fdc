import { defineEphemeralResource } from "../../engine/ephemeral/definition.js";
import { staticSecretValueTable } from "../../schema/index.js";
import type { Clients } from "../../wiring/index.js";

/** `ephemeral "latchkey_static_secret"`: a value that is there already. There is nothing to give back. */
export const staticSecretValue = defineEphemeralResource<Clients>()({
  table: staticSecretValueTable,

  async open({ client: { gateway }, config: { name, version }, signal }) {
    return { result: { value: await gateway.secretValues.ofStatic(name, { version }, { signal }) } };
  },
});
