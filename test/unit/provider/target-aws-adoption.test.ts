import { SecretText } from "../../../src/domain/secret-text.js";
import type { CredentialSource } from "../../../src/gateway/index.js";
import { done, errorOf, leftMark, type Stage, stage, takenOver } from "../../support/provider/stage.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.gateway.targets.remove("/aws");
  at.commands();
});

const ofGateway = { name: "/aws", use_gateway_identity: true };
const ofKey = {
  name: "/aws",
  region: "eu-west-1",
  access_key_id: "AKIAEXAMPLEEXAMPLE11",
  secret_access_key_wo: "the-secret-of-the-access-key",
  secret_access_key_wo_version: 1,
};
const writes = () => at.commands().filter((command) => !command.startsWith("target-get"));

/** A target as a run leaves it that was killed in the middle of its create. */
async function leave(credentials: CredentialSource, region: string | null): Promise<void> {
  await at.gateway.targets.createAws(
    { name: "/aws", description: null, region, credentials },
    { mark: leftMark() },
  );
  at.commands();
}

const heldKey: CredentialSource = {
  kind: "key",
  keyId: ofKey.access_key_id,
  secret: new SecretText(ofKey.secret_access_key_wo),
};

test.each<[object, CredentialSource, string | null]>([
  [ofGateway, { kind: "gateway-identity" }, null],
  [ofKey, heldKey, ofKey.region],
])("adopts %j that a killed run has left just so", async (given, credentials, region) => {
  const config = given as typeof ofKey;
  await leave(credentials, region);
  const afterwards = await at.terraform("latchkey_target_aws");
  expect(await afterwards.apply(config)).toEqual(takenOver);
  expect(writes()).toEqual(["update-target", "update-target"]);
  expect(await afterwards.apply(config)).toEqual(done("none"));
  expect(JSON.stringify(afterwards.state) + at.log.text).not.toContain(ofKey.secret_access_key_wo);
});

test.each([
  ["another secret", { ...ofKey, secret_access_key_wo: "not-the-secret-of-the-access-key" }],
  ["another key", { ...ofKey, access_key_id: "AKIAEXAMPLEEXAMPLE22" }],
  ["a session token", { ...ofKey, session_token_wo: "the-token-of-the-session" }],
  ["another region", { ...ofKey, region: null }],
  ["another description", { ...ofKey, description: "mine" }],
  ["another source", ofGateway],
])("fails on a target of a killed run that holds %s, and leaves it alone", async (_, config) => {
  await leave(heldKey, ofKey.region);
  const terraform = await at.terraform("latchkey_target_aws");
  at.commands();
  expect(errorOf(await terraform.apply(config))).toContain("GATEWAY_OBJECT_EXISTS");
  expect(writes()).toEqual([]);
  expect(terraform.state).toBeNull();
});
