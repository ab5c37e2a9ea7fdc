import { createHmac } from "node:crypto";
import fc from "fast-check";
import { SecretText } from "../../../src/domain/secret-text.js";
import { judgeSignature } from "../../../src/hook/signature.js";

const KEY = new SecretText("secret123");
const BODY = Buffer.from('{"payload_version":1}');
/** From: printf '{"payload_version":1}' | openssl dgst -sha512 -hmac secret123 */
const SIGNATURE =
  "c20c44991ec2a8c68d1751b5d3abc0e73b4a97d687fd02c9888c29f7f635d6db3fea32cd34dcd0bbb0ab1017351bcf81b2b28aae37f650c0de48799a1c3572c5";

test("accepts what the key has made, as another implementation computes it", () => {
  expect(judgeSignature(KEY, SIGNATURE, BODY)).toBe("valid");
});

test.each([
  ["a key, and no header", KEY, undefined, "missing"],
  ["a key, and the empty header of a task without a key", KEY, "", "missing"],
  ["no key here, and a signature", undefined, SIGNATURE, "no-key"],
  ["no key here, and no signature either", undefined, "", "no-key"],
  ["another key", new SecretText("secret124"), SIGNATURE, "wrong"],
  ["upper-case digits", KEY, SIGNATURE.toUpperCase(), "wrong"],
  ["a shorter one", KEY, SIGNATURE.slice(0, 126), "wrong"],
  ["two in one header", KEY, `${SIGNATURE}, ${SIGNATURE}`, "wrong"],
  ["another algorithm", KEY, createHmac("sha256", "secret123").update(BODY).digest("hex"), "wrong"],
  ["something else", KEY, "é".repeat(64), "wrong"],
] as const)("fails for %s", (_case, key, header, verdict) => {
  expect(judgeSignature(key, header, BODY)).toBe(verdict);
});

test("fails for every other body and every other signature", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (body, at, flip) => {
        const right = createHmac("sha512", "secret123").update(body).digest();
        expect(judgeSignature(KEY, right.toString("hex"), body)).toBe("valid");
        const other = Uint8Array.from(body);
        other[at % body.length] = (other[at % body.length] ?? 0) ^ flip;
        expect(judgeSignature(KEY, right.toString("hex"), other)).toBe("wrong");
        right[at % 64] = (right[at % 64] ?? 0) ^ flip;
        expect(judgeSignature(KEY, right.toString("hex"), body)).toBe("wrong");
      },
    ),
  );
});

test("fails for a signature of which any single digit is another", () => {
  const right = createHmac("sha512", "secret123").update(BODY).digest("hex");
  const others = Array.from(right, (digit, at) => {
    return `${right.slice(0, at)}${digit === "0" ? "1" : "0"}${right.slice(at + 1)}`;
  });
  expect(others.map((other) => judgeSignature(KEY, other, BODY))).toEqual(Array(128).fill("wrong"));
});
