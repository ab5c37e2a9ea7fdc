import { createSecrets, type Fault, type SecretsOptions } from "../../../src/runtime/index.js";

const gateway = { gatewayUrl: "http://127.0.0.1:9/api/v2", accessId: "p-1", accessKey: "an-access-key" };

function refusal(options: SecretsOptions): Fault {
  try {
    createSecrets({ env: {}, ...options });
  } catch (error) {
    return error as Fault;
  }
  throw new Error("nothing was refused");
}

test.each<[string, object, string]>([
  [
    "a time to live of nothing",
    { ttlSeconds: 0 },
    "ttlSeconds of all secrets should be a number from 1 to 86400, got 0",
  ],
  ["one of NaN", { ttlSeconds: Number.NaN }, "got NaN"],
  ["one that is a text", { ttlSeconds: "300" }, 'got "300"'],
  ["a negative margin", { marginSeconds: -1 }, "marginSeconds"],
  ["an endless staleness", { staleSeconds: Number.POSITIVE_INFINITY }, "staleSeconds"],
  ["an endless patience", { patienceSeconds: 601 }, "patienceSeconds"],
  ["a wrong time of one secret", { secrets: { "/s": { ttlSeconds: 0 } } }, 'ttlSeconds of secret "/s"'],
  ["an unknown kind", { secrets: { "/s": { kind: "stable" } } }, "should be one of static, rotated, dynamic"],
])("refuses %s before anything is done", (_, options, seen) => {
  const fault = refusal({ gateway, ...options } as SecretsOptions);
  expect(fault.code).toBe("SECRETS_OPTION_REFUSED");
  expect(fault.details.seen).toContain(seen);
});

test.each<[string, SecretsOptions, string, string]>([
  ["no URL", {}, "GATEWAY_URL_MISSING", "createSecrets({ gateway: { gatewayUrl } })"],
  [
    "no login",
    { gateway: { gatewayUrl: gateway.gatewayUrl } },
    "GATEWAY_LOGIN_MISSING",
    "accessId with accessKey",
  ],
  [
    "two logins",
    { gateway: { ...gateway, token: "t-1" } },
    "GATEWAY_LOGIN_CONTRADICTING",
    "one complete way",
  ],
])("says what to do about %s in the words of an application", (_, options, code, advice) => {
  const fault = refusal(options);
  expect(fault.code).toBe(code);
  expect(fault.message).toContain(advice);
  expect(fault.message).not.toContain("provider block,");
});

test("takes from the environment what is not said", async () => {
  const env = {
    LATCHKEY_GATEWAY_URL: gateway.gatewayUrl,
    LATCHKEY_ACCESS_ID: "p-1",
    LATCHKEY_ACCESS_KEY: "key",
  };
  await createSecrets({ env }).close();
  await createSecrets({
    env,
    ttlSeconds: undefined as never,
    gateway: { aws: { region: "eu-west-1" } },
  }).close();
});
