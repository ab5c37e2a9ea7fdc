import { deflateSync, gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import type { Disguise } from "../../../src/disguise/disguise.js";

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

const points = (text: string, write: (hex: string) => string) =>
  [...text].map((character) => write(character.codePointAt(0)?.toString(16) ?? "")).join("");
/** Behind a sign that is always escaped, in lines that go on. */
const quotedPrintable = (text: string, width: number) =>
  [...bytesOf(`password=${text}`)]
    .map((byte) =>
      byte > 0x20 && byte < 0x7f && byte !== 0x3d
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .map((written, at) => (at > 0 && at % width === 0 ? `=\r\n${written}` : written))
    .join("");
const utf32 = (text: string) => {
  const written = [...text].map((character) => character.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(4 * written.length);
  for (const [index, point] of written.entries()) bytes.writeUInt32LE(point, 4 * index);
  return bytes;
};

/** A way to write a secret. */
export type Row = readonly [how: string, write: (secret: string) => string | Uint8Array];

export const ROWS: Readonly<Record<Disguise, readonly Row[]>> = {
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
    ["in a string of JavaScript", (text) => points(text, (hex) => `\\u{${hex}}`)],
    ["in a string of Python or Go", (text) => points(text, (hex) => `\\U${hex.padStart(8, "0")}`)],
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
    ["in HTML, as numbers without their ends", (text) => points(text, (hex) => `&#x${hex}`)],
    ["in HTML, escaped twice", (text) => html(html(text))],
  ],
  HCL: [
    ["as Terraform shows it", (text) => json(text.replaceAll("${", () => "$${").replaceAll("%{", "%%{"))],
  ],
  "quoted-printable": [
    ["in a mail", (text) => quotedPrintable(text, 1000)],
    ["in a mail, in lines", (text) => quotedPrintable(text, 12)],
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
  "UTF-32": [
    ["in UTF-32", utf32],
    ["in UTF-32 of the other byte order", (text) => utf32(text).swap32()],
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
    ["in base64 of what zlib has compressed", (text) => base64(deflateSync(text))],
    ["in base64 of a zip", (text) => base64(zipSync({ "secret.txt": bytesOf(text) }))],
    ["in base64 for URLs of what was compressed", (text) => gzipSync(text).toString("base64url")],
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

/** All of them, the plain one included. */
export const rows: readonly Row[] = [["as it is", (text) => text], ...Object.values(ROWS).flat()];
