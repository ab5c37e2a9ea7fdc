import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { CanarySearch } from "../../../../src/cli/canary/canary-search.js";
import { DISGUISES, type Disguise } from "../../../../src/cli/canary/disguise.js";

/** Holds something that every habit of escaping changes, with enough in between. */
const SECRET = `w/x+Y="z&é<\\Q7 \${b}%4`;
const LABEL = "the planted one";
const bytesOf = (text: string) => Buffer.from(text, "utf8");

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const unit = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
const everyUnit = (text: string) => text.replace(/[\s\S]/g, unit);
const lines = (text: string, width: number, before = "") =>
  text.replace(new RegExp(`.{${width}}(?=.)`, "gu"), `$&\n${before}`);
const html = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (character) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot" }[character] ?? "#39"};`,
  );
const base64 = (content: string | Uint8Array) => Buffer.from(content as string).toString("base64");

/** A way to write a secret. */
type Row = readonly [how: string, write: (secret: string) => string | Uint8Array];

const ROWS: Readonly<Record<Disguise, readonly Row[]>> = {
  JSON: [
    ["in JSON", (text) => JSON.stringify({ a: text })],
    ["in JSON whose slashes are escaped", (text) => JSON.stringify(text).replaceAll("/", "\\/")],
    ["in JSON as Go writes it", (text) => JSON.stringify(text).replace(/[<>&]/g, unit)],
    [
      "in JSON of code units, in capital letters",
      (text) => everyUnit(text).replace(/[a-f]/g, (c) => c.toUpperCase()),
    ],
    ["in JSON inside of JSON", (text) => JSON.stringify({ log: JSON.stringify({ a: text }) })],
    ["in JSON inside of JSON inside of JSON", (text) => JSON.stringify(JSON.stringify(JSON.stringify(text)))],
    [
      "in a string of a shell, byte for byte",
      (text) => [...bytesOf(text)].map((b) => `\\x${b.toString(16).padStart(2, "0")}`).join(""),
    ],
  ],
  URL: [
    ["in a URL", (text) => `https://x/?q=${encodeURIComponent(text)}`],
    [
      "in a URL with small letters",
      (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
    ],
    ["in a form", (text) => new URLSearchParams({ q: text }).toString()],
    ["in a URL inside of a URL", (text) => encodeURIComponent(encodeURIComponent(text))],
    [
      "in a URL, byte for byte",
      (text) => [...bytesOf(text)].map((b) => `%${b.toString(16).padStart(2, "0")}`).join(""),
    ],
  ],
  HTML: [
    ["in HTML", (text) => `<p>${html(text)}</p>`],
    ["in XML, as numbers", (text) => [...text].map((c) => `&#x${c.codePointAt(0)?.toString(16)};`).join("")],
    ["in XML, as decimal numbers", (text) => [...text].map((c) => `&#${c.codePointAt(0)};`).join("")],
    ["in HTML, escaped twice", (text) => html(html(text))],
  ],
  HCL: [
    ["as Terraform shows it", (text) => json(text.replaceAll("${", () => "$${").replaceAll("%{", "%%{"))],
  ],
  "line breaks": [
    [
      "broken by a box around a diagnostic",
      (text) => `╷\n│ Error: no\n│ \n│ it says ${lines(text, 5, "│ ")}\n╵`,
    ],
    [
      "broken by a box in colours",
      (text) => `\u001b[31m│\u001b[0m ${lines(text, 5, "\u001b[31m│\u001b[0m \u001b[0m")}`,
    ],
    [
      "broken by a box behind the name of a stack",
      (text) => `quickstart  │ it says\nquickstart  │ ${lines(text, 5, "quickstart  │ ")}`,
    ],
    ["broken at a space", (text) => text.replace(" ", "\r\n│     ")],
  ],
  "UTF-16": [
    ["in UTF-16", (text) => Buffer.from(text, "utf16le")],
    ["in UTF-16 of the other byte order", (text) => Buffer.from(text, "utf16le").swap16()],
  ],
  base64: [
    ["in base64", (text) => base64(text)],
    ["in base64 for URLs", (text) => bytesOf(text).toString("base64url")],
    ["in base64 of a longer text, one byte in", (text) => base64(`~${text}?>tail`)],
    ["in base64 of a longer text, two bytes in", (text) => base64(`~~${text}?>tail`)],
    ["in base64 for URLs of a longer text", (text) => Buffer.from(`~~${text}?>?>`).toString("base64url")],
    ["in base64 of 64 columns", (text) => lines(base64(`${"~".repeat(40)}${text}${"~".repeat(40)}`), 64)],
    [
      "in base64 of 76 columns",
      (text) => lines(base64(`${"~".repeat(50)}${text}${"~".repeat(40)}`), 76, " "),
    ],
    ["in base64 of few columns", (text) => lines(base64(text), 7)],
    [
      "in base64 of 64 columns inside of JSON",
      (text) => JSON.stringify(lines(base64(`${"~".repeat(40)}${text}`), 64)),
    ],
    ["in base64 inside of a URL", (text) => encodeURIComponent(base64(`~~${text}??`))],
  ],
  "encoded text": [
    ["in base64 of JSON", (text) => base64(JSON.stringify({ password: text }))],
    ["in base64 of JSON of another alignment", (text) => base64(JSON.stringify({ passwords: text }))],
    ["in base64 of JSON, within a path", (text) => `/a/b/c/${base64(JSON.stringify({ p: text }))}`],
    [
      "in base64 of JSON of 64 columns",
      (text) => lines(base64(JSON.stringify({ password: text, b: "b".repeat(30) })), 64, "│ "),
    ],
    ["in base64 of base64", (text) => base64(base64(`~${text}`))],
    ["in base64 of base64 of JSON", (text) => base64(base64(JSON.stringify({ p: text })))],
    ["in base64 of what was compressed", (text) => base64(gzipSync(text))],
  ],
  hex: [
    ["in hexadecimal", (text) => bytesOf(text).toString("hex")],
    ["in hexadecimal of capital letters", (text) => bytesOf(text).toString("hex").toUpperCase()],
    [
      "in hexadecimal with colons",
      (text) =>
        bytesOf(text)
          .toString("hex")
          .replace(/..(?=.)/g, "$&:"),
    ],
    [
      "in hexadecimal of a language",
      (text) =>
        `0x${bytesOf(text)
          .toString("hex")
          .replace(/..(?=.)/g, "$&, 0x")}`,
    ],
    [
      "as Node shows a buffer",
      (text) =>
        `<Buffer ${bytesOf(text)
          .toString("hex")
          .replace(/..(?=.)/g, "$& ")}>`,
    ],
    ["in hexadecimal behind another digit", (text) => `a${bytesOf(text).toString("hex")}`],
    ["in hexadecimal of JSON", (text) => bytesOf(JSON.stringify([text])).toString("hex")],
  ],
  "byte list": [
    ["as a buffer in JSON", (text) => JSON.stringify(bytesOf(text))],
    ["as Go shows bytes", (text) => `[${[...bytesOf(text)].join(" ")}]`],
  ],
};

const PLAIN: Row = ["as it is", (text) => text];
const rows = [PLAIN, ...Object.values(ROWS).flat()];

const spellings = (search: CanarySearch, content: string | Uint8Array) =>
  search.find(Buffer.from(content as string)).map(({ spelling }) => spelling);

describe("a secret is found", () => {
  const search = new CanarySearch([{ label: LABEL, secret: SECRET }]);

  test("as it is", () => {
    expect(spellings(search, `"${SECRET}"`)).toEqual(["plain"]);
  });

  describe.each(DISGUISES)("by seeing through %s:", (disguise) => {
    test.each(ROWS[disguise])("%s", (_how, write) => {
      expect(spellings(search, write(SECRET))).toContainEqual(expect.stringContaining(disguise));
    });
  });

  test("at the place where it, or what it is encoded in, begins", () => {
    for (const [how, write] of rows) {
      const content = Buffer.from(write(SECRET) as string);
      const at = search.find(content).map(({ begin }) => begin + 5);
      const further = search.find(Buffer.concat([Buffer.from("....\n"), content])).map(({ begin }) => begin);
      expect([how, further]).toEqual([how, at]);
    }
  });

  test("whatever it consists of, and whatever stands around it", () => {
    const around = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from([...bytes, 0x0a]));
    const secret = fc.oneof(
      fc.uint8Array({ minLength: 30, maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString("base64")),
      fc.string({ unit: fc.constantFrom(...'aZ0/+=-_."\\&<>%é€😀$'), minLength: 12, maxLength: 40 }),
    );
    fc.assert(
      fc.property(secret, fc.constantFrom(...rows), around, around, (text, [, write], before, after) => {
        const content = Buffer.concat([before, Buffer.from(write(text) as string), Buffer.from("\n"), after]);
        return new CanarySearch([{ label: LABEL, secret: text }]).find(content).length > 0;
      }),
      { numRuns: 5000 },
    );
  });
});

describe.each(DISGUISES)("without eyes for %s", (disguise) => {
  const blind = new CanarySearch(
    [{ label: LABEL, secret: SECRET }],
    DISGUISES.filter((other) => other !== disguise),
  );

  test("at least one of its rows is missed, and nothing that is no row of it", () => {
    const missed = rows.filter(([, write]) => blind.find(Buffer.from(write(SECRET) as string)).length === 0);
    expect(missed.length).toBeGreaterThan(0);
  });
});

describe("nothing is found", () => {
  const awsSecret = fc
    .uint8Array({ minLength: 30, maxLength: 30 })
    .map((bytes) => Buffer.from(bytes).toString("base64"));
  const text = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ maxLength: 3000 }).map((written) => Buffer.from(written)),
    fc.json().map((written) => Buffer.from(JSON.stringify(written))),
    awsSecret.map((other) => Buffer.from(other.repeat(20))),
  );

  test("in a text that has nothing to do with the secret, whatever it looks like", () => {
    fc.assert(
      fc.property(awsSecret, text, fc.constantFrom(...rows), (secret, content, [, write]) => {
        const search = new CanarySearch([{ label: LABEL, secret }]);
        expect(search.find(content)).toEqual([]);
        expect(search.find(Buffer.from(write(content.toString("latin1")) as string))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("where one character differs, in any spelling", () => {
    fc.assert(
      fc.property(awsSecret, fc.nat({ max: 37 }), fc.constantFrom(...rows), (secret, at, [, write]) => {
        const other = secret.slice(0, at) + (secret[at] === "A" ? "B" : "A") + secret.slice(at + 1);
        const content = Buffer.from(write(other) as string);
        expect(new CanarySearch([{ label: LABEL, secret }]).find(content)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
