import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { WebSafe } from "../../../src/audit/find/web-safe.js";
import { madeUpKey } from "../../support/audit/keys.js";
import { noise } from "../../support/audit/noise.js";
import { keyIn, scanned, secretsFor } from "../../support/audit/scanned.js";

const key = madeUpKey(1);
const ENVIRONMENT = `#!/bin/sh\nset -eu\nexport AWS_ACCESS_KEY_ID=${key.id}\nexport AWS_SECRET_ACCESS_KEY=${key.secret}\nterraform apply\n`;
const each = (text: string, spell: (code: number) => string) =>
  [...text].map((sign) => (/[A-Za-z0-9+/]/.test(sign) ? spell(sign.charCodeAt(0)) : sign)).join("");
const hex = (code: number, width = 2) => code.toString(16).padStart(width, "0");
const pair = (spell: (text: string) => string) =>
  `id = "${spell(key.id)}"\nsecret = "${spell(key.secret)}"\n`;
const wide = (text: string, bytes: 2 | 4, big: boolean) => {
  const made = Buffer.alloc(text.length * bytes);
  for (let at = 0; at < text.length; at++) made[at * bytes + (big ? bytes - 1 : 0)] = text.charCodeAt(at);
  return made;
};

/** Without what could be taken for an escape or a secret; with what makes the last two signs of base64. */
const COMMENT = fc
  .string({ unit: fc.constantFrom(..."aK7 ?>~ÿ¿é/+=-_.", "oé", "c€"), maxLength: 90 })
  .map((text) => text.replace(/[A-Za-z0-9+/]{15,}/g, ""));

describe("a key and its secret are found", () => {
  test.each<[string, string | Buffer]>([
    ["in UTF-16 without a mark", wide(ENVIRONMENT, 2, false)],
    ["in UTF-16 without a mark, the other way round", wide(ENVIRONMENT, 2, true)],
    ["in UTF-32", wide(ENVIRONMENT, 4, false)],
    ["in UTF-32, the other way round", wide(ENVIRONMENT, 4, true)],
    [
      "in UTF-16 in the middle of something else",
      Buffer.concat([Buffer.from("\x01\x02ab\0\xff"), wide(ENVIRONMENT, 2, false)]),
    ],
    ["behind colours", pair((text) => `\x1b[1;31m${text}\x1b[0m`)],
    ["behind colours that have lost their first sign", pair((text) => `[31m${text}[0m`)],
    ["behind colours in JSON", JSON.stringify({ log: pair((text) => `\x1b[31m${text}\x1b[0m`) })],
    ["behind colours as a shell writes them", pair((text) => `\\033[31m${text}\\e[0m`)],
    ["with colours inside", pair((text) => `${text.slice(0, 7)}\x1b[7m${text.slice(7)}\x1b[27m`)],
    ["in the text of a link", pair((text) => `\x1b]8;;https://example.org\x1b\\${text}\x1b]8;;\x07`)],
    ["as \\x41", pair((text) => each(text, (code) => `\\x${hex(code)}`))],
    ["as \\u0041", pair((text) => each(text, (code) => `\\u${hex(code, 4)}`))],
    ["as \\u{41}", pair((text) => each(text, (code) => `\\u{${hex(code)}}`))],
    ["as \\U00000041", pair((text) => each(text, (code) => `\\U${hex(code, 8)}`))],
    ["as \\101", pair((text) => each(text, (code) => `\\${code.toString(8).padStart(3, "0")}`))],
    ["as &#65;", pair((text) => each(text, (code) => `&#${code};`))],
    ["as &#x41;", pair((text) => each(text, (code) => `&#x${hex(code)};`))],
    ["as %41", pair((text) => each(text, (code) => `%${hex(code)}`))],
    ["as %2541", pair((text) => each(text, (code) => `%25${hex(code)}`))],
    [
      "with strokes and plus signs by their names",
      pair((text) => text.replaceAll("/", "&sol;").replaceAll("+", "&plus;")),
    ],
    ["in quoted-printable", quotedPrintable(ENVIRONMENT, 30)],
    [
      "in base64 of UTF-16, as PowerShell takes commands",
      `powershell -enc ${wide(ENVIRONMENT, 2, false).toString("base64")}`,
    ],
    [
      "in base64 of a zip",
      JSON.stringify({ zip_file: Buffer.from(zipSync({ "a.sh": strToU8(ENVIRONMENT) })).toString("base64") }),
    ],
    [
      "in base64 of a zip that packs nothing",
      Buffer.from(zipSync({ a: strToU8(ENVIRONMENT) }, { level: 0 })).toString("base64"),
    ],
  ])("%s", (_where, text) => {
    for (const sizes of [[Number.POSITIVE_INFINITY], [1], [7, 300]]) {
      const findings = scanned(text, sizes);
      expect([...findings.keys.keys()]).toEqual([key.id]);
      expect(secretsFor(findings, key.id)[0]).toBe(key.secret);
      expect(keyIn(findings, key.id).candidates[0]).toMatchObject({ beside: true, plausible: true });
    }
  });
});

describe("a key in base64 in lines is found, whatever stands before and behind each line:", () => {
  const around = fc.constantFrom<readonly [string, string]>(
    ["", ""],
    ["> ", ""],
    ["> > ", ""],
    ["+ ", ""],
    ["+", ""],
    ["- ", ""],
    ["-", ""],
    ["| ", ""],
    ["# ", ""],
    ["// ", ""],
    ["    ", ""],
    ["\t", ""],
    ['"', '"'],
    ['  "', '",'],
    ['  "', '" +'],
    ["'", "' \\"],
    ["", "\\"],
    ["", " \\"],
    ["- '", "'"],
  );
  const alphabet = fc.constantFrom("base64" as const, "base64url" as const);
  const stroke = fc.constantFrom("/", "\\/", "\\\\/", "\\u002f");
  const width = fc.integer({ min: 20, max: 120 });
  const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 });
  test("in a text of its own, in either alphabet, with strokes escaped or not", () => {
    fc.assert(
      fc.property(
        fc.record({
          around,
          alphabet,
          stroke,
          width,
          end: fc.constantFrom("\n", "\r\n"),
          comment: COMMENT,
          number: fc.nat(1_000_000),
          sizes,
        }),
        ({ around: [before, behind], end, number, ...how }) => {
          const made = madeUpKey(number);
          const lines = inLines(Buffer.from(scriptWith(made, how.comment)).toString(how.alphabet), how.width);
          const text = lines
            .map((line) => `${before}${line.replaceAll("/", how.stroke)}${behind}${end}`)
            .join("");
          const findings = scanned(`first line${end}${end}${text}`, how.sizes);
          expect([...findings.keys.keys()]).toContain(made.id);
          expect(secretsFor(findings, made.id)).toContain(made.secret);
          expect(keyIn(findings, made.id).places[0]?.line).toBeLessThanOrEqual(3 + lines.length);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("however many lines there are, and wherever among them it is", () => {
    fc.assert(
      fc.property(
        fc.record({
          around,
          alphabet,
          stroke,
          width,
          at: fc.nat(1_000_000),
          rest: fc.nat(600_000),
          number: fc.nat(1_000_000),
        }),
        ({ around: [before, behind], at, rest, number, ...how }) => {
          const made = madeUpKey(number);
          const script = `${"oéc€? ".repeat(at / 9)}\n${scriptWith(made, "")}${"oéc€> ".repeat(rest / 9)}`;
          const text = inLines(Buffer.from(script).toString(how.alphabet), how.width)
            .map((line) => `${before}${line.replaceAll("/", how.stroke)}${behind}\n`)
            .join("");
          const findings = scanned(`content:\n\n${text}`);
          expect([...findings.keys.keys()]).toEqual([made.id]);
          expect(secretsFor(findings, made.id)).toContain(made.secret);
          const { candidates } = keyIn(findings, made.id);
          // Lines that are as long as a secret may be tried before it, the nearest first.
          const place = how.width === 40 ? candidates.findIndex(({ text: one }) => one === made.secret) : 0;
          expect(candidates[place]).toMatchObject({ text: made.secret, beside: true });
        },
      ),
      { numRuns: 12 },
    );
  });

  test("with line breaks that JSON has escaped", () => {
    fc.assert(
      fc.property(
        width,
        alphabet,
        COMMENT,
        fc.boolean(),
        fc.nat(2),
        (wide, letters, comment, strokes, wraps) => {
          const lines = inLines(Buffer.from(scriptWith(key, comment)).toString(letters), wide).join("\n");
          let text = JSON.stringify({ user_data: lines });
          // As PHP does.
          if (strokes) text = text.replaceAll("/", "\\/");
          for (let wrap = 0; wrap < wraps; wrap++) text = JSON.stringify({ wrapped: text });
          const findings = scanned(text);
          expect([...findings.keys.keys()]).toEqual([key.id]);
          expect(secretsFor(findings, key.id)).toContain(key.secret);
        },
      ),
    );
  });
});

describe("a key in a token of the web, or whatever else is in the alphabet of URLs, is found:", () => {
  const web = (bytes: string | Buffer) => Buffer.from(bytes as string).toString("base64url");
  const token = fc.tuple(COMMENT, fc.nat(1_000_000)).map(([comment, number]) => {
    const made = madeUpKey(number);
    const claims = { sub: comment, id: made.id, note: "ÿ?>~", secret: made.secret, exp: number };
    return { made, token: [web('{"alg":"HS256"}'), web(JSON.stringify(claims)), web(noise(32))].join(".") };
  });
  const around = fc.constantFrom<readonly [string, string]>(
    ["", ""],
    ["Authorization: Bearer ", "\n"],
    ['{"a": 1,\n "token": "', '"}'],
    ['{\\n\\"id_token\\":\\"', '\\"\\n}'],
    ["https://example.org/cb?state=x&token=", "&next=y"],
    ["- ", "\n- name_of-something_Else"],
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 });

  test("in one line", () => {
    fc.assert(
      fc.property(token, around, sizes, ({ made, token: text }, [before, behind], cuts) => {
        const findings = scanned(`${before}${text}${behind}`, cuts);
        expect([...findings.keys.keys()]).toEqual([made.id]);
        expect(secretsFor(findings, made.id)[0]).toBe(made.secret);
        expect(keyIn(findings, made.id).places).toMatchObject([{ line: before.split("\n").length }]);
      }),
      { numRuns: 300 },
    );
  });

  test("in lines", () => {
    fc.assert(
      fc.property(token, fc.integer({ min: 20, max: 120 }), sizes, ({ made, token: text }, width, cuts) => {
        const findings = scanned(`token: |\n  ${inLines(text, width).join("\n  ")}\n`, cuts);
        expect([...findings.keys.keys()]).toEqual([made.id]);
        expect(secretsFor(findings, made.id)).toContain(made.secret);
      }),
      { numRuns: 300 },
    );
  });

  test("in one line without end, wherever in it", () => {
    fc.assert(
      fc.property(fc.nat(600_000), fc.nat(600_000), (before, behind) => {
        const noisy = (length: number) => "oéc€? ".repeat(length / 9);
        const script = `${noisy(before)} id=${key.id} oéc€? secret=${key.secret} ${noisy(behind)}`;
        const findings = scanned(`data=${web(script)}&a=b`);
        expect([...findings.keys.keys()]).toEqual([key.id]);
        expect(secretsFor(findings, key.id)).toEqual([key.secret]);
      }),
      { numRuns: 10 },
    );
  });

  test("and written in the usual alphabet to its last sign, wherever it is cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4000, max: 9000 }), fc.array(fc.nat(9000)), (length, cuts) => {
        const word = web(noise(length)).slice(0, length);
        const undoing = new WebSafe();
        let done = "";
        let left = "";
        const borders = [0, ...cuts.filter((cut) => cut < length).sort((a, b) => a - b), length];
        for (const [index, border] of borders.entries()) {
          const { undone, rest } = undoing.take(
            left + word.slice(borders[index - 1] ?? 0, border),
            index === borders.length - 1,
          );
          done += undone;
          left = rest;
        }
        expect(done + left).toBe(word.replaceAll("-", "+").replaceAll("_", "/"));
      }),
    );
  });

  test("and nothing in that alphabet is itself taken for a secret", () => {
    const personal = `ghp_${"aB3dE5".repeat(6)}`;
    for (const text of [personal, `${personal.slice(4, 24)}-${personal.slice(4, 23)}`]) {
      expect(secretsFor(scanned(`id=${key.id}\ntoken=${text}\n{"log":"a\\n${text}"}\n`), key.id)).toEqual([]);
    }
  });
});

test("a key that stands in the text as it is has its one place, though signs of another spelling stand there", () => {
  const findings = scanned(`\x1b[31mhello\x1b[0m\nid = "${key.id}"\nsecret = "${key.secret}"\n`);
  expect(keyIn(findings, key.id).places).toMatchObject([{ line: 2, column: 7 }]);
});

test("lines keep their numbers behind whatever was written otherwise", () => {
  for (const text of ["\x1b[2J\n&#65;\n", "soft=\nbreak=3D\n", "a\\x41\\x0a\n\n"]) {
    const lines = text.split("\n").length;
    const coloured = `${text}\x1b[1mid${each(key.id, (code) => `=${hex(code).toUpperCase()}`)}`;
    const found = scanned(coloured.replace("\x1b[1mid", "=3D\nid "));
    expect(keyIn(found, key.id).places[0]?.line).toBe(lines + 1);
  }
});

function scriptWith({ id, secret }: { id: string; secret: string }, comment: string): string {
  return `#!/bin/sh\n# ${comment}\nexport AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY=${secret}\nterraform apply\n`;
}

function inLines(text: string, width: number): string[] {
  return text.match(new RegExp(`.{1,${width}}`, "g")) ?? [];
}

function quotedPrintable(text: string, width: number): string {
  const encoded = text.replace(/[=]/g, "=3D").replace(/\$/g, "=24");
  return encoded
    .split("\n")
    .map((line) =>
      line.replace(new RegExp(`.{${width}}(?=.)`, "g"), (part) => (/=.?$/.test(part) ? part : `${part}=\n`)),
    )
    .join("\n");
}
