import { holdsKeyId } from "../../domain/key-material.js";

const SECRET_LENGTH = 40;
const RUN = /[A-Za-z0-9+/=_-]+/g;
/** Random base64 of this length has about 4.7 bits a character; words, paths and checksums have fewer. */
const FEWEST_BITS = 4.25;

/** What a text holds that looks like a part of an AWS access key; undefined for most texts. */
export function keyShapeIn(text: string): "an access key id" | "a secret access key" | undefined {
  if (holdsKeyId(text)) return "an access key id";
  for (const [run] of text.matchAll(RUN)) if (looksLikeSecret(run)) return "a secret access key";
  return undefined;
}

/** 40 characters of base64 with nothing beside them, as mixed as chance makes them. */
function looksLikeSecret(run: string): boolean {
  return (
    run.length === SECRET_LENGTH &&
    !/[=_-]/.test(run) &&
    /[a-z]/.test(run) &&
    /[A-Z]/.test(run) &&
    /\d/.test(run) &&
    bitsPerCharacter(run) >= FEWEST_BITS
  );
}

function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
