import type { ProviderDefinition, ResourceDefinition } from "../../../../src/engine/index.js";
import { testProviderTable } from "../test-provider.js";
import { type ThingAttributes, thing } from "../thing.js";
import { joinPath, whatIs } from "./functions.js";
import type { KindsWorld } from "./kinds-world.js";
import { thingData } from "./thing-data.js";
import { thingList } from "./thing-list.js";
import { token } from "./token.js";

/**
 * A thing that takes over what `terraform_data` has stored. One that is called `patient` is not there before a token
 * was renewed.
 */
export const movableThing: ResourceDefinition<ThingAttributes, KindsWorld> = {
  ...thing,
  async create(context) {
    const { client, plan, secrets } = context;
    if (plan.name === "patient") await client.renewal;
    if (secrets.secret_wo) client.note(`${plan.name} was given ${secrets.secret_wo.reveal()}`);
    return thing.create(context);
  },
  move({ provider, type, version, state }, { warn }) {
    if (type !== "terraform_data") return undefined;
    // Terraform stores a value of any type together with its type.
    const input = (state.input as { value?: object } | null)?.value ?? state.input;
    if (input === null) throw new TypeError(`the password is ${state.id}`);
    const { secret_wo } = input as { secret_wo?: string };
    if (secret_wo !== undefined) warn("Secret in the old state", `${provider} has stored ${secret_wo}`);
    return { state: { ...(input as object), id: state.id, generation: version + 1 } };
  },
};

/** A provider with something of every kind. */
export function kindsProvider(
  world: KindsWorld,
): ProviderDefinition<(typeof testProviderTable)["attributes"], KindsWorld> {
  return {
    name: "test",
    version: "1.0.0",
    table: testProviderTable,
    resources: [movableThing],
    dataSources: [thingData],
    ephemeralResources: [token],
    functions: [joinPath, whatIs],
    listResources: [thingList],
    configure: () => world,
  };
}
