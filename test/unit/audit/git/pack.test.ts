import { createHash } from "node:crypto";
import fc from "fast-check";
import { Allowance, UNPACKING } from "../../../../src/audit/read/allowance.js";
import { applied } from "../../../../src/audit/read/git/delta.js";
import { packObjects } from "../../../../src/audit/read/git/pack.js";
import { blob, difference, idOf, type Packed, packOf, tree } from "../../../support/audit/git.js";

async function objectsIn(pack: Buffer, allowance?: Allowance) {
  const objects = [];
  for await (const object of packObjects("p", pack, allowance)) objects.push(object);
  return objects;
}

const BYTES = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

test("every object of a pack comes out as it was, whatever it is a difference to, and by its own id", async () => {
  const entry = fc.record({
    content: BYTES,
    base: fc.option(fc.record({ entry: fc.nat(), by: fc.constantFrom("place" as const, "id" as const) }), {
      nil: undefined,
    }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(entry, {
        selector: ({ content }) => content.toString("hex"),
        minLength: 1,
        maxLength: 12,
      }),
      fc.constantFrom("sha1" as const, "sha256" as const),
      async (all, hash) => {
        const entries = all.map<Packed>(({ content, base }, number) => {
          const object = blob(content);
          return base && number > 0 ? { object, base: { ...base, entry: base.entry % number } } : { object };
        });
        const objects = await objectsIn(packOf(entries, hash));
        const found = objects.map((object) =>
          "why" in object ? object : { ...object, content: object.content.toString("hex") },
        );
        const wanted = entries.map(({ object }) => ({
          type: "blob",
          id: idOf(object, hash),
          content: object.content.toString("hex"),
        }));
        expect(new Set(found)).toEqual(new Set(wanted));
      },
    ),
    { numRuns: 300 },
  );
});

test("trees come before the blobs that they name", async () => {
  const content = blob("x");
  const objects = await objectsIn(packOf([{ object: content }, { object: tree({ a: idOf(content) }) }]));
  expect(objects.map((object) => ("type" in object ? object.type : object.why))).toEqual(["tree", "blob"]);
});

test("an object that is too large to be kept is named, and what comes after it is read", async () => {
  const pack = packOf([{ object: blob(Buffer.alloc(513 * 1024 * 1024)) }, { object: blob("x") }]);
  expect(await objectsIn(pack)).toEqual([
    { name: "p!blob at byte 12", why: "it is larger than 64 MB" },
    { type: "blob", id: idOf(blob("x")), content: Buffer.from("x") },
  ]);
});

test("differences that come to nothing take of the time that a source has", async () => {
  const base = { object: blob("a".repeat(10)) };
  const entries: Packed[] = [base, { object: blob("b".repeat(20)) }];
  for (const end of ["x", "y", "z"])
    entries.push({ object: blob("a".repeat(10) + end), base: { entry: 0, by: "place" } });
  const endOf = (count: number) => packOf(entries.slice(0, count)).length - 20;
  const pack = packOf(entries);
  // Each is made a difference to the second object, of which nothing comes.
  for (const number of [2, 3, 4]) {
    const distance = endOf(number) + 1;
    pack[distance] = (pack[distance] ?? 0) - (endOf(1) - 12);
  }
  createHash("sha1")
    .update(pack.subarray(0, -20))
    .digest()
    .copy(pack, pack.length - 20);
  let seconds = 0;
  // Five are looked for, and two are tried in vain.
  const allowance = new Allowance({ ...UNPACKING, ms: 6_000 }, () => seconds++ * 1_000);
  expect((await objectsIn(pack, allowance)).slice(2)).toEqual([
    { name: expect.stringMatching(/^p!blob at byte/), why: "it is damaged, or larger than 64 MB" },
    { name: expect.stringMatching(/^p!blob at byte/), why: "it is damaged, or larger than 64 MB" },
    {
      name: "p",
      why: "the source takes more than 6 s to unpack; what comes after that in it was not read",
    },
  ]);
});

test("nothing that stands in a damaged pack is taken for an object of another id, and nothing is thrown", async () => {
  const whole = packOf([
    { object: blob("a".repeat(300)) },
    { object: blob(`${"a".repeat(200)}b`), base: { entry: 0, by: "place" } },
    { object: blob("c".repeat(300)) },
  ]);
  const ids = new Set(
    ["a".repeat(300), `${"a".repeat(200)}b`, "c".repeat(300)].map((text) => idOf(blob(text))),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const pack = Buffer.from(whole);
      pack[at] = (pack[at] ?? 0) ^ change;
      // What does not begin like a pack is none.
      fc.pre(at >= 8);
      const objects = await objectsIn(pack);
      expect(objects.some((object) => "why" in object)).toBe(true);
      for (const object of objects) {
        if ("id" in object && object.type === "blob" && ids.has(object.id)) continue;
        // zlib's checksum guards what is packed; a head may make something else of it.
        expect(object).not.toMatchObject({ type: "blob", content: Buffer.from("a".repeat(300)) });
      }
    }),
    { numRuns: 300 },
  );
});

describe("a difference", () => {
  test("makes of an object the other one", () => {
    fc.assert(
      fc.property(BYTES, BYTES, BYTES, BYTES, (same, one, other, tail) => {
        const [base, made] = [Buffer.concat([same, one, tail]), Buffer.concat([same, other, tail])];
        expect(applied(base, difference(base, made), 10_000)).toEqual(made);
      }),
    );
  });

  test("copies more than 65,535 bytes at once, which it writes as 0", () => {
    const base = Buffer.alloc(200_000, "abc");
    expect(applied(base, difference(base, base), 1_000_000)?.equals(base)).toBe(true);
  });

  test("to something else, beyond its base or larger than is allowed makes nothing", () => {
    const [base, made] = [Buffer.from("abcdef"), Buffer.from("abcXdef")];
    const delta = difference(base, made);
    expect(applied(Buffer.from("abcde"), delta, 100)).toBeUndefined();
    expect(applied(base, delta, 6)).toBeUndefined();
    expect(applied(base, Buffer.from([6, 7, 0x90 | 1, 5, 7]), 100)).toBeUndefined();
    expect(applied(base, delta.subarray(0, -2), 100)).toBeUndefined();
  });
});
