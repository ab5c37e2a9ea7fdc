import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Diagnostic } from "../../../src/engine/diagnostic.js";
import type { ProviderServer } from "../../../src/engine/provider-server.js";
import type { AttributeDescription, SchemaDescription } from "../../../src/engine/schema-description.js";
import { DecimalText, type TfObject, type TfType, type TfValue } from "../../../src/engine/value/value.js";
import type { ProtocolRuntime } from "../../../src/protocol/index.js";
import { isUnknown, UNKNOWN } from "../../../src/vocabulary/index.js";
import { noOtherKinds, noOtherSchemas } from "./no-other-kinds.js";

/**
 * A provider server without an engine, for tests of the wire: one resource type, `memory_item`, whose objects are files
 * in the directory that MEMORY_DIRECTORY names. What `behaviour` says makes it misbehave on purpose:
 * - `hang`: a create or update waits until it is stopped; `hang long` then takes two seconds to clean up
 * - `crash`: an exception nobody catches, with a secret in its message
 * - `reject`: the apply rejects after the object has been made
 * - `misfit`: the apply answers with a value that is not of its type
 * - `chatter`: writes to stdout, beyond any buffer
 *
 * Its one action, `memory_note`, tells its text in two lines of progress. Of the behaviours it knows `hang`, `hang long`,
 * `reject`, `late` (tells another line when it is over) and `refuse` (validation and invocation end in an error).
 */
export function memoryProvider({ log }: Pick<ProtocolRuntime, "log">): ProviderServer {
  const directory = process.env.MEMORY_DIRECTORY ?? "memory";
  const stopped = new AbortController();
  const file = (id: TfValue | undefined) => join(directory, `${String(id)}.json`);

  const note = (event: string) => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "events.log"), `${event}\n`, { flag: "a" });
  };

  async function misbehave(behaviour: TfValue | undefined): Promise<Diagnostic | undefined> {
    switch (behaviour) {
      case "hang":
      case "hang long":
        note(`hanging in process ${process.pid}`);
        await new Promise<void>((resolve) => stopped.signal.addEventListener("abort", () => resolve()));
        if (behaviour === "hang long") await wait(2_000);
        note("stopped");
        return { severity: "error", summary: "Stopped while hanging", detail: "Nothing was made." };
      case "crash":
        setImmediate(() => {
          throw new TypeError("the password is hunter2");
        });
        await new Promise(() => {});
        return undefined;
      case "chatter":
        process.stdout.write("x".repeat(1_000_000));
        return undefined;
      default:
        return undefined;
    }
  }

  return {
    ...noOtherKinds,
    schemas: () => ({
      provider: providerSchema,
      ...noOtherSchemas,
      resources: { memory_item: itemSchema },
      actions: { memory_note: noteSchema },
    }),
    validateProviderConfig: async () => ({ diagnostics: [] }),
    async configureProvider({ config, terraformVersion }) {
      log.log("info", "configured", { terraform: terraformVersion });
      if (config.greeting === "refuse") {
        const path = [{ attribute: "greeting" }];
        const diagnostic = {
          severity: "error",
          summary: "Greeting refused",
          detail: "Say it nicely.",
          path,
        } as const;
        return { diagnostics: [diagnostic] };
      }
      return { diagnostics: [] };
    },
    async validateResourceConfig({ config, writeOnlyAllowed }) {
      if (config.secret_wo !== null && !writeOnlyAllowed) {
        return { diagnostics: [{ severity: "error", summary: "Terraform too old", detail: "Use 1.11." }] };
      }
      return { diagnostics: [] };
    },
    async upgradeResourceState({ stored }) {
      return { upgraded: record(stored as { [name: string]: TfValue }), diagnostics: [] };
    },
    async readResource({ current, private: kept }) {
      let text: string;
      try {
        text = readFileSync(file(current.id), "utf8");
      } catch {
        return { state: null, private: kept, diagnostics: [] };
      }
      return { state: thaw(text), private: kept, diagnostics: [] };
    },
    async planResourceChange({ prior, proposed, priorPrivate }) {
      if (proposed === null) {
        return { planned: null, requiresReplace: [], plannedPrivate: priorPrivate, diagnostics: [] };
      }
      return {
        planned: record({ ...proposed, secret_wo: null, id: prior === null ? UNKNOWN : (prior.id ?? null) }),
        requiresReplace: prior !== null && prior.name !== proposed.name ? [[{ attribute: "name" }]] : [],
        plannedPrivate: Buffer.from("private notes"),
        diagnostics: [],
      };
    },
    async applyResourceChange({ prior, planned, config, plannedPrivate }) {
      const answer = { private: plannedPrivate, diagnostics: [] };
      if (planned === null) {
        rmSync(file(prior?.id), { force: true });
        return { ...answer, state: null };
      }
      const problem = await misbehave(planned.behaviour);
      if (problem) return { ...answer, state: prior, diagnostics: [problem] };
      if (typeof config?.secret_wo === "string") note(`secret of ${config.secret_wo.length} characters`);
      const id = isUnknown(planned.id) ? `item-${planned.name}` : (planned.id ?? null);
      const state = record({ ...planned, id });
      mkdirSync(directory, { recursive: true });
      writeFileSync(file(id), freeze(state));
      if (planned.behaviour === "reject") throw new Error("the password is hunter2");
      if (planned.behaviour === "misfit") return { ...answer, state: record({ ...state, size: ["three"] }) };
      return { ...answer, state };
    },
    async importResourceState({ typeName, id }) {
      const blank = Object.fromEntries(itemSchema.attributes.map(({ name }) => [name, null]));
      return {
        imported: [{ typeName, state: record({ ...blank, id }), private: new Uint8Array() }],
        diagnostics: [],
      };
    },
    async moveResourceState({ sourceTypeName, sourceState }) {
      if (sourceTypeName !== "terraform_data") {
        return { diagnostics: [{ severity: "error", summary: "Cannot be moved", detail: sourceTypeName }] };
      }
      const { id } = sourceState as { id: string };
      const blank = Object.fromEntries(itemSchema.attributes.map(({ name }) => [name, null]));
      return { state: record({ ...blank, id, name: id }), diagnostics: [] };
    },
    validateActionConfig: async ({ config }) => ({ diagnostics: refusal(config) }),
    planAction: async ({ config }) => ({ diagnostics: refusal(config) }),
    async invokeAction({ config, signal }, progress) {
      signal.addEventListener("abort", () => {
        note("nobody listens");
        stopped.abort();
      });
      progress(`noting ${config.text}`);
      const problem = await misbehave(config.behaviour);
      if (problem) return { diagnostics: [problem] };
      note(`noted ${config.text}`);
      if (config.behaviour === "reject") throw new Error("the password is hunter2");
      if (config.behaviour === "late") setImmediate(() => progress("too late"));
      progress("noted");
      return { diagnostics: refusal(config) };
    },
    stop: () => stopped.abort(),
  };
}

function attribute(
  name: string,
  type: TfType,
  mode: "required" | "optional" | "computed" | "writeOnly",
): AttributeDescription {
  return {
    name,
    type,
    description: `The ${name}.`,
    required: mode === "required",
    optional: mode === "optional" || mode === "writeOnly",
    computed: mode === "computed",
    sensitive: mode === "writeOnly",
    writeOnly: mode === "writeOnly",
  };
}

function schema(description: string, attributes: readonly AttributeDescription[]): SchemaDescription {
  const types = Object.fromEntries(attributes.map(({ name, type }) => [name, type]));
  return { version: 0, description, attributes, type: ["object", types] };
}

const providerSchema = schema("Remembers items.", [attribute("greeting", "string", "optional")]);

const rule = [attribute("prefix", "string", "required"), attribute("days", "number", "optional")];

export const itemSchema = schema("An item.", [
  attribute("id", "string", "computed"),
  attribute("name", "string", "required"),
  attribute("size", "number", "optional"),
  attribute("text", "string", "optional"),
  attribute("tags", ["map", "string"], "optional"),
  attribute("behaviour", "string", "optional"),
  attribute("secret_wo", "string", "writeOnly"),
  {
    ...attribute("rules", ["list", ["object", { prefix: "string", days: "number" }]], "optional"),
    nested: { nesting: "list", attributes: rule },
  },
]);

const noteSchema = schema("Notes something.", [
  attribute("text", "string", "required"),
  attribute("behaviour", "string", "optional"),
]);

function refusal({ behaviour }: TfObject): Diagnostic[] {
  if (behaviour !== "refuse") return [];
  return [{ severity: "error", summary: "Note refused", detail: "No.", path: [{ attribute: "behaviour" }] }];
}

function record(object: { readonly [name: string]: TfValue }): TfObject {
  return Object.assign(Object.create(null), object);
}

/** The files keep numbers as text, so that this provider loses no digits either. */
function freeze(state: TfObject): string {
  return JSON.stringify(state, (_name, value) => {
    if (typeof value === "bigint") return { bigint: value.toString() };
    return value instanceof DecimalText ? { decimal: value.text } : value;
  });
}

function thaw(text: string): TfObject {
  const state: { [name: string]: TfValue } = record(JSON.parse(text));
  for (const [name, value] of Object.entries(state)) {
    if (typeof value !== "object" || value === null) continue;
    if ("bigint" in value) state[name] = BigInt(String(value.bigint));
    if ("decimal" in value) state[name] = new DecimalText(String(value.decimal));
  }
  return state;
}
