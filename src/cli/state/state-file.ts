import { isLosslessNumber, LosslessNumber } from "lossless-json";
import { z } from "zod";
import { isRecord } from "../../domain/is-record.js";
import { parseJsonText } from "../../domain/json-text.js";
import { Fault } from "../../errors/fault.js";
import { type ResourceAddress, resourceAddress } from "./resource-address.js";

/** A managed resource's instance as the state holds it, secrets included: it stays in the room that reads states. */
export interface StateInstance {
  readonly type: string;
  readonly address: ResourceAddress;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Addresses, without keys, of what it depends on, directly or not. */
  readonly dependsOn: readonly string[];
  /** Places of attributes that Terraform treats as sensitive, by names and keys; undefined for a step of another kind. */
  readonly sensitive: readonly (readonly (string | undefined)[])[];
}

export interface StateFile {
  readonly instances: readonly StateInstance[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The one version of the format that Terraform has written since 0.12, and OpenTofu always. */
const VERSION = "4";

const instance = z.object({
  index_key: z.unknown().optional(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  attributes_flat: z.record(z.string(), z.unknown()).nullish(),
  dependencies: z.array(z.string()).nullish(),
  sensitive_attributes: z.array(z.unknown()).nullish(),
});

const state = z.object({
  outputs: z.record(z.string(), z.object({ value: z.unknown() })).nullish(),
  resources: z
    .array(
      z.object({
        module: z.string().nullish(),
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(instance).nullish(),
      }),
    )
    .nullish(),
});

/**
 * Reads a state. Numbers keep all their digits.
 *
 * @param origin where the text comes from, for errors
 * @throws Fault STATE_UNREADABLE; it never quotes the text
 */
export function readStateFile(text: string, origin: string): StateFile {
  const unreadable = (seen: string, advice?: string) =>
    new Fault("STATE_UNREADABLE", {
      doing: `reading the state ${origin}`,
      seen,
      state: "Nothing was changed.",
      ...(advice !== undefined && { advice }),
    });
  if (text.trim() === "") throw unreadable("it is empty");
  const json = jsonOf(text);
  if (!isRecord(json)) throw unreadable("it is not a JSON object");
  if ("encrypted_data" in json) {
    throw unreadable(
      "it is encrypted by OpenTofu",
      "Name the configuration's folder by --terraform, with TERRAFORM_BINARY_NAME=tofu, so that OpenTofu decrypts it.",
    );
  }
  const version = isLosslessNumber(json.version) ? json.version.value : undefined;
  if (version === undefined) throw unreadable("it is JSON, but not a state");
  if (version !== VERSION) {
    const advice = "Let a Terraform of today write it once: any apply does.";
    throw unreadable(`its format has version ${version}, known is ${VERSION}`, advice);
  }
  const parsed = state.safeParse(json);
  if (!parsed.success) throw unreadable(`its part ${pathOf(parsed.error)} is not as Terraform writes it`);
  const { resources, outputs } = parsed.data;
  return {
    instances: (resources ?? [])
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ module, type, name, instances }) =>
        (instances ?? []).map((one) => ({
          type,
          address: resourceAddress(module ?? undefined, type, name, keyOf(one.index_key)),
          attributes: one.attributes ?? one.attributes_flat ?? {},
          dependsOn: one.dependencies ?? [],
          sensitive: (one.sensitive_attributes ?? []).map(stepsOf),
        })),
      ),
    outputs: Object.fromEntries(Object.entries(outputs ?? {}).map(([name, { value }]) => [name, value])),
  };
}

/** `[{ "type": "get_attr", "value": "input" }, { "type": "index", "value": { "value": "a", "type": "string" } }]` */
function stepsOf(path: unknown): (string | undefined)[] {
  if (!Array.isArray(path)) return [undefined];
  return path.map((step: unknown) => {
    const value = isRecord(step) ? step.value : undefined;
    const key = isRecord(value) ? value.value : value;
    if (isLosslessNumber(key)) return key.value;
    return typeof key === "string" ? key : undefined;
  });
}

function jsonOf(text: string): unknown {
  try {
    return parseJsonText(text, (digits) => new LosslessNumber(digits));
  } catch {
    // What the parser says quotes the text.
    return undefined;
  }
}

function keyOf(key: unknown): string | number | undefined {
  if (typeof key === "string") return key;
  return isLosslessNumber(key) ? Number(key.value) : undefined;
}

/** Names of members are those of the format, or of outputs and attributes: no values. */
function pathOf(error: z.ZodError): string {
  return error.issues[0]?.path.map(String).join(".") ?? "";
}
