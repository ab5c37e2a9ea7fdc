import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import type { Attribute } from "../../../src/vocabulary/index.js";
import type { Config } from "../types/samples.js";

/** The attributes of every type of the official provider 1.11.4, each with what it holds. */
export const OFFICIAL: { readonly [type: string]: { readonly [attribute: string]: string } } = JSON.parse(
  readFileSync(join(__dirname, "attributes.json"), "utf8"),
);

/** What an object would be in the state of the official provider. */
export interface OfficialState {
  readonly state: { readonly [attribute: string]: unknown };
  /** Those attributes of ours that it says. */
  readonly told: readonly string[];
  /** Values that must not be seen any more. */
  readonly secrets: readonly string[];
}

/**
 * An object as the official provider stores it: under the names of its own schema, in the words of the gateway's
 * requests, every secret in clear.
 *
 * @param config its values by our attributes
 */
export function officialState(type: GatewayType, official: string, config: Config): OfficialState {
  const schema = OFFICIAL[official] ?? {};
  const told: string[] = [];
  const secrets: string[] = [];
  const entries = Object.entries(schema).map(([name, holds]): [string, unknown] => {
    if (["id", "name", "path"].includes(name)) return [name, config.name];
    const ours = Object.entries(type.table.attributes).find(([one, attribute]) =>
      namesOf(type, one, attribute).includes(name),
    );
    const [own, attribute] = ours ?? [];
    if (attribute && own && attribute.mode !== "writeOnly" && !attribute.mode.startsWith("computed")) {
      told.push(own);
      const value = config[own] ?? attribute.default ?? null;
      const { created, updated } = attribute.wire ?? {};
      // What only an update says is in no create.
      const [sent = updated && Object.values(updated(value, null))[0]] = Object.values(
        created?.(value) ?? {},
      );
      return [name, asStored(holds, sent ?? null)];
    }
    if (holds === "string" && (attribute?.mode === "writeOnly" || SECRETS.test(name))) {
      secrets.push(`s3cret-in-${name}`);
      return [name, `s3cret-in-${name}`];
    }
    return [name, asStored(holds, null)];
  });
  return { state: Object.fromEntries(entries), told, secrets };
}

/** Written down once more, so that the provider's own list is not its own judge. */
const SECRETS = /(password|secret_key|access_key|api_key|private_key|payload|_pwd|^value)$/;

function namesOf(type: GatewayType, name: string, { wire }: Attribute): string[] {
  const sent = Object.keys(wire?.created(null) ?? {});
  const spelled = [...sent, ...(wire?.spelled?.names ?? []), name].map((one) => one.replaceAll("-", "_"));
  const officially = type.officially[name];
  return officially === undefined ? spelled : [officially];
}

/** Its SDK knows no null but for numbers: what else is not set is stored empty. */
function asStored(holds: string, value: unknown): unknown {
  switch (holds) {
    case "bool":
      return value === true || value === "true";
    case "number":
      return value === null ? null : Number(value);
    case "set":
    case "list":
    case "block":
      return value ?? [];
    case "map":
      return value ?? {};
    default:
      return value === null ? "" : Array.isArray(value) ? value.join(",") : String(value);
  }
}
