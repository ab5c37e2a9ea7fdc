import { gzipSync, strToU8, zipSync } from "fflate";
import { scanAll } from "../../../src/audit/index.js";
import { UNPACKING } from "../../../src/audit/read/allowance.js";
import { whyClosed } from "../../../src/audit/read/closed.js";
import { zipEntries } from "../../../src/audit/read/zip.js";
import { blob, packOf } from "../../support/audit/git.js";
import { madeUpKey } from "../../support/audit/keys.js";
import { overlappingZip } from "../../support/audit/overlapping-zip.js";
import { textSource } from "../../support/audit/reading.js";
import { scanned } from "../../support/audit/scanned.js";
import { zipOfMany } from "../../support/audit/zip-of-many.js";

const never = new AbortController().signal;
const key = madeUpKey(1);
const TEXT = strToU8(`{"id": "${key.id}", "secret": "${key.secret}"}`);
const ZEROS = new Uint8Array(20 * 1024 * 1024);

type Options = Partial<Parameters<typeof scanAll>[1]>;

async function scan(sources: Readonly<Record<string, Uint8Array>>, options: Options = {}) {
  async function* all() {
    for (const [name, content] of Object.entries(sources)) yield textSource(name, content, 1_000_000);
  }
  const { ledger, unread, bytes } = await scanAll(all(), { signal: never, progress: () => {}, ...options });
  return { ids: ledger.keys().map(({ id }) => id), unread, bytes };
}

describe("of what is packed to become very large, as much is read as the limits allow, and the report names them", () => {
  const limits = { ...UNPACKING, free: 1024 * 1024 };

  test("a zip whose entries overlap: each byte is read once, and the next source as well", async () => {
    const archive = overlappingZip(Buffer.concat([TEXT, ZEROS]), 5_000);
    const { ids, unread, bytes } = await scan({ "bomb.zip": archive, "next.json": TEXT });
    expect(ids).toEqual([key.id]);
    expect(unread).toEqual([
      { name: "bomb.zip", why: "4999 of its entries overlap others, as no packer writes them" },
    ]);
    expect(bytes).toBeLessThan(2 * ZEROS.length);
  });

  const bomb = gzipSync(ZEROS, { level: 9 });
  test.each([
    ["a gzip", "s", bomb],
    ["a zip", "s!a", zipSync({ a: ZEROS, b: TEXT })],
    ["a zip in a zip", "s!z!a", zipSync({ z: zipSync({ a: ZEROS }), b: TEXT })],
    ["a gzip in a zip", "s!g", zipSync({ g: bomb, b: TEXT }, { level: 0 })],
  ])("%s of more than 200 times its size", async (_, name, content) => {
    const { ids, unread, bytes } = await scan({ s: content, next: TEXT }, { limits });
    expect(unread).toEqual([
      {
        name,
        why: "the source unpacks to more than 200 times its size; what comes after that in it was not read",
      },
    ]);
    expect(ids).toEqual([key.id]);
    expect(bytes).toBeLessThan(ZEROS.length);
  });

  test("more bytes than a source may have", async () => {
    const content = zipSync({ a: TEXT, b: new Uint8Array(5_000_000).fill(65) }, { level: 0 });
    const { ids, unread } = await scan({ s: content }, { limits: { ...UNPACKING, bytes: 3_000_000 } });
    expect(ids).toEqual([key.id]);
    expect(unread).toEqual([
      {
        name: "s!b",
        why: "the source unpacks to more than 3000000 bytes; what comes after that in it was not read",
      },
    ]);
  });

  test("more entries than a source may have, those of archives within archives counted", async () => {
    const entries = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`e${index}`, TEXT]));
    const content = zipSync({ first: zipSync(entries(5)), second: zipSync(entries(5)) });
    const { ids, unread } = await scan({ s: content }, { limits: { ...UNPACKING, entries: 9 } });
    expect(ids).toEqual([key.id]);
    expect(unread).toEqual([
      {
        name: "s!second",
        why: "the source holds more than 9 entries; what comes after that in it was not read",
      },
    ]);
  });

  test("more time than a source may take", async () => {
    let seconds = 0;
    const clock = { now: () => new Date(seconds++ * 1_000) };
    const content = zipSync({ a: TEXT, b: ZEROS, c: TEXT });
    const { ids, unread } = await scan({ s: content }, { clock, limits: { ...UNPACKING, ms: 10_000 } });
    expect(ids).toEqual([key.id]);
    expect(unread).toEqual([
      {
        name: "s!b",
        why: "the source takes more than 10 s to unpack; what comes after that in it was not read",
      },
    ]);
  });

  describe("of a history", () => {
    const version = (number: number) => blob(Buffer.concat([Buffer.alloc(1_000_000, "x"), keyed(number)]));
    const keyed = (number: number) => Buffer.from(` ${madeUpKey(number).id}\n`);
    const pack = packOf(
      Array.from({ length: 8 }, (_, number) => ({
        object: version(number),
        ...(number > 0 && { base: { entry: number - 1, by: "place" as const } }),
      })),
    );

    test("every version of a file, though it is many times larger than the pack", async () => {
      const { ids, unread } = await scan({ pack, next: TEXT }, { limits: { ...limits, ratio: 2 } });
      expect({ ids: ids.length, unread }).toEqual({ ids: 8, unread: [] });
    });

    test("as many bytes of all versions together as a source may have", async () => {
      const { ids, unread } = await scan({ pack, next: TEXT }, { limits: { ...limits, bytes: 3_500_000 } });
      expect(unread).toEqual([
        {
          name: "pack",
          why: "the source unpacks to more than 3500000 bytes; what comes after that in it was not read",
        },
      ]);
      expect(new Set(ids)).toEqual(new Set([0, 1, 2].map((number) => madeUpKey(number).id)));
    });

    test("as many bytes as a source may have, of which none need be read", async () => {
      const whole = packOf([0, 1, 2, 3, 4, 5, 6, 7].map((number) => ({ object: version(number) })));
      const { ids, unread } = await scan(
        { pack: whole, next: TEXT },
        { limits: { ...limits, bytes: 3_500_000 } },
      );
      expect(unread).toEqual([
        {
          name: "pack",
          why: "the source holds objects of more than 3500000 bytes; what comes after that in it was not read",
        },
      ]);
      expect(new Set(ids)).toEqual(new Set([0, 1, 2].map((number) => madeUpKey(number).id)));
    });

    const taking = async (ms: number) => {
      let seconds = 0;
      const clock = { now: () => new Date(seconds++ * 1_000) };
      const { ids, unread } = await scan({ pack, next: TEXT }, { clock, limits: { ...limits, ms } });
      const after = `takes more than ${ms / 1_000} s to unpack; what comes after that in it was not read`;
      expect(unread).toEqual([{ name: "pack", why: `the source ${after}` }]);
      return ids;
    };

    test("for as long as a source may take", async () => {
      const ids = await taking(12_000);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.length).toBeLessThan(8);
    });

    test("for no longer than that, also where its objects are only looked for", async () => {
      expect(await taking(5_000)).toEqual([key.id]);
    });
  });

  test("gzip in base64", async () => {
    const line = (bytes: Uint8Array) => `user_data = "${Buffer.from(bytes).toString("base64")}"\n`;
    const { ids, unread } = await scan({ s: strToU8(line(bomb) + line(gzipSync(TEXT))) });
    expect(ids).toEqual([key.id]);
    expect(unread).toEqual([{ name: "s", why: "gzip in base64 unpacks to more than 200 times its size" }]);
  });
});

describe("an archive of more members than two bytes count", () => {
  test.each([
    ["of 65,536", 65_535, {}],
    ["of 70,000", 69_999, {}],
    ["of 70,000, as packers before ZIP64 wrote it", 69_999, { large: false, count: 70_000 % 0x10000 }],
  ])("%s is read to its last", (_, empty, told) => {
    const entries = zipEntries(zipOfMany(empty, TEXT, { large: true, ...told }));
    expect(entries).toHaveLength(empty + 1);
    expect(entries?.at(-1)?.data).toEqual(Buffer.from(TEXT));
  });

  test("is read to one more than a source may have, so that the report tells there were", () => {
    const archive = zipOfMany(UNPACKING.entries + 10, TEXT, { large: true });
    expect(zipEntries(archive)).toHaveLength(UNPACKING.entries + 1);
  });
});

describe("an archive whose end tells of other members than it has is named as no whole one:", () => {
  const end = zipOfMany(0, TEXT).length - 22;
  test.each([
    ["of none", zipOfMany(3, TEXT, { count: 0 })],
    ["of none, and of a directory without any", zipOfMany(0, TEXT, { count: 0, directory: end })],
    ["of fewer", zipOfMany(3, TEXT, { count: 3 })],
    ["of more", zipOfMany(3, TEXT, { count: 5 })],
    ["of fewer, in the record of ZIP64", zipOfMany(3, TEXT, { count: 3, large: true })],
  ])("%s", async (_, content) => {
    const { unread } = await scan({ s: content });
    expect(unread).toEqual([{ name: "s", why: "it is no whole zip archive" }]);
  });

  test("in base64", async () => {
    const archive = Buffer.from(zipOfMany(3, TEXT, { count: 0 })).toString("base64");
    const { unread } = await scan({ s: strToU8(`user_data = "${archive}"\n`) });
    expect(unread).toEqual([{ name: "s", why: "zip in base64 cannot be unpacked (no whole archive)" }]);
  });
});

describe("a text that is made to take long", () => {
  const keys = Array.from({ length: 4_000 }, (_, index) => madeUpKey(index + 1));
  const took = (text: string, work: (text: string) => void = scanned) => {
    const begun = process.cpuUsage();
    work(text);
    return process.cpuUsage(begun).user;
  };

  test.each([
    [
      "many open brackets",
      ({ id }: { id: string }) => `${"{".repeat(60)}"type":"x","address":"y","user":"z" ${id}`,
    ],
    ["many names of users", ({ id }: { id: string }) => `{${'"user":"","username":"{",'.repeat(12)} ${id}`],
    [
      "JSON within JSON",
      ({ id }: { id: string }) => `{\\\\\\"a\\\\\\":[\\\\\\"${"\\\\u0041".repeat(40)}\\\\\\",\\"${id}\\"]}`,
    ],
  ])("takes not much longer for %s before each key", (_, around) => {
    const plain = keys.map(({ id, secret }) => `${id} ${secret}`).join("\n");
    took(plain);
    const usual = took(plain);
    const hostile = keys.map(around).join(" ");
    expect(scanned(hostile).keys.size).toBe(keys.length);
    expect(took(hostile)).toBeLessThan(15 * usual);
  });

  test.each([
    ["strokes", "\\x41 ", "\\"],
    ["strokes behind a word", `\\x41 ${"aB_dE-fG".repeat(5)}`, "\\"],
    ["beginnings of links", "\x1b", "^[]"],
    ["beginnings of colours", "\x1b", "\\e[1;"],
    ["lines of dashes", `${"aB_dE-fG".repeat(5)}\n`, `${"-".repeat(24)}\n`],
    ["quotes and blanks", `${"aB_dE-fG".repeat(5)}\n`, "\" ' \n"],
    ["ends of lines as escapes", "eyJ\\x41", "\\r\\n"],
    ["percent signs", "%2541", "%25"],
    ["letters of a mail", "=3D\n", "a"],
  ])("takes no more than in proportion for many %s", (_, begins, unit) => {
    const whole = (length: number) => begins + unit.repeat(length / unit.length);
    took(whole(400_000));
    expect(took(whole(400_000))).toBeLessThan(1_000_000 + 30 * took(whole(40_000)));
  });

  test("is asked whether it is closed for no longer than in proportion", () => {
    const asked = (text: string) => void whyClosed("s", Buffer.from(text));
    const letters = (length: number) => `${"a".repeat(length)}${" ".repeat(length)}!`;
    took(letters(2_000), asked);
    expect(took(letters(2_000), asked)).toBeLessThan(100_000 + 30 * took(letters(200), asked));
  });

  test("leaves room for signals in between", async () => {
    const stop = new AbortController();
    const text = strToU8(
      keys
        .map(({ id, secret }) => `${id} ${secret}`)
        .join("\n")
        .repeat(20),
    );
    setTimeout(() => stop.abort(new Error("SIGTERM received")), 1);
    async function* one() {
      yield textSource("s", text, text.length);
    }
    let looked = 0;
    const progress = ({ bytes }: { bytes: number }) => {
      looked = bytes;
    };
    await expect(scanAll(one(), { signal: stop.signal, progress })).rejects.toThrow("SIGTERM received");
    expect(looked).toBeLessThan(text.length);
  });
});
