import { withoutKeyMaterial } from "../../../src/domain/key-material.js";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

test.each([
  ["a secret", SECRET],
  ["a session token", `${SECRET.repeat(3)}==`],
  ["a token of base64url", SECRET.replaceAll("/", "_")],
])("leaves out %s", (_what, secret) => {
  expect(withoutKeyMaterial(`refused: ${secret}.`)).toBe("refused: [left out].");
});

test("masks ids of access keys", () => {
  expect(withoutKeyMaterial("no key AKIAIOSFODNN7EXAMPLE here")).toBe("no key AKIA…MPLE here");
});

test.each([
  "User: arn:aws:sts::123456789012:assumed-role/GatewayAdminRole1/session is not authorized",
  "failed to rotate secret /services/products/production/eu-central-1/aws-rotator",
  "request id 3b0f1c8e-4f57-4c0a-9a53-6f2f0d9c1e77",
])("keeps ordinary words: %s", (text) => {
  expect(withoutKeyMaterial(text)).toBe(text);
});
