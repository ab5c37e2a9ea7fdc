import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { DocumentScan } from "../../../src/audit/find/document-scan.js";
import { Unpacking } from "../../../src/audit/find/packed.js";
import { SPELLINGS } from "../../../src/audit/find/spellings.js";
import { madeUpKey } from "../../support/audit/keys.js";

type Key = ReturnType<typeof madeUpKey>;
type Spell = (text: string) => string;
const EVERYWHERE = SPELLINGS.map((spelling) => ({ ...spelling, occursIn: () => true }));

const each =
  (spell: (code: string) => string): Spell =>
  (text) =>
    [...text].map((sign, at) => (at % 3 === 0 ? spell(hex(sign)) : sign)).join("");
const hex = (sign: string) => sign.charCodeAt(0).toString(16).padStart(2, "0");
const base64 = (alphabet: "base64" | "base64url") => (text: string) => Buffer.from(text).toString(alphabet);
const SPELLS: readonly Spell[] = [
  (text) => text,
  each((code) => `\\x${code}`),
  each((code) => `\\u{${code}}`),
  each((code) => `%25${code}`),
  each((code) => `&#x${code};`),
  (text) => `=3D ${each((code) => `=${code.toUpperCase()}`)(text)}`,
  (text) => text.replace(/.{9}/g, "$&=\n"),
  (text) => text.replace(/A/g, "\u001b[1mA\u001b[0m"),
  (text) => [...text].join("\0"),
  base64("base64"),
  base64("base64url"),
  (text) => gzipSync(text).toString("base64"),
  (text) => gzipSync(text).toString("base64url"),
];
const said = ({ id, secret }: Key) => [
  `id=${id} secret=${secret}`,
  `{"id":"${id}","ÿ?>":"~~~","secret":"${secret}"}`,
  id,
];

const text = fc
  .record({
    number: fc.nat(1_000_000),
    form: fc.nat(2),
    spells: fc.array(fc.constantFrom(...SPELLS), { minLength: 1, maxLength: 2 }),
    width: fc.option(fc.integer({ min: 20, max: 90 }), { nil: undefined }),
    before: fc.constantFrom("", "> ", "+", "- ", '  "', "\t", "// "),
    behind: fc.constantFrom("", '",', " \\", '" +'),
    end: fc.constantFrom("\n", "\r\n", "\\n", "\\\\n", "%0A"),
    stroke: fc.constantFrom("/", "\\/", "\\u002f", "%2F"),
    neighbours: fc.tuple(neighbour(), neighbour()),
  })
  .map(({ number, form, spells, width, before, behind, end, stroke, neighbours: [first, last] }) => {
    const key = madeUpKey(number);
    const spelled = spells
      .reduce((done, spell) => spell(done), said(key)[form] ?? "")
      .replaceAll("/", stroke);
    const lines = width === undefined ? [spelled] : (spelled.match(new RegExp(`.{1,${width}}`, "gs")) ?? []);
    const written = lines.map((line) => `${before}${line}${behind}${end}`).join("");
    return { key, text: Buffer.from(`${first}${written}${last}`, "latin1") };
  });

/** What may stand before and behind it, which is to be neither a part of it nor in its way. */
function neighbour() {
  return fc.constantFrom(
    "",
    '"',
    "\n",
    "-----BEGIN X-----\n",
    "\\n",
    "data: |\n",
    "&a=",
    `${"aB3+".repeat(16)}\n${"aB3+".repeat(16)}\n`,
    `${"Ab9/".repeat(16)}\\n${"Ab9/".repeat(16)}\\n`,
    '{"a_Long-name_of_Something": "x"}\n',
  );
}

test("whatever is found in a text in any spelling is found where only those are read that may say something", () => {
  let found = 0;
  fc.assert(
    fc.property(text, ({ key, text: bytes }) => {
      const all = findings(bytes, EVERYWHERE);
      const ours = findings(bytes, SPELLINGS);
      expect([...ours.keys()].sort()).toEqual(expect.arrayContaining([...all.keys()]));
      const secrets = (of: typeof all) => of.get(key.id)?.candidates.map((candidate) => candidate.text) ?? [];
      expect(secrets(ours).includes(key.secret)).toBe(secrets(all).includes(key.secret));
      if (all.has(key.id)) found++;
    }),
    { numRuns: 150 },
  );
  // Some spellings of spellings nobody reads.
  expect(found).toBeGreaterThan(50);
});

function findings(bytes: Buffer, spellings: typeof SPELLINGS) {
  const scan = new DocumentScan(undefined, 0, new Unpacking(), { spellings });
  scan.push(bytes);
  return scan.end().keys;
}
