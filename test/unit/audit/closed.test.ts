import { createCipheriv, createHash } from "node:crypto";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { madeUpKey } from "../../support/audit/keys.js";
import { noise } from "../../support/audit/noise.js";
import { placesIn, scanOf, textSource } from "../../support/audit/reading.js";

const key = madeUpKey(1);
const TEXT = `{\n  "id": "${key.id}",\n  "secret": "${key.secret}"\n}`;

const behind = (beginning: string, length = 400) =>
  Buffer.concat([Buffer.from(beginning, "latin1"), noise(length)]);
const lines = (bytes: Buffer, width = 64) =>
  bytes.toString("base64").replace(new RegExp(`.{${width}}`, "g"), "$&\n");
const armor = (what: string, bytes = noise(300)) =>
  `-----BEGIN ${what}-----\n\n${lines(bytes)}\n-----END ${what}-----\n`;
const vault = (indent = "") =>
  ["$ANSIBLE_VAULT;1.1;AES256", ...(noise(160).toString("hex").match(/.{80}/g) ?? [])].join(`\n${indent}`);

async function unreadOf(name: string, content: string | Uint8Array, size = 1000) {
  const { unread } = await scanOf(textSource(name, content, size));
  return unread.map(({ why }) => why);
}

describe("what is encrypted is named:", () => {
  test.each<[string, string, string | Uint8Array, RegExp]>([
    ["git-crypt", "s.tfstate", behind("\0GITCRYPT\0"), /git-crypt/],
    ["a tiny file of git-crypt", "s", behind("\0GITCRYPT\0", 14), /git-crypt/],
    ["age", "s", behind("age-encryption.org/v1\n-> X25519 abc\n--- x\n"), /age/],
    ["age in letters", "s", armor("AGE ENCRYPTED FILE"), /age/],
    ["PGP in letters", "s", armor("PGP MESSAGE"), /PGP/],
    ["PGP for a key", "s.gpg", behind("\x85\x01\x0c\x03"), /PGP/],
    ["PGP for a key, in the new form", "s", behind("\xc1\xc0\x4c\x03"), /PGP/],
    ["PGP by a passphrase", "s", behind("\x8c\x0d\x04\x09\x03\x02"), /PGP/],
    ["PGP by a passphrase, in the new form", "s", behind("\xc3\x0d\x04\x09\x03\x02"), /PGP/],
    ["PGP within a text", "s", `hello\n${"x ".repeat(5000)}\n${armor("PGP MESSAGE")}`, /parts of it .* PGP/],
    ["ansible-vault", "vault.yml", vault(), /ansible-vault/],
    ["ansible-vault with a label", "v", vault().replace("1.1;AES256", "1.2;AES256;dev"), /ansible-vault/],
    [
      "ansible-vault in YAML",
      "v",
      `a: 1\nkey: !vault |\n          ${vault("          ")}\nb: 2\n`,
      /parts .* ansible-vault/,
    ],
    ["ansible-vault in JSON", "v", JSON.stringify({ a: vault() }), /parts .* ansible-vault/],
    ["SOPS in YAML", "s.yaml", `a: ${sops()}\nsops:\n  mac: ${sops()}\n`, /SOPS/],
    ["SOPS in an environment", "s.env", `A=${sops()}\nsops_version=3.9.0\n`, /SOPS/],
    ["SOPS in INI", "s.ini", `[a]\nb = ${sops()}\n[sops]\nversion = 3.9.0\n`, /SOPS/],
    ["SOPS at the end of a long text", "s.json", `{"a":"${"x ".repeat(9000)}","b":"${sops()}"}`, /SOPS/],
    ["eyaml", "s", `a: ENC[PKCS7,${noise(200).toString("base64")}]`, /eyaml/],
    [
      "ejson",
      "s",
      `{"a":"EJ[1:${noise(32).toString("base64")}:${noise(24).toString("base64")}:x]"}`,
      /ejson/,
    ],
    [
      "Sealed Secrets",
      "s",
      "kind: SealedSecret\nmetadata:\n  name: x\nspec:\n  encryptedData:\n    a: AgBy\n",
      /Sealed/,
    ],
    ["OpenSSL", "s.enc", behind("Salted__"), /OpenSSL/],
    ["OpenSSL in letters", "s", lines(behind("Salted__")), /OpenSSL/],
    ["KeePass", "s.kdbx", behind("\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5"), /KeePass/],
    ["the credentials of Rails", "credentials.yml.enc", rails(), /Rails/],
    ["something unknown, by its name", "key.enc", noise(100), /encrypted by somebody/],
    [
      "something unknown in letters, by its name",
      "key.enc",
      noise(100).toString("base64"),
      /encrypted by somebody/,
    ],
    [
      "something that nobody knows",
      "terraform.tfstate",
      aes(TEXT.repeat(10)),
      /nobody here can tell by what/,
    ],
    ["something unknown within gzip", "s", gzipSync(aes(TEXT.repeat(10))), /nobody here can tell by what/],
  ])("%s", async (_what, name, content, why) => {
    for (const size of [3, 1000, 1_000_000]) {
      expect(await unreadOf(name, content, size)).toEqual([expect.stringMatching(why)]);
    }
  });

  test("a member of an archive, too, with the archive's name before its own", async () => {
    const content = zipSync({ "a/terraform.tfstate": behind("\0GITCRYPT\0"), b: strToU8(TEXT) });
    const scan = await scanOf(textSource("s.zip", content));
    expect(scan.unread).toEqual([
      { name: "s.zip!a/terraform.tfstate", why: expect.stringMatching(/git-crypt/) },
    ]);
    expect(placesIn(scan)).toEqual(["s.zip!b:2"]);
  });

  test("and what can be read beside it is read", async () => {
    const scan = await scanOf(textSource("s", `a: ${sops()}\nid: ${key.id}\n`));
    expect(placesIn(scan)).toEqual(["s:2"]);
  });
});

describe("what is packed in a way that Node cannot unpack is named:", () => {
  test.each<[string, string, string, RegExp]>([
    ["lz4", "s", "\x04\x22\x4d\x18\x64", /lz4/],
    ["lz4 of old", "s", "\x02\x21\x4c\x18", /lz4/],
    ["lz4 by its name", "s.lz4", "\x01\x02\x03", /lz4/],
    ["brotli that is none, by its name", "s.br", "\xff\xff\xff\xff\x01", /brotli/],
    ["zstd by its name", "s.tfstate.zst", "\x01\x02", /zstd/],
    ["zstd with a frame to be skipped", "s", "\x50\x2a\x4d\x18\x01\0\0\0", /zstd/],
    ["lzip", "s", "LZIP\x01", /lzip/],
    ["compress", "s.Z", "\x1f\x9d\x90", /compress/],
    ["snappy", "s", "\xff\x06\0\0sNaPpY", /snappy/],
    ["an empty bzip2", "s", "BZh9\x17rE8P\x90", /bzip2/],
    ["cpio", "s", `070701${"0012ABCD".repeat(8)}`, /cpio/],
    ["PDF", "s", "%PDF-1.7\n", /PDF/],
    ["a Debian package", "s", "!<arch>\ndebian-binary   ", /Debian/],
  ])("%s", async (_what, name, content, why) => {
    expect(await unreadOf(name, behind(content, 40))).toEqual([expect.stringMatching(why)]);
  });
});

test.each<[string, string, Uint8Array]>([
  ["brotli, by its name", "s.tfstate.br", brotliCompressSync(TEXT)],
  ["brotli in an archive", "s.zip", zipSync({ "a.br": brotliCompressSync(TEXT) })],
  ["zlib", "s", deflateSync(TEXT)],
  ["zlib, packed little", "s", deflateSync(TEXT, { level: 1 })],
  ["zlib of what cannot be packed", "s", deflateSync(Buffer.concat([noise(9000), Buffer.from(`\n${TEXT}`)]))],
])("a key is found in %s", async (_what, name, content) => {
  const scan = await scanOf(textSource(name, content));
  expect(scan.ledger.keys().map(({ id }) => id)).toEqual([key.id]);
});

test("what begins like zlib and is a text is read as a text", async () => {
  const scan = await scanOf(textSource("s", `x^ ${TEXT}`));
  expect({ places: placesIn(scan), unread: scan.unread }).toEqual({ places: ["s:2"], unread: [] });
});

test("pictures, sound, fonts and executables are counted, and looked at as they are", async () => {
  const scan = await scanOf(
    textSource("a.png", behind("\x89PNG\r\n\x1a\n")),
    textSource("b.jpg", behind("\xff\xd8\xff\xe0")),
    textSource("c.mp3", behind("ID3\x04")),
    textSource("d.woff2", behind("wOF2")),
    textSource("e", Buffer.concat([behind("\x7fELF\x02"), Buffer.from(`\0${key.id}\0`)])),
    textSource("f.zip", zipSync({ "g.png": behind("\x89PNG\r\n\x1a\n") })),
  );
  expect(scan.unread).toEqual([]);
  expect(Object.fromEntries(scan.opaque)).toEqual({
    pictures: 3,
    "sound and film": 1,
    fonts: 1,
    executables: 1,
  });
  expect(scan.ledger.keys().map(({ id }) => id)).toEqual([key.id]);
});

describe("nothing is said of", () => {
  test.each<[string, string, string | Uint8Array]>([
    ["a public key of PGP", "k.asc", armor("PGP PUBLIC KEY BLOCK")],
    ["a keyring", "keyring.gpg", behind("\x99\x02\x0d\x04")],
    ["a signature", "s.asc", armor("PGP SIGNATURE")],
    [
      "a text that speaks of SOPS, vaults and PGP",
      "r.md",
      "ENC[AES256_GCM,data:…], `$ANSIBLE_VAULT;1.1;AES256`, -----BEGIN PGP MESSAGE----- and SealedSecret",
    ],
    ["a text that is called like something encrypted", "notes.enc", "Remember the milk.\n"],
    ["a table of SQLite", "s.sqlite", Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(9000)])],
    ["an empty file", "s.enc", ""],
  ])("%s", async (_what, name, content) => {
    expect(await unreadOf(name, content)).toEqual([]);
  });
});

test("random bytes are named however many they are, and texts in whatever letters never", async () => {
  const seed = fc.nat();
  await fc.assert(
    fc.asyncProperty(seed, fc.integer({ min: 256, max: 6000 }), async (number, length) => {
      const bytes = noise(length, number);
      // Now and then random bytes begin like something.
      fc.pre(bytes.readUInt16BE(0) !== 0xfffe && bytes.readUInt16BE(0) !== 0xfeff);
      // Public keys of PGP are as evenly mixed, and are passed over.
      fc.pre(![0x98, 0x99, 0xc6].includes(bytes[0] ?? 0));
      const scan = await scanOf(textSource("s", bytes));
      expect(scan.unread.length + scan.opaque.size).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
  const letters = fc.string({ unit: "binary", minLength: 100, maxLength: 3000 });
  const words = fc.array(fc.constantFrom("ключ", "鍵", "🔑", "clé", "مفتاح", "key", " ", "\n", '"'), {
    minLength: 300,
    maxLength: 900,
    size: "max",
  });
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        words.map((all) => all.join("")),
        letters.map(withoutControls),
      ),
      async (text) => {
        fc.pre(!/^(?:BM|MZ|ID3|OTTO)/.test(text));
        expect(await unreadOf("s", text)).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

function withoutControls(text: string): string {
  return [...text]
    .map((sign) => ((sign.codePointAt(0) ?? 0) < 0x3000 ? sign : "x"))
    .join("")
    .replace(/\p{C}/gu, " ");
}

function sops(): string {
  const part = (length: number) => noise(length).toString("base64");
  return `ENC[AES256_GCM,data:${part(20)},iv:${part(32)},tag:${part(16)},type:str]`;
}

function rails(): string {
  return [noise(300), noise(12), noise(16)].map((part) => part.toString("base64")).join("--");
}

function aes(text: string): Buffer {
  const of = (word: string) => createHash("sha256").update(word).digest();
  const cipher = createCipheriv("aes-256-ctr", of("key"), of("iv").subarray(0, 16));
  return Buffer.concat([cipher.update(text), cipher.final()]);
}
