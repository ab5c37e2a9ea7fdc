/** What AWS allows in the keys and values of tags; there is no comma in it. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
/** How many session tags AWS takes with one session. */
const MOST_TAGS = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/**
 * What is wrong with the key of a session tag, in words that complete "… should …"; undefined when nothing is. What AWS
 * allows and the gateway could not tell apart, since it takes all tags as one text of `key=value` with commas, is wrong
 * too.
 * Source: AWS STS API reference, Tag.
 */
export function sessionTagKeyFlaw(key: string): string | undefined {
  if (key.length < 1 || key.length > LONGEST_KEY)
    return `should have 1 to ${LONGEST_KEY} characters, got ${key.length}`;
  if (key !== key.trim()) return `should not begin or end with white space, got ${quoted(key)}`;
  if (key.includes("=")) return `should have no "=", by which the gateway ends a key, got ${quoted(key)}`;
  if (key.toLowerCase().startsWith("aws:"))
    return `should not begin with "aws:", which AWS keeps for itself, got ${quoted(key)}`;
  return TAG_TEXT.test(key)
    ? undefined
    : `should be made of letters, digits, spaces and any of _.:/+-@, got ${quoted(key)}`;
}

/** The same of all tags of a session. */
export function sessionTagsFlaw(tags: Readonly<Record<string, string>>): string | undefined {
  const keys = Object.keys(tags);
  if (keys.length > MOST_TAGS) return `should have at most ${MOST_TAGS} tags, got ${keys.length}`;
  const keyFlaw = keys.map(sessionTagKeyFlaw).find((flaw) => flaw !== undefined);
  if (keyFlaw !== undefined) return `has a key that ${keyFlaw}`;
  const forms = keys.map((key) => key.toLowerCase());
  const repeated = keys.find((_, at) => forms.indexOf(forms[at] ?? "") !== at);
  return repeated === undefined
    ? undefined
    : `should have keys that differ by more than their case, which AWS does not heed, got ${quoted(repeated)} twice`;
}

/** What is wrong with the value of a session tag, in the same words. */
export function sessionTagValueFlaw(value: string): string | undefined {
  if (value.length > LONGEST_VALUE)
    return `should have at most ${LONGEST_VALUE} characters, got ${value.length}`;
  if (value !== value.trim()) return `should not begin or end with white space, got ${quoted(value)}`;
  return TAG_TEXT.test(value)
    ? undefined
    : `should be made of letters, digits, spaces and any of _.:/=+-@, got ${quoted(value)}`;
}

const quoted = (text: string): string => JSON.stringify(text);
