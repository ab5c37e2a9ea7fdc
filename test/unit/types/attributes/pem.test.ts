import { pem } from "../../../../src/types/attributes/pem.js";
import { pemText } from "../../../../src/types/wire/index.js";

const PEM = "-----BEGIN CERTIFICATE-----\nb25l\n-----END CERTIFICATE-----";
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each([
  ["with a line break at its end", `${PEM}\n`],
  ["with the line breaks of Windows", `${PEM}\n`.replaceAll("\n", "\r\n")],
  ["in base64", base64(PEM)],
  ["in base64, with a line break at its end", base64(`${PEM}\n`)],
  ["in base64 with a line break after that", `${base64(PEM)}\n`],
  ["in base64 of base64", base64(base64(PEM))],
])("PEM %s is the same as without", (_, spelling) => {
  expect(pem.canonical(spelling)).toBe(pem.canonical(PEM));
  expect(pem.canonical(spelling)).not.toBe(pem.canonical(PEM.replace("b25l", "dHdv")));
});

test.each(["cHVibGljLWtleQ==", "no PEM", "-", "", "====", "\u0000ÿ"])("%j stays what it is", (text) => {
  expect(pem.canonical(text)).toBe(text);
});

test("PEM is sent in base64, and what is base64 already as it is", () => {
  const sent = (text: string) => pemText("certificate-data").created(text);
  expect(sent(PEM)).toEqual({ "certificate-data": base64(PEM) });
  expect(sent(base64(PEM))).toEqual({ "certificate-data": base64(PEM) });
});
