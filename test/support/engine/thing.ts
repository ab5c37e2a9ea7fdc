import { randomUUID } from "node:crypto";
import type { ResourceDefinition } from "../../../src/engine/index.js";
import { attr, type PlanOf, table } from "../../../src/vocabulary/index.js";

/** The remote that the test resources live in: things by name. */
export class World {
  readonly things = new Map<string, { id: string; plan: ThingPlan; generation: number }>();
  readonly secrets: string[] = [];
  readonly calls: string[] = [];
}

const rule = {
  prefix: attr.required.string({ doc: "Which keys." }),
  days: attr.defaulted.int({ doc: "How long.", default: 30, min: 1 }),
};

/** One attribute of every kind, so that every kind of mistake can be made with it. */
export const thingTable = table({
  type: "thing",
  doc: "Something with one attribute of every kind.",
  identity: "name",
  attributes: {
    name: attr.required.string({
      doc: "Its name.",
      replaces: true,
      canonical: (name: string) => (name.startsWith("/") ? name : `/${name}`),
      flaw: (name: string) => (name.includes("//") ? `should not contain "//", got ${name}` : undefined),
      flawCode: "PATH_MALFORMED",
    }),
    label: attr.optional.string({ doc: "A label." }),
    size: attr.defaulted.int({ doc: "Its size.", default: 1, min: 1, max: 9 }),
    ratio: attr.optional.number({ doc: "A fraction." }),
    tags: attr.optional.list("string", { doc: "Tags, in order." }),
    zones: attr.optional.set("string", { doc: "Zones, in no order." }),
    limits: attr.optional.map("int", { doc: "Limits." }),
    owner: attr.optional.object({ team: attr.required.string({ doc: "Who." }) }, { doc: "Who owns it." }),
    rules: attr.optional.objects(rule, { doc: "Rules." }),
    note: attr.optional.string({ doc: "A private note.", sensitive: true }),
    secret_wo: attr.writeOnly.string({ doc: "A secret.", versionedBy: "secret_version" }),
    secret_version: attr.optional.int({ doc: "Version of the secret." }),
    id: attr.computed.string({ doc: "Its id.", stable: true }),
    generation: attr.computed.int({ doc: "How often it was changed." }),
    alias: attr.computedOrNull.string({ doc: "Its other name, if it has a label." }),
  },
});

export type ThingAttributes = (typeof thingTable)["attributes"];
type ThingPlan = PlanOf<ThingAttributes>;
export type ThingResource = ResourceDefinition<ThingAttributes, World>;

function computed(record: { id: string; plan: ThingPlan; generation: number }) {
  const { id, generation, plan } = record;
  return { id, generation, alias: plan.label === null ? null : `alias of ${plan.label}` };
}

/** A resource without mistakes. */
export const thing: ThingResource = {
  table: thingTable,
  async create({ client, plan, secrets, checkpoint }) {
    const record = { id: randomUUID(), plan, generation: 1 };
    client.calls.push("create");
    client.things.set(plan.name, record);
    checkpoint({ id: record.id });
    if (secrets.secret_wo) client.secrets.push(secrets.secret_wo.reveal());
    return computed(record);
  },
  async read({ client, state }) {
    const record = client.things.get(state.name);
    return record ? { ...record.plan, ...computed(record) } : null;
  },
  async update({ client, plan, prior, secrets, changed }) {
    const record = client.things.get(prior.name);
    client.calls.push("update");
    if (!record) throw new Error("gone");
    const next = { id: record.id, plan, generation: record.generation + 1 };
    client.things.set(plan.name, next);
    if (changed("secret_version") && secrets.secret_wo) client.secrets.push(secrets.secret_wo.reveal());
    return computed(next);
  },
  async delete({ client, state }) {
    client.calls.push("delete");
    client.things.delete(state.name);
  },
};
