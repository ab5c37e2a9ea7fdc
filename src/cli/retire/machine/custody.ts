import type { KeyFields } from "../../../domain/key-fields.js";
import { masked } from "../../../domain/masked.js";
import { SecretText } from "../../../domain/secret-text.js";
import type { FaultCode } from "../../../errors/catalog.js";
import type { KeyVersion } from "../../../machine/index.js";

/** What the two systems say of a secret and of the user whose key is looked for in it. */
export interface CustodyFacts {
  readonly versions: readonly KeyVersion[];
  /** The parts of what readers get; undefined where that is no JSON object, or nothing. */
  readonly parts: Readonly<Record<string, SecretText>> | undefined;
  /** Ids of the user's keys. */
  readonly keyIds: readonly string[];
  /** Whether a run with these keys has not come to its end, as far as the secret tells. */
  readonly unfinished: boolean;
}

/** In whose hands a key is that lies in a secret, or should. */
export type Custody =
  /** Readers get it, and no label says so: another maker's. Or one does, and a run has begun to replace it. */
  | {
      readonly kind: "theirs";
      readonly keyId: string;
      readonly version: string;
      readonly fields: KeyFields;
    }
  /** Readers get one of ours, and the key that it has replaced lives on, or what is left of it is to be taken away. */
  | { readonly kind: "replaced"; readonly keyId: string; readonly fields: KeyFields | undefined }
  /** The key does not exist. `fields`: of one of ours, which readers get. */
  | { readonly kind: "gone"; readonly keyId: string; readonly fields: KeyFields | undefined }
  /** Readers get one of ours, and no other one was named. */
  | { readonly kind: "ours"; readonly fields: KeyFields | undefined }
  | { readonly kind: "refused"; readonly code: FaultCode; readonly seen: string };

/**
 * In whose hands the key is. Only a key that readers get is taken over, and only from a secret
 * that is this key and nothing else: a rotation writes the whole value anew.
 *
 * @param wanted undefined: whichever key of the user readers get
 */
export function custodyOf(wanted: string | undefined, facts: CustodyFacts): Custody {
  const { versions, keyIds, parts } = facts;
  const current = versions.find((version) => version.current);
  const isGone = wanted !== undefined && !keyIds.includes(wanted);
  const ours = current?.keyId ?? undefined;
  if (ours !== undefined) {
    const fields = fieldsOf(parts, [ours]);
    const known = typeof fields === "string" ? undefined : fields;
    const isBegun = versions.some(({ pending, current: is, keyId }) => pending && !is && keyId !== null);
    if (wanted === undefined || wanted === ours) {
      if (isBegun && current && isTakenOver(current) && known) {
        return { kind: "theirs", keyId: ours, version: current.id, fields: known };
      }
      const replaced = wanted === undefined && versions.find((one) => isReplaced(one) && isTakenOver(one));
      if (replaced && replaced.keyId !== null)
        return { kind: "replaced", keyId: replaced.keyId, fields: known };
      return { kind: "ours", fields: known };
    }
    if (versions.some(({ keyId }) => keyId === wanted) || (isGone && facts.unfinished)) {
      return { kind: "replaced", keyId: wanted, fields: known };
    }
    if (isGone) return { kind: "gone", keyId: wanted, fields: known };
    return notIn(`readers of the secret get ${masked(ours)}, and no version says that it holds this key`);
  }
  if (isGone) return { kind: "gone", keyId: wanted, fields: undefined };
  if (!current) return notIn("no version of the secret is current: its readers get nothing");
  const held = keyIds.filter((id) => wanted === undefined || id === wanted);
  const fields = fieldsOf(parts, held);
  if (typeof fields === "string") {
    return parts && !holdsOneOf(parts, held)
      ? notIn(
          wanted === undefined
            ? "readers get no key of the user"
            : "readers of the secret get something else",
        )
      : { kind: "refused", code: "RETIRE_SECRET_UNFIT", seen: fields };
  }
  const keyId = held.find((id) => parts?.[fields.keyId]?.equals(new SecretText(id))) ?? "";
  return { kind: "theirs", keyId, version: current.id, fields };
}

function isReplaced({ keyId, current, pending }: KeyVersion): boolean {
  return keyId !== null && !current && !pending;
}

/** A key of another maker is made for nothing that Latchkey knows of; nor is one that this command has made. */
function isTakenOver({ purpose }: KeyVersion): boolean {
  return purpose === null;
}

function notIn(seen: string): Custody {
  return { kind: "refused", code: "RETIRE_NOT_IN_SECRET", seen };
}

function holdsOneOf(parts: Readonly<Record<string, SecretText>>, ids: readonly string[]): boolean {
  return Object.values(parts).some((part) => ids.some((id) => part.equals(new SecretText(id))));
}

/** The fields of a value that is one of these keys and nothing else; else what is in the way, naming no value. */
function fieldsOf(parts: CustodyFacts["parts"], ids: readonly string[]): KeyFields | string {
  if (!parts) return "what readers get is no JSON object";
  const names = Object.keys(parts);
  const holding = names.filter((name) => ids.some((id) => parts[name]?.equals(new SecretText(id))));
  const [keyId, ...more] = holding;
  const [secret, ...others] = names.filter((name) => !holding.includes(name));
  if (keyId === undefined) return "none of its fields holds the id of the key";
  if (more.length > 0) return `the id stands in the fields ${holding.join(", ")}`;
  if (secret === undefined) return `it has the field ${keyId} alone`;
  if (others.length > 0) return `beside ${keyId} it has the fields ${[secret, ...others].join(", ")}`;
  return { keyId, secret };
}
