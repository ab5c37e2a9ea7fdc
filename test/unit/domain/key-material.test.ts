import { withoutKeyMaterial } from "../../../src/domain/key-material.js";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

test.each([
  ["a secret", SECRET],
  ["a session token", `${SECRET.repeat(3)}==`],
  ["a token of base64url", SECRET.replaceAll("/", "_")],
  ["a secret in a URL", encodeURIComponent(SECRET)],
  ["a session token in a URL", encodeURIComponent(`${SECRET.repeat(3)}==`)],
  ["a secret in JSON", SECRET.replaceAll("/", "\\/")],
  ["a secret in JSON of code units", SECRET.replaceAll("/", "\\u002F")],
])("leaves out %s", (_what, secret) => {
  expect(withoutKeyMaterial(`refused: ${secret}.`)).toBe("refused: [left out].");
});

test("masks ids of access keys", () => {
  expect(withoutKeyMaterial("no key AKIAIOSFODNN7EXAMPLE here")).toBe("no key AKIA…MPLE here");
});

test.each([
  "User: arn:aws:sts::123456789012:assumed-role/GatewayAdminRole1/session is not authorized",
  "failed to rotate secret /services/products/production/eu-central-1/aws-rotator",
  "failed to rotate secret %2Fservices%2Fproducts%2Fproduction%2Feu-central-1%2Faws-rotator%2Fof-a-team",
  "request id 3b0f1c8e-4f57-4c0a-9a53-6f2f0d9c1e77",
])("keeps ordinary words: %s", (text) => {
  expect(withoutKeyMaterial(text)).toBe(text);
});

test("goes through megabytes of it", () => {
  expect(withoutKeyMaterial("aB1/".repeat(4_000_000))).toMatch(/^(\[left out\])+$/);
});
