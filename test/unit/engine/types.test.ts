import type { SecretText } from "../../../src/domain/secret-text.js";
import { defineResource } from "../../../src/engine/index.js";
import {
  attr,
  type ComputedOf,
  type ConfigOf,
  type PlanOf,
  ruleOn,
  type SecretsOf,
  type StateOf,
  type StoredOf,
  table,
  type Unknown,
} from "../../../src/vocabulary/index.js";

const attributes = {
  name: attr.required.string({ doc: "Its name." }),
  mode: attr.required.string<"fast" | "slow">({ doc: "Its mode.", oneOf: ["fast", "slow"] }),
  label: attr.optional.string({ doc: "A label." }),
  size: attr.defaulted.int({ doc: "Its size.", default: 1 }),
  rules: attr.optional.objects(
    { prefix: attr.required.string({ doc: "A." }), days: attr.defaulted.int({ doc: "B.", default: 1 }) },
    { doc: "Rules." },
  ),
  secret_wo: attr.writeOnly.string({ doc: "A secret." }),
  id: attr.computed.string({ doc: "Its id.", stable: true }),
  alias: attr.computedOrNull.string({ doc: "Another name." }),
};
const typed = table({ type: "typed", doc: "For its types.", identity: "name", attributes });
type T = typeof attributes;

/** Compiles exactly if both types are the same. */
function same<A, B>(
  ..._: (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? [] : [never]
) {}

type Rules = readonly { readonly prefix: string; readonly days: number }[];

// These tests are held by the compiler, which `npm run lint` runs; at run time there is nothing to see.
test("a table's types tell config, plan, stored object and secrets apart", () => {
  same<
    ConfigOf<T>,
    {
      readonly name: string | null | Unknown;
      readonly mode: "fast" | "slow" | null | Unknown;
      readonly label: string | null | Unknown;
      readonly size: number | null | Unknown;
      readonly rules: Rules | null | Unknown;
      readonly secret_wo: SecretText | null | Unknown;
    }
  >();
  same<
    PlanOf<T>,
    {
      readonly name: string;
      readonly mode: "fast" | "slow";
      readonly size: number;
      readonly label: string | null;
      readonly rules: Rules | null;
    }
  >();
  same<ComputedOf<T>, { readonly id: string; readonly alias: string | null }>();
  same<SecretsOf<T>, { readonly secret_wo: SecretText | null }>();
  same<StateOf<T>["id"], string>();
  same<StoredOf<T>["id"], string | null>();
  same<StoredOf<T>["size"], number | null>();
  expect(Object.keys(typed.attributes)).toHaveLength(8);
});

test("nested objects have the types of their fields, and their secrets travel apart in the same shape", () => {
  const login = {
    user: attr.required.string({ doc: "Who." }),
    port: attr.gatewayChosen.int({ doc: "Where." }),
    password_wo: attr.writeOnly.string({ doc: "A secret.", versionedBy: "version" }),
    version: attr.required.int({ doc: "Of the secret." }),
  };
  const nested = {
    name: attr.required.string({ doc: "Its name.", refersTo: "typed" }),
    login: attr.optional.object(login, { doc: "Login." }),
    logins: attr.required.objectMap(login, { doc: "Logins." }),
    queue: attr.required.objects(login, { doc: "Logins." }),
    rules: attr.required.objectSet({ prefix: attr.required.string({ doc: "A." }) }, { doc: "Rules." }),
    matrix: attr.optional.list({ list: "int" }, { doc: "Numbers." }),
    hour: attr.gatewayChosen.int({ doc: "When." }),
  };
  type N = typeof nested;
  type Login = { readonly user: string; readonly version: number; readonly port: number | null };
  type Secret = { readonly password_wo: SecretText | null };
  same<PlanOf<N>["login"], Login | null>();
  same<PlanOf<N>["logins"], Readonly<Record<string, Login>>>();
  same<PlanOf<N>["rules"], readonly { readonly prefix: string }[]>();
  same<PlanOf<N>["matrix"], readonly (readonly number[])[] | null>();
  same<PlanOf<N>["hour"], number | null>();
  same<ConfigOf<N>["hour"], number | null | Unknown>();
  same<
    ComputedOf<N>,
    {
      readonly hour: number | null;
      readonly login: Login | null;
      readonly logins: Readonly<Record<string, Login>> | null;
      readonly queue: readonly Login[] | null;
    }
  >();
  same<StoredOf<N>["hour"], number | null>();
  same<PlanOf<N>["name"], string>();
  same<
    SecretsOf<N>,
    {
      readonly login: Secret | null;
      readonly logins: Readonly<Record<string, Secret>> | null;
      readonly queue: readonly Secret[] | null;
    }
  >();
  expect(Object.keys(nested)).toHaveLength(7);
});

test("mistakes with names and unknown values do not compile", () => {
  const resource = defineResource<{ calls: string[] }>()({
    table: typed,
    async create({ plan, secrets, client, checkpoint }) {
      client.calls.push(plan.name);
      // @ts-expect-error: a misspelt attribute
      client.calls.push(plan.nmae);
      // @ts-expect-error: a computed value does not exist yet
      client.calls.push(plan.id);
      // @ts-expect-error: a write-only value is not in the plan
      client.calls.push(plan.secret_wo);
      // @ts-expect-error: a secret is not text
      client.calls.push(secrets.secret_wo);
      // @ts-expect-error: the user decides the name
      checkpoint({ name: "other" });
      return { id: "1", alias: null };
    },
    async read({ state }) {
      // @ts-expect-error: half-made objects have no id
      const id: string = state.id;
      return { ...state, size: 1, id };
    },
    // @ts-expect-error: not every computed value is returned
    async update({ changed }) {
      // @ts-expect-error: only what the user decides can change
      changed("id");
      return { id: "1" };
    },
    async delete() {
      // Nothing to delete in a test of types.
    },
    plan({ set, planned }) {
      set("id", "1");
      // @ts-expect-error: the user decides the label
      set("label", "x");
      // @ts-expect-error: it may be unknown
      const size: number = planned("size");
      set("alias", String(size));
    },
  });
  // @ts-expect-error: a rule about an attribute that does not exist
  ruleOn(attributes)({ code: "VALUE_NOT_ALLOWED", needs: ["sise"], at: "size", broken: () => undefined });
  // @ts-expect-error: a default is needed
  attr.defaulted.int({ doc: "No default." });
  // @ts-expect-error: a default is not allowed
  attr.optional.int({ doc: "Default.", default: 1 });
  expect(resource.table).toBe(typed);
});
