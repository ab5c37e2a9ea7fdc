import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { scanAll } from "../../../src/audit/index.js";
import { UNPACKING } from "../../../src/audit/read/allowance.js";
import { madeUpKey } from "../../support/audit/keys.js";
import { noise } from "../../support/audit/noise.js";
import { placesIn, scanOf, textSource } from "../../support/audit/reading.js";
import { type TarForm, type TarredMember, tarOf } from "../../support/audit/tar.js";

const textWith = (number: number) => {
  const { id, secret } = madeUpKey(number);
  return `{\n  "id": "${id}",\n  "secret": "${secret}"\n}`;
};

/** A text that cannot be packed well. */
const hex = (bytes: number) => noise(bytes).toString("hex");

/** Ways to pack a text, each with the path that leads to it. */
const PACKERS: readonly (readonly [how: string, pack: (text: string) => Uint8Array, path: string])[] = [
  ["plain", strToU8, ""],
  ["gzip", (text) => gzipSync(text), ""],
  ["gzip with more behind it", (text) => gzipSync(text + hex(9000)), ""],
  ["zlib", (text) => deflateSync(text), ""],
  ["zip", (text) => zipSync({ in: strToU8(text) }), "!in"],
  ["zip of gzip", (text) => zipSync({ in: gzipSync(text) }), "!in"],
  ["tar", (text) => tarOf([{ name: "in", content: strToU8(text) }]), "!in"],
  ["tar of gzip", (text) => tarOf([{ name: "in", content: gzipSync(text) }]), "!in"],
  ["UTF-16", (text) => Buffer.from(`\ufeff${text}`, "utf16le"), ""],
];

test("what is packed within a tar is read, whatever stands before and behind it, packed or not itself", async () => {
  const member = fc.record({
    packer: fc.constantFrom(...PACKERS),
    number: fc.nat(1000),
    name: fc.constantFrom("a", "é/terraform.tfstate", `${"deep/".repeat(30)}b.json`),
    filling: fc.nat(1500),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(member, { selector: ({ number }) => number, minLength: 1, maxLength: 5 }),
      fc.constantFrom<TarForm>("old", "gnu", "pax"),
      fc.boolean(),
      fc.integer({ min: 1, max: 3000 }),
      async (members, form, zipped, size) => {
        const all: TarredMember[] = members.flatMap(({ packer: [, pack], number, name, filling }) => [
          { name: "folder/", type: "5" },
          { name: "other", content: Buffer.alloc(filling, " ") },
          { name, content: pack(textWith(number)) },
          { name: "link", type: "2", target: "nowhere" },
        ]);
        const archive = tarOf(all, form);
        const scan = await scanOf(textSource("s", zipped ? gzipSync(archive) : archive, size));
        expect(scan.unread).toEqual([]);
        expect(placesIn(scan)).toEqual(
          members.map(({ name, packer: [, , path] }) => {
            return `s!${form === "old" ? name.slice(0, 100) : name}${path}:2`;
          }),
        );
      },
    ),
    { numRuns: 100 },
  );
  // The archives come in pieces of down to one byte, which takes a minute where others work on the machine.
}, 240_000);

describe("what cannot be read in a tar is named, and the rest of it is read:", () => {
  const good = { name: "good", content: gzipSync(textWith(1)) };
  const found = madeUpKey(1).id;
  const broken = Buffer.from(gzipSync(hex(60_000) + textWith(2))).fill(0xff, 2000, 2100);
  const nested = [1, 2, 3, 4].reduce<Uint8Array>(
    (content) => tarOf([{ name: "t", content }]),
    gzipSync(textWith(3)),
  );
  test.each<[string, TarredMember, string, RegExp]>([
    ["a member that is damaged", { name: "a", content: broken }, "s!a", /broke off \(Z_DATA_ERROR\)/],
    ["a member that was cut off", { name: "a", content: broken.subarray(0, 1500) }, "s!a", /broke off/],
    ["bzip2", { name: "a", content: Buffer.from("BZh91AY&SY\xbc\x00", "latin1") }, "s!a", /packed by bzip2/],
    ["what is encrypted", { name: "a.age", content: noise(999) }, "s!a.age", /encrypted by age/],
    [
      "archives within archives without end",
      { name: "a", content: nested },
      "s!a!t!t!t",
      /more than 3 times/,
    ],
    [
      "a zip that was cut off",
      { name: "a", content: zipSync({ b: strToU8(textWith(4)) }).subarray(0, 60) },
      "s!a",
      /no whole zip archive/,
    ],
  ])("%s", async (_what, member, name, why) => {
    const content = tarOf([{ name: "first", content: strToU8("x") }, member, good]);
    for (const size of [7, 1000, 1_000_000]) {
      const scan = await scanOf(textSource("s", content, size));
      expect(scan.unread).toEqual([{ name, why: expect.stringMatching(why) }]);
      expect(placesIn(scan)).toContain("s!good:2");
    }
  });

  test("what was cut off, wherever that was", async () => {
    const whole = tarOf([
      good,
      { name: "b", content: gzipSync(textWith(2)) },
      { name: "c", content: strToU8(hex(700)) },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 512, max: whole.length - 1025 }), async (length) => {
        const scan = await scanOf(textSource("s", whole.subarray(0, length)));
        expect(scan.unread.map(({ why }) => why)).toContainEqual(expect.stringMatching(/cut off|broke off/));
      }),
    );
  });

  test("what is damaged in the middle; behind that it is read as a text", async () => {
    const whole = tarOf([good, good, { name: "c", content: strToU8(textWith(2)) }]);
    whole.fill("x", 1024, 1100);
    const scan = await scanOf(textSource("s", whole));
    expect(scan.unread).toEqual([{ name: "s", why: expect.stringMatching(/tar archive that is damaged/) }]);
    expect(scan.ledger.keys().map(({ id }) => id)).toEqual([found, madeUpKey(2).id]);
  });

  test("a packed tar that was cut off, wherever that was", async () => {
    const members = ["a", "b", "c"].map((name) => ({ name, content: strToU8(hex(300)) }));
    const packed = gzipSync(tarOf([good, ...members]));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 400, max: packed.length - 9 }), async (length) => {
        const scan = await scanOf(textSource("s", packed.subarray(0, length)));
        expect(scan.unread).toEqual([
          { name: expect.stringMatching(/^s/), why: expect.stringMatching(/broke off/) },
        ]);
        expect(placesIn(scan)).toEqual(["s!good:2"]);
      }),
    );
  });

  test("what comes after as many members, or as many bytes of them, as a source may have", async () => {
    const members = Array.from({ length: 9 }, (_, index) => ({ ...good, name: `m${index}` }));
    const bomb = { name: "bomb", content: gzipSync(new Uint8Array(3_000_000)) };
    const scan = async (content: Uint8Array, limits: object) => {
      async function* one() {
        yield textSource("s", content);
      }
      const options = { signal: new AbortController().signal, progress: () => {} };
      return scanAll(one(), { ...options, limits: { ...UNPACKING, ...limits } });
    };
    const many = await scan(tarOf(members), { entries: 5 });
    expect(many.unread).toEqual([{ name: "s", why: expect.stringMatching(/more than 5 entries/) }]);
    expect(placesIn(many)).toHaveLength(5);
    const large = await scan(tarOf([good, bomb, good]), { free: 1_000_000 });
    expect(large.unread).toEqual([{ name: "s!bomb", why: expect.stringMatching(/200 times its size/) }]);
    expect(placesIn(large)).toHaveLength(1);
  });
});

test("a key is found in the name of a member, in that of a link, and behind the end of a tar", async () => {
  const [one, two, three] = [1, 2, 3].map((number) => madeUpKey(number).id);
  const archive = tarOf([
    { name: `${one}.json`, content: strToU8("x") },
    { name: "link", type: "2", target: `../${two}` },
  ]);
  const behind = Buffer.concat([archive, Buffer.alloc(8192), gzipSync(`key = ${three}`)]);
  const scan = await scanOf(textSource("s", behind));
  expect(
    scan.ledger
      .keys()
      .map(({ id }) => id)
      .sort(),
  ).toEqual([one, two, three].sort());
  expect(scan.unread).toEqual([]);
});
