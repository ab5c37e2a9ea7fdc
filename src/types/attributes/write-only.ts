import { keyIdDoubt, keySecretDoubt } from "../../domain/access-key-shape.js";
import {
  type Attribute,
  type Attributes,
  type AttributeWire,
  attr,
  type Rule,
} from "../../vocabulary/index.js";
import { heldBesideSecret, secret } from "../wire/index.js";
import { givenSecret } from "./given-secret.js";
import { notEmpty } from "./texts.js";

type WithVersion<N extends string> = { readonly [K in N]: Attribute<"writeOnly", string> } & {
  readonly [K in `${N}_version`]: Attribute<"optional", number>;
};

const SENT_BACK =
  "Never stored. Sent with a create, and when its version changes; any other update sends back what the gateway holds.";

/**
 * A write-only value that an object may have, and its version. The gateway takes it away with an update that does not
 * send it, and a rotation or another caller may have replaced it: so an update sends back what the gateway holds, unless
 * the version is a new one, or is not set any more, which takes the value away.
 *
 * @param called the attribute's name, from which its version is called
 * @param heldAt where the answer that reads the object has what is held: the first of these places that has something
 */
export function heldSecret<const N extends string>(
  called: N,
  wire: string,
  heldAt: AttributeWire["heldAt"],
  doc: string,
): WithVersion<N> {
  const ends = `An update that takes \`${called}_version\` out takes it away.`;
  return withVersion(called, `${doc} ${SENT_BACK} ${ends}`, secret(wire, { heldAt, endsWithVersion: true }));
}

/**
 * The same of a value without which the object is of no use: it stays although its version is not set any more.
 *
 * @param held where an answer has what is held: the one that reads the object, or that to the command `by`
 */
export function sentBackSecret<const N extends string>(
  called: N,
  wire: string,
  held: string | { readonly at: string; readonly by: string },
  doc: string,
): WithVersion<N> {
  const where = typeof held === "string" ? { heldAt: held } : { heldAt: held.at, heldBy: held.by };
  return withVersion(called, `${doc} ${SENT_BACK}`, secret(wire, where));
}

/** Where a key that an object holds is found, and what it may be replaced by. */
interface HeldKeyOptions {
  /** Of the id and of the secret: the field of requests, and where an answer has what is held. */
  readonly id: readonly [wire: string, heldAt: string];
  readonly secret: readonly [wire: string, heldAt: string];
  /** The attribute that takes the place of the key. */
  readonly unless: string;
  readonly doc: { readonly id: string; readonly secret: string };
}

/**
 * An access key that the gateway may replace by itself: its id, its write-only secret and the version of both. What an
 * answer tells of it is not stored, so that a replaced key is no drift; an update sends back what the gateway holds,
 * unless the version is a new one.
 */
export function sentBackKey({ id, secret: [wire, heldAt], unless, doc }: HeldKeyOptions) {
  const version = "secret_access_key_wo_version";
  return {
    access_key_id: attr.optional.string({
      doc: `${doc.id} Sent with the secret; the gateway may have replaced the key by now, so that the one that it holds is not compared.`,
      flaw: permanentKeyFlaw,
      misplaced: keyIdDoubt,
      tellsNothing: true,
      examples: ["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"],
      wire: heldBesideSecret(id[0], { heldAt: id[1], heldUnless: unless, version }),
    }),
    secret_access_key_wo: attr.writeOnly.string({
      doc: `${doc.secret} ${SENT_BACK}`,
      versionedBy: version,
      ...notEmpty,
      misplaced: keySecretDoubt,
      examples: ["a value", "another value"],
      wire: secret(wire, { heldAt, heldUnless: unless }),
    }),
    [version]: attr.optional.int({
      doc: "Raise it whenever the access key changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent.",
      min: 0,
    }),
  } as const;
}

/** The id of a temporary key is of no use without its session token, which such an object does not take. */
function permanentKeyFlaw(id: string): string | undefined {
  if (!id.startsWith("ASIA")) return notEmpty.flaw(id);
  return `should be the id of a permanent key: ${JSON.stringify(id)} is that of temporary credentials, which do not work without their session token`;
}

/** The same of a value that stays where an update does not send it. */
export function keptSecret<const N extends string>(called: N, wire: string, doc: string): WithVersion<N> {
  const why = "Sent with a create, and when its version changes.";
  return withVersion(called, `${doc} Never stored, and never read back. ${why}`, secret(wire));
}

function withVersion<N extends string>(
  called: N,
  doc: string,
  wire: ReturnType<typeof secret>,
): WithVersion<N> {
  const version = `${called}_version`;
  const unless =
    wire.heldAt !== undefined && wire.heldBy === undefined ? ", unless the gateway holds none" : "";
  return {
    [called]: attr.writeOnly.string({
      ...{ doc, versionedBy: version, wire },
      ...notEmpty,
      examples: ["a value", "another value"],
    }),
    [version]: attr.optional.int({
      doc: `Raise it whenever \`${called}\` changes: Terraform cannot compare what it does not store. The first one after an import is recorded, without a value being sent${unless}.`,
      min: 0,
    }),
  } as unknown as WithVersion<N>;
}

/** The rules of write-only values that an object may lack. Each has a version that is called by its name. */
export function maySecrets<T extends Attributes>(
  attributes: T,
  of: string,
  ...secrets: readonly (keyof T & string)[]
): readonly Rule[] {
  return secrets.flatMap((name) =>
    givenSecret(attributes, { secret: name, version: `${name}_version`, of, mayLack: true }),
  );
}
