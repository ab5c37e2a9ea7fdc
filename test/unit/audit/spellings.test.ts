import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { madeUpKey } from "../../support/audit/keys.js";
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
  test("in a text of its own", () => {
    fc.assert(
      fc.property(
        around,
        fc.integer({ min: 20, max: 120 }),
        fc.constantFrom("\n", "\r\n"),
        fc.string({ unit: "grapheme-ascii", maxLength: 90 }),
        fc.nat(1_000_000),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
        ([before, behind], width, end, comment, number, sizes) => {
          const made = madeUpKey(number);
          const script = `#!/bin/sh\n# ${comment.replace(/[\\%]|[A-Za-z0-9+/]{15,}/g, "")}\nexport AWS_ACCESS_KEY_ID=${made.id}\nexport AWS_SECRET_ACCESS_KEY=${made.secret}\nterraform apply\n`;
          const lines =
            Buffer.from(script)
              .toString("base64")
              .match(new RegExp(`.{1,${width}}`, "g")) ?? [];
          const text = lines.map((line) => `${before}${line}${behind}${end}`).join("");
          const findings = scanned(`first line${end}${end}${text}`, sizes);
          expect([...findings.keys.keys()]).toContain(made.id);
          expect(secretsFor(findings, made.id)).toContain(made.secret);
          expect(keyIn(findings, made.id).places[0]?.line).toBeLessThanOrEqual(3 + lines.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("with line breaks that JSON has escaped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 120 }), fc.nat(2), (width, wraps) => {
        const lines = Buffer.from(ENVIRONMENT)
          .toString("base64")
          .replace(new RegExp(`.{${width}}`, "g"), "$&\n");
        let text = JSON.stringify({ user_data: lines });
        for (let wrap = 0; wrap < wraps; wrap++) text = JSON.stringify({ wrapped: text });
        const findings = scanned(text);
        expect([...findings.keys.keys()]).toEqual([key.id]);
        expect(secretsFor(findings, key.id)).toContain(key.secret);
      }),
    );
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

function quotedPrintable(text: string, width: number): string {
  const encoded = text.replace(/[=]/g, "=3D").replace(/\$/g, "=24");
  return encoded
    .split("\n")
    .map((line) =>
      line.replace(new RegExp(`.{${width}}(?=.)`, "g"), (part) => (/=.?$/.test(part) ? part : `${part}=\n`)),
    )
    .join("\n");
}
