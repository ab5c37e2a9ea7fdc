import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { Packed, Unpacking } from "../../../src/audit/find/packed.js";
import { madeUpKey } from "../../support/audit/keys.js";
import { noise } from "../../support/audit/noise.js";
import { overlappingZip } from "../../support/audit/overlapping-zip.js";
import { scanned, secretsFor } from "../../support/audit/scanned.js";
import { tarOf } from "../../support/audit/tar.js";

const key = madeUpKey(1);
const TEXT = Buffer.from(`# é?>~\nexport ID=${key.id}\nexport SECRET=${key.secret}\n`);
/** A text that cannot be packed well. */
const hex = (bytes: number) => Buffer.from(noise(bytes).toString("hex"));

type Pack = (content: Uint8Array) => Uint8Array;
const PACKERS: Readonly<Record<string, Pack>> = {
  gzip: (content) => gzipSync(content),
  zlib: (content) => deflateSync(content),
  zip: (content) => zipSync({ other: strToU8("x"), "a/b": content }),
  "zip that packs nothing": (content) => zipSync({ a: content }, { level: 0 }),
  tar: (content) =>
    tarOf([
      { name: "other", content: strToU8("x") },
      { name: "a", content },
    ]),
  "tar of POSIX": (content) => tarOf([{ name: "folder/".repeat(20), content }], "pax"),
};
const packedBy = (packers: readonly string[], content: Uint8Array) =>
  packers.reduce((packed, packer) => PACKERS[packer]?.(packed) ?? packed, content);
const base64 = (content: Uint8Array) => Buffer.from(content).toString("base64");

test("a key is found in whatever is packed, up to three times more, and stands in base64", () => {
  const packers = fc.array(fc.constantFrom(...Object.keys(PACKERS)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      packers,
      fc.constantFrom("base64" as const, "base64url" as const),
      fc.option(fc.integer({ min: 20, max: 120 }), { nil: undefined }),
      fc.nat(40_000),
      (chain, alphabet, width, filling) => {
        const packed = packedBy(chain, Buffer.concat([hex(filling), Buffer.from("\n"), TEXT]));
        const written = Buffer.from(packed).toString(alphabet);
        // What is packed without being made smaller may show a beginning of its own behind such a sign.
        fc.pre(!/[_-](?:UEsDB|H4sI|eJ|eN|eAE|eF)/.test(written));
        const lines =
          width === undefined ? [written] : (written.match(new RegExp(`.{1,${width}}`, "g")) ?? []);
        const findings = scanned(`data: |\n  ${lines.join("\n  ")}\n`);
        expect([...findings.keys.keys()]).toEqual([key.id]);
        expect(secretsFor(findings, key.id)).toContain(key.secret);
        expect(findings.unread).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

describe("what cannot be read of what is packed and stands in base64 is named, and the rest is read:", () => {
  const beside = (name: string, content: Uint8Array) =>
    zipSync({ first: TEXT, [name]: content, last: gzipSync(strToU8(madeUpKey(2).id)) }, { level: 0 });
  const locked = Buffer.from(zipSync({ a: TEXT }));
  locked.writeUInt16LE(1, locked.indexOf("PK\u0001\u0002") + 8);
  const sops = `a: ENC[AES256_GCM,data:${base64(noise(20))},iv:${base64(noise(32))},tag:x]\n`;

  test.each<[string, string, Uint8Array, RegExp]>([
    ["bzip2", "a", Buffer.from("BZh91AY&SY\xbc\x00", "latin1"), /packed by bzip2/],
    ["xz in gzip", "a", gzipSync(Buffer.from("\xfd7zXZ\0\0\x04", "latin1")), /packed by xz/],
    ["git-crypt", "a", Buffer.concat([Buffer.from("\0GITCRYPT\0"), noise(400)]), /encrypted by git-crypt/],
    ["what is encrypted by its name", "a.age", noise(100), /encrypted by age/],
    ["what is evenly mixed", "a", noise(5000), /no text: encrypted or packed/],
    ["texts of which parts are encrypted", "a", strToU8(sops), /parts of it are encrypted by SOPS/],
    ["a zip with a password", "a", locked, /zip in base64 is encrypted/],
    ["a zip that was cut off", "a", zipSync({ a: TEXT }).subarray(0, 60), /no whole archive/],
    ["a zip of entries that overlap", "a", overlappingZip(hex(900), 3), /entries that overlap/],
    ["a tar that was cut off", "a", tarOf([{ name: "a", content: TEXT }]).subarray(0, 600), /tar .* cut off/],
    ["a gzip that is damaged", "a", gzipSync(hex(900)).fill(0xff, 40, 60), /gzip .* cannot be unpacked/],
    ["a gzip of more than 200 times its size", "a", gzipSync(Buffer.alloc(2_000_000)), /200 times its size/],
    [
      "archives within archives without end",
      "a",
      packedBy(["zip", "tar", "gzip", "zlib"], TEXT),
      /than 3 times/,
    ],
  ])("%s", (_what, name, content, why) => {
    const findings = scanned(`data=${base64(beside(name, content))}`);
    expect(findings.unread).toEqual([expect.stringMatching(why)]);
    expect([...findings.keys.keys()]).toEqual([key.id, madeUpKey(2).id]);
  });

  test("and not forgotten where another reading comes to less of it", () => {
    const content = gzipSync(Buffer.concat([hex(3000), strToU8(`\n${sops}`)]));
    const written = Buffer.from(content).toString("base64url");
    expect(written).toMatch(/[_-]/);
    for (const text of [written, written.replace(/.{70}/g, "$&\n")]) {
      expect(scanned(`data:\n${text}\n`).unread).toEqual([expect.stringMatching(/encrypted by SOPS/)]);
    }
  });

  test("what is packed by something that Node cannot unpack, and stands in base64 as it is", () => {
    for (const begins of ["\xfd7zXZ\0\0\x04", "\x28\xb5\x2f\xfd\x24", "BZh91AY&SY", "%PDF-1.7\n"]) {
      for (const size of [60, 100_000]) {
        const encoded = base64(Buffer.concat([Buffer.from(begins, "latin1"), noise(size)]));
        expect(scanned(`{"a":"${encoded}"}`).unread).toEqual([
          expect.stringMatching(/^in base64: it is packed by/),
        ]);
      }
    }
  });

  test("what is too large to be unpacked", () => {
    const packed = gzipSync(Buffer.alloc(17 * 1024 * 1024), { level: 0 });
    expect(scanned(base64(packed)).unread).toEqual(["gzip in base64 is larger than 16 MB"]);
  });

  test("more than comes out of one text, that of all its members and of what is packed in them counted", () => {
    const large = new Uint8Array(14 * 1024 * 1024).map((_, at) => (at % 900 === 0 ? at / 900 : 0x20));
    const members = Object.fromEntries(
      ["a", "b", "c", "d", "e"].map((name) => [name, gzipSync(gzipSync(large))]),
    );
    const packed = zipSync({ first: TEXT, ...members }, { level: 0 });
    const findings = scanned(base64(packed));
    expect(findings.unread).toEqual(["gzip in base64 unpacks to more than 64 MB"]);
    expect([...findings.keys.keys()]).toEqual([key.id]);
  });

  test("more entries than a source may have, those of all archives counted", () => {
    const unpacking = new Unpacking();
    unpacking.entries = 5;
    const taken: string[] = [];
    const entries = { a: strToU8("1"), b: strToU8("2"), c: strToU8("3") };
    const failures = [1, 2].flatMap(() => {
      const packed = new Packed((text) => taken.push(text.toString().trim()), unpacking);
      packed.open(Buffer.from(zipSync(entries)));
      return packed.failures;
    });
    expect(failures).toEqual(["archives in base64 hold more than 100000 entries together"]);
    expect(taken.join("")).toBe("12312");
  });
});

test("nothing is said of keys, certificates and checksums in base64", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 48, max: 4000 }), (number, length) => {
      expect(scanned(`{"a":"${base64(noise(length, number))}"}`).unread).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
