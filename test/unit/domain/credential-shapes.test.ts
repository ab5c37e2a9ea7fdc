import { keyIdDoubt, keySecretDoubt } from "../../../src/domain/access-key-shape.js";
import { accessIdDoubt, loginSecretDoubt } from "../../../src/domain/gateway-login-shape.js";

describe("an id of an access key", () => {
  test.each([
    "AKIAIOSFODNN7EXAMPLE",
    "ASIAIOSFODNN7EXAMPLE",
    "AKIAEXAMPLE12345",
    // Local stand-ins for AWS: moto, LocalStack, MinIO, and names that people make up for them.
    "AKIAQWERTYUIOPASDFGH",
    "LKIAQAAAAAAABQEXAMPLE",
    "LSIAQAAAAAAABQEXAMPLE",
    "test",
    "testing",
    "minioadmin",
    "FAKE",
    "local-access-key-id",
    "mock_access_key_id",
  ])("may be %s", (id) => {
    expect(keyIdDoubt(id)).toBeUndefined();
  });

  test.each([
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "has a /, + or ="],
    ["wJalrXUtnFEMI+K7MDENG", "has a /, + or ="],
    ["d2hhdGV2ZXI=", "has a /, + or ="],
    ["wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab", "has 40 characters"],
    ["A".repeat(40), "has 40 characters"],
    ["akiaiosfodnn7example", "has lower case letters"],
    ["AKIAIOSFODNN7EXAMPLe", "has lower case letters"],
    ["wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYabc", "has lower case letters"],
    [" AKIAIOSFODNN7EXAMPLE", "has white space"],
    ["AKIAIOSFODNN7EXAMPLE\n", "has white space"],
  ])("is certainly not %j", (id, words) => {
    const doubt = keyIdDoubt(id);
    expect(doubt).toContain(words);
    expect(doubt).not.toContain(id.trim());
  });
});

test.each([
  ["AKIAIOSFODNN7EXAMPLE", true],
  ["ASIAIOSFODNN7EXAMPLE", true],
  ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", false],
  // A secret of 40 capital letters and digits is possible, if not likely.
  [`AKIA${"A".repeat(36)}`, false],
  ["AKIAwith lower case, a passphrase", false],
  ["test", false],
])("a secret %j is certainly an id: %j", (secret, isId) => {
  const doubt = keySecretDoubt(secret);
  expect(doubt !== undefined).toBe(isId);
  expect(doubt ?? "").not.toContain(secret);
});

test.each([
  ["p-abcdef123456", false],
  ["p-1", false],
  ["deployer", false],
  ["t-0123456789abcdef", true],
  ["u-1", false],
  ["mBnC4kX0cK8T0LbKrNQ1g7o1dHsSmYgDDSv0zUwQX3s=", true],
  ["eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln", true],
  ["p-abc def", true],
  ["a".repeat(40), true],
])("an access id %j is certainly none: %j", (id, isWrong) => {
  const doubt = accessIdDoubt(id);
  expect(doubt !== undefined).toBe(isWrong);
  expect(doubt ?? "").not.toContain(id);
});

test.each([
  ["p-abcdef123456", true],
  ["mBnC4kX0cK8T0LbKrNQ1g7o1dHsSmYgDDSv0zUwQX3s=", false],
  ["t-0123456789abcdef", false],
  ["p-abcdef123456-and-more-that-no-access-id-has", false],
])("an access key, JWT or token %j is certainly an access id: %j", (secret, isId) => {
  expect(loginSecretDoubt(secret) !== undefined).toBe(isId);
});
