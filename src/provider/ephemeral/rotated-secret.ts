import { defineEphemeralResource } from "../../engine/ephemeral/definition.js";
import { rotatedSecretValueTable } from "../../schema/index.js";
import type { Clients } from "../../wiring/index.js";

/** `ephemeral "latchkey_rotated_secret"`: a value that is there already. There is nothing to give back. */
export const rotatedSecretValue = defineEphemeralResource<Clients>()({
  table: rotatedSecretValueTable,

  async open({ client: { gateway }, config: { name, version }, signal }) {
    const { fields, json } = await gateway.secretValues.ofRotated(name, { version }, { signal });
    return { result: { username: fields.username ?? null, password: fields.password ?? null, json } };
  },
});
