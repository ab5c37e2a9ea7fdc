import { awsCredentials, type Fault } from "../../../src/runtime/index.js";
import { secretsOf } from "../../support/secrets/told-secrets.js";

const EXPECTED = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "the-secret-of-the-key" };

async function credentialsOf(value: object) {
  const { source, secrets } = secretsOf();
  source.values.set("/aws", JSON.stringify(value));
  const { expiration, ...credentials } = await awsCredentials({ secret: "/aws", secrets })();
  return { expiration, credentials, readAt: (await secrets.get("/aws")).readAt };
}

test.each([
  [
    "the gateway issues",
    { access_key_id: EXPECTED.accessKeyId, secret_access_key: EXPECTED.secretAccessKey },
  ],
  ["the gateway rotates", { username: EXPECTED.accessKeyId, password: EXPECTED.secretAccessKey }],
  [
    "the environment has",
    { AWS_ACCESS_KEY_ID: EXPECTED.accessKeyId, AWS_SECRET_ACCESS_KEY: EXPECTED.secretAccessKey },
  ],
  ["the SDK takes", EXPECTED],
  ["AWS answers with", { AccessKeyId: EXPECTED.accessKeyId, SecretAccessKey: EXPECTED.secretAccessKey }],
])("knows the names that %s", async (_, value) => {
  expect((await credentialsOf(value)).credentials).toEqual(EXPECTED);
  expect((await credentialsOf({ ...value, security_token: "" })).credentials).toEqual(EXPECTED);
  expect((await credentialsOf({ ...value, security_token: "a-token" })).credentials).toEqual({
    ...EXPECTED,
    sessionToken: "a-token",
  });
});

test("has the SDK ask each time for a key of which no end is known, so that it keeps none that was rotated", async () => {
  const { expiration, readAt } = await credentialsOf(EXPECTED);
  expect(expiration).toEqual(readAt);
});

test("says which part a secret lacks, and shows none of the others", async () => {
  const { source, secrets } = secretsOf();
  source.values.set(
    "/aws",
    JSON.stringify({ access_key_id: "AKIAEXAMPLE", secret: "the-secret-of-the-key" }),
  );
  const fault: Fault = await awsCredentials({ secret: "/aws", secrets })().then(
    () => Promise.reject(new Error("nothing was refused")),
    (error) => error,
  );
  expect(fault.code).toBe("SECRET_FIELD_MISSING");
  expect(fault.message).toContain("it has no secret access key under any of the usual names");
  expect(fault.message).not.toMatch(/the-secret-of-the-key|AKIAEXAMPLE/);
});
