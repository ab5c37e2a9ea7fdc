import fc from "fast-check";
import { madeUpKey } from "../../support/audit/keys.js";
import { keyIn, scanned, secretsFor } from "../../support/audit/scanned.js";

/** How the two members are called; the product knows none of these pairs as such. */
const NAMES = fc.constantFrom(
  ["id", "secret"],
  ["access_key_id", "secret_access_key"],
  ["access_key", "secret_key"],
  ["AccessKeyId", "SecretAccessKey"],
  ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
  ["aws_access_key_id", "aws_secret_access_key"],
  ["key", "password"],
);

/** Ways in which a sign of JSON may be written. */
const ESCAPING = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.replaceAll("/", "\\/"),
  (text) => text.replace(/[+/]/g, codeUnit),
  (text) => text.replace(/[A-Z]/g, codeUnit),
  (text) => text.replace(/./g, codeUnit),
);

function codeUnit(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
}

const ANY_JSON = fc.jsonValue({ maxDepth: 4 });

interface Haystack {
  readonly path: readonly (string | number)[];
  readonly around: readonly unknown[];
  readonly before: readonly [string, unknown][];
  readonly between: readonly [string, unknown][];
  readonly after: readonly [string, unknown][];
}

const members = fc.array(fc.tuple(fc.string({ maxLength: 12 }), ANY_JSON), { maxLength: 4 });
const HAYSTACK: fc.Arbitrary<Haystack> = fc.record({
  path: fc.array(fc.oneof(fc.string({ maxLength: 8 }), fc.nat(3)), { maxLength: 6 }),
  around: fc.array(ANY_JSON, { minLength: 6, maxLength: 6 }),
  before: members,
  between: members,
  after: members,
});

/** An object with the pair somewhere in it, as text with placeholders for the values. */
function planted(
  { path, around, before, between, after }: Haystack,
  names: readonly string[],
  swap: boolean,
) {
  const pair: [string, unknown][] = [
    [names[0] ?? "", "<ID>"],
    [names[1] ?? "", "<SECRET>"],
  ];
  const [first, second] = swap ? [pair[1], pair[0]] : pair;
  // A neighbour of the same name would be the one that stands.
  const others = (members: Haystack["before"]) => members.filter(([name]) => !names.includes(name));
  const object: unknown = Object.fromEntries(
    [...others(before), first, ...others(between), second, ...others(after)].filter(
      (one) => one !== undefined,
    ),
  );
  return path.reduceRight<unknown>((inner, step, depth) => {
    const neighbour = around[depth];
    return typeof step === "number"
      ? [...Array<unknown>(step).fill(neighbour), inner, neighbour]
      : { [`${step} `]: neighbour, [step]: inner, [`${step}  `]: neighbour };
  }, object);
}

test("a pair is found wherever it was planted in whatever JSON, however it is written and cut", () => {
  fc.assert(
    fc.property(
      HAYSTACK,
      NAMES,
      ESCAPING,
      fc.boolean(),
      fc.constantFrom(0, 2),
      fc.nat(3),
      fc.nat(1_000_000),
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }),
      (haystack, names, escaping, swap, indent, wraps, number, sizes) => {
        const { id, secret } = madeUpKey(number);
        let text = JSON.stringify(planted(haystack, names, swap), null, indent)
          .replace("<ID>", () => escaping(id))
          .replace("<SECRET>", () => escaping(secret));
        for (let wrap = 0; wrap < wraps; wrap++) text = JSON.stringify({ wrapped: text });
        const findings = scanned(text, sizes);
        expect([...findings.keys.keys()]).toEqual([id]);
        expect(secretsFor(findings, id)[0]).toBe(secret);
        expect(keyIn(findings, id).candidates[0]?.plausible).toBe(true);
        expect(findings.bytes).toBe(Buffer.byteLength(text));
      },
    ),
    { numRuns: 400 },
  );
});

test("a pair is found at the end of as much JSON as does not fit into memory at once", () => {
  fc.assert(
    fc.property(fc.array(ANY_JSON, { minLength: 1, maxLength: 5 }), fc.nat(60_000), (values, shift) => {
      const { id, secret } = madeUpKey(shift);
      const filler = JSON.stringify(values);
      const many = `${filler},`.repeat(Math.ceil(1_300_000 / (filler.length + 1)));
      const text = `[${many}"${"-".repeat(shift)}",{"id":"${id}","secret":"${secret}"}]`;
      expect(secretsFor(scanned(text, [65_536]), id)[0]).toBe(secret);
    }),
    { numRuns: 20 },
  );
});
