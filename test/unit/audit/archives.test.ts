import { gzipSync, strToU8, type Zippable, zipSync } from "fflate";
import { madeUpKey } from "../../support/audit/keys.js";
import { placesIn, scanOf, textSource } from "../../support/audit/reading.js";

const key = madeUpKey(1);
const TEXT = `{\n  "id": "${key.id}",\n  "secret": "${key.secret}"\n}`;

function zip(entries: Zippable, level: 0 | 6 = 6): Uint8Array {
  return zipSync(entries, { level });
}

describe("a key is found", () => {
  const inner = zip({ "deep/tfstate": strToU8(TEXT) });
  test.each<[string, Uint8Array, string[]]>([
    [
      "in an archive, such as a plan file",
      zip({ tfplan: strToU8("x"), tfstate: strToU8(TEXT) }),
      ["s!tfstate:2"],
    ],
    ["in an archive that packs nothing", zip({ tfstate: strToU8(TEXT) }, 0), ["s!tfstate:2"]],
    ["in an archive in an archive", zip({ "a.zip": inner }), ["s!a.zip!deep/tfstate:2"]],
    ["in a packed file", gzipSync(strToU8(TEXT)), ["s:2"]],
    ["in a packed file of several parts", twice(gzipSync(strToU8(" \n")), gzipSync(strToU8(TEXT))), ["s:3"]],
    ["in a packed archive", gzipSync(inner), ["s!deep/tfstate:2"]],
    ["in UTF-16, as PowerShell writes it", utf16(TEXT, false), ["s:2"]],
    ["in UTF-16 the other way round", utf16(TEXT, true), ["s:2"]],
    ["behind a byte order mark", Buffer.from(`\ufeff${TEXT}`), ["s:2"]],
    ["in text that only begins like a number", Buffer.from(`P${TEXT}`), ["s:2"]],
  ])("%s", async (_where, content, places) => {
    for (const size of [1, 7, 4096, 1_000_000]) {
      const scan = await scanOf(textSource("s", content, size));
      expect(placesIn(scan)).toEqual(places);
      expect(scan.unread).toEqual([]);
    }
  });
});

test("archives of many pieces are put together from what each piece was", async () => {
  const noise = madeUpNoise(300_000);
  const text = Buffer.concat([noise, Buffer.from(`\n${TEXT}`)]);
  for (const content of [gzipSync(text), zip({ tfstate: text })]) {
    const scan = await scanOf(textSource("s", content, 5000));
    expect(scan.unread).toEqual([]);
    expect(scan.ledger.keys().map(({ id }) => id)).toEqual([key.id]);
  }
});

test("extra fields of an archive's members are skipped", async () => {
  const content = zipSync({ tfstate: [strToU8(TEXT), { extra: { 4660: strToU8("x".repeat(99)) } }] });
  const scan = await scanOf(textSource("s", content));
  expect({ places: placesIn(scan), unread: scan.unread }).toEqual({ places: ["s!tfstate:2"], unread: [] });
});

test("a key is as young as the youngest of its sources; where one is not dated, that is not known", async () => {
  const at = (name: string, writtenAt: Date | undefined) => ({ ...textSource(name, TEXT), writtenAt });
  const [old, young] = [new Date(1000), new Date(2000)];
  const youngest = async (...dates: (Date | undefined)[]) =>
    (await scanOf(...dates.map((date, index) => at(String(index), date)))).ledger.keys()[0]?.youngest;
  expect(await youngest(young, old)).toEqual(young);
  expect(await youngest(young, undefined, old)).toBeUndefined();
});

describe("what cannot be looked into is named, and the rest is scanned:", () => {
  const good = textSource("good", TEXT);
  const broken = Buffer.from(zip({ a: strToU8("x".repeat(99)), b: strToU8(TEXT) }));
  broken.fill(0xff, 31, 36);
  const locked = Buffer.from(zip({ a: strToU8(TEXT) }));
  locked.writeUInt16LE(1, locked.indexOf("PK\u0001\u0002") + 8);
  const odd = Buffer.from(zip({ a: strToU8(TEXT) }));
  odd.writeUInt16LE(93, odd.indexOf("PK\u0001\u0002") + 10);
  const nested = [1, 2, 3, 4].reduce((content) => zip({ z: content }), zip({ tfstate: strToU8(TEXT) }));

  test.each<[string, Uint8Array, string, RegExp]>([
    ["an archive that was cut off", zip({ a: strToU8(TEXT) }).subarray(0, 60), "s", /no whole zip archive/],
    ["an entry that is damaged", broken, "s!a", /broke off \(Z_DATA_ERROR\)/],
    ["an entry that is encrypted", locked, "s!a", /encrypted/],
    ["an entry that is packed in another way", odd, "s!a", /method that is not known \(93\)/],
    ["archives within archives without end", nested, "s!z!z!z!z", /more than 3 times/],
    [
      "a packed file that was cut off",
      gzipSync(strToU8(TEXT)).subarray(0, 40),
      "s",
      /broke off \(Z_BUF_ERROR\)/,
    ],
    [
      "gzip in base64 that is damaged",
      Buffer.from(`tfstate: ${Buffer.from(gzipSync(strToU8(TEXT)).fill(0xff, 40, 60)).toString("base64")}`),
      "s",
      /gzip in base64 cannot be unpacked/,
    ],
    ["bzip2", Buffer.from("BZh91AY&SY\xbc\x00", "latin1"), "s", /packed by bzip2/],
    ["xz", Buffer.from("\xfd7zXZ\0\0\x04", "latin1"), "s", /packed by xz/],
    ["zstd in gzip", gzipSync(Buffer.from("\x28\xb5\x2f\xfd\x24", "latin1")), "s", /packed by zstd/],
    ["7-Zip", Buffer.from("7z\xbc\xaf\x27\x1c\0\x04", "latin1"), "s", /packed by 7-Zip/],
    ["RAR", Buffer.from("Rar!\x1a\x07\x01\0", "latin1"), "s", /packed by RAR/],
    [
      "a state that OpenTofu has encrypted",
      Buffer.from(
        '{"serial":1,"lineage":"x","meta":{"key_provider.pbkdf2.k":"e30="},"encrypted_data":"QUFB","encryption_version":"v0"}',
      ),
      "s",
      /OpenTofu has encrypted it/,
    ],
  ])("%s", async (_what, content, name, why) => {
    const scan = await scanOf(textSource("s", content), good);
    expect(scan.unread).toEqual([{ name, why: expect.stringMatching(why) }]);
    expect(placesIn(scan)).toContain("good:2");
  });

  test("and an entry behind a damaged one is still read", async () => {
    expect(placesIn(await scanOf(textSource("s", broken)))).toEqual(["s!b:2"]);
  });
});

test("a source that breaks off is read again if that may help, and what it gave before counts once", async () => {
  let reads = 0;
  const flaky = {
    ...textSource("flaky", TEXT),
    attempts: 3,
    async *read() {
      reads += 1;
      yield Buffer.from(TEXT);
      if (reads < 3) throw Object.assign(new Error("cut"), { code: "ECONNRESET" });
    },
  };
  const scan = await scanOf(flaky);
  expect({ reads, places: placesIn(scan), unread: scan.unread }).toEqual({
    reads: 3,
    places: ["flaky:2"],
    unread: [],
  });
});

test("what a source has given at its best attempt counts, though later ones came to nothing", async () => {
  let reads = 0;
  const flaky = {
    ...textSource("flaky", TEXT),
    attempts: 3,
    async *read() {
      reads += 1;
      if (reads === 2) yield Buffer.from(TEXT);
      throw Object.assign(new Error("cut"), { code: "ECONNRESET" });
    },
  };
  const scan = await scanOf(flaky);
  expect(placesIn(scan)).toEqual(["flaky:2"]);
  expect(scan.unread).toEqual([{ name: "flaky", why: "it broke off (ECONNRESET)" }]);
});

test("what a source has given before it broke off for good counts", async () => {
  const cut = {
    ...textSource("cut", TEXT),
    async *read() {
      yield Buffer.from(TEXT);
      throw Object.assign(new Error("cut"), { code: "EIO" });
    },
  };
  const scan = await scanOf(cut);
  expect(placesIn(scan)).toEqual(["cut:2"]);
  expect(scan.unread).toEqual([{ name: "cut", why: "it broke off (EIO)" }]);
});

test("one key in many sources is one key with many places, in the order of the sources", async () => {
  const other = madeUpKey(2);
  const scan = await scanOf(
    textSource("a", other.id),
    textSource("b", TEXT),
    textSource("c", `\n\n\n${key.id}`),
    textSource("d", TEXT),
  );
  expect(scan.ledger.keys().map(({ id }) => id)).toEqual([other.id, key.id]);
  expect(placesIn(scan)).toEqual(["a:1", "b:2", "c:4", "d:2"]);
  expect(scan.ledger.keys()[1]?.secrets).toHaveLength(1);
});

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
}

function twice(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** Bytes that cannot be packed, and hold no key. */
function madeUpNoise(length: number): Buffer {
  const noise = Buffer.alloc(length);
  let value = 1;
  for (let at = 0; at < length; at++) {
    value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
    noise[at] = 0x80 | (value >>> 24);
  }
  return noise;
}
