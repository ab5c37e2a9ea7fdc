import { defineResource } from "../../../src/engine/index.js";
import { attr, table } from "../../../src/vocabulary/index.js";

/** A remote as an author would have it: one client with a few verbs. */
export interface Buckets {
  create(name: string, tier: string): Promise<string>;
  find(name: string): Promise<{ tier: string; id: string; url: string } | undefined>;
  move(id: string, tier: string): Promise<void>;
  remove(name: string): Promise<void>;
}

const bucketTable = table({
  type: "bucket",
  doc: "Keeps objects.",
  identity: "name",
  attributes: {
    name: attr.required.string({ doc: "Its name.", replaces: true }),
    tier: attr.defaulted.string({ doc: "Where it is kept.", default: "warm", oneOf: ["warm", "cold"] }),
    id: attr.computed.string({ doc: "The remote's id.", stable: true }),
    url: attr.computed.string({ doc: "Where it is reached." }),
  },
});

/** A whole resource: what an author writes, and nothing of Terraform in it. */
export const bucket = defineResource<Buckets>()({
  table: bucketTable,
  async create({ client, plan, checkpoint }) {
    const id = await client.create(plan.name, plan.tier);
    checkpoint({ id }); // from here a failure leaves a tracked object, not an orphan
    return { id, url: `https://buckets.test/${id}` };
  },
  async read({ client, state }) {
    const found = await client.find(state.name);
    return found ? { name: state.name, ...found } : null;
  },
  async update({ client, plan, prior }) {
    const id = prior.id ?? "";
    await client.move(id, plan.tier);
    return { id, url: `https://buckets.test/${id}` };
  },
  delete: ({ client, state }) => client.remove(state.name),
});
