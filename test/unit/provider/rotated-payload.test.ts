import type { WebhookServer } from "../../../src/webhook/index.js";
import { customProducer } from "../../../src/webhook/index.js";
import { done, type Stage, stage } from "../../support/provider/stage.js";
import { System } from "../../support/webhook/system.js";

const NAME = "/rotated/payload";
let at: Stage;
let system: System;
let webhook: WebhookServer;
beforeEach(async () => {
  at = await stage();
  system = new System();
  webhook = await customProducer(system.props({ oldPayloadSeconds: 0 })).serve({ port: 0 });
});
afterEach(async () => {
  await webhook.stop();
  await at.close();
});

const config = (more: Record<string, string | bigint | boolean> = {}) => ({
  name: NAME,
  create_sync_url: webhook.urls.create,
  revoke_sync_url: webhook.urls.revoke,
  rotate_sync_url: webhook.urls.rotate,
  payload_wo: system.payloadText,
  payload_wo_version: 1n,
  ...more,
});
const command = (word: string, name = NAME) =>
  at.gateway.objects.find({ command: word, doing: "asking for", name });
const held = async (name = NAME) =>
  JSON.parse(String((await command("dynamic-secret-get", name))?.payload)).key;

test("a change of something else leaves the payload that the gateway has rotated", async () => {
  const terraform = await at.terraform("latchkey_dynamic_secret_custom");
  expect(await terraform.apply(config())).toEqual(done("create"));
  await command("gateway-rotate-secret");
  const rotated = await held();
  expect(rotated).not.toBe(system.payload.key);
  expect(await terraform.apply(config())).toEqual(done("none"));

  expect(await terraform.apply(config({ ttl_seconds: 1800n }))).toEqual(done("update"));
  expect(await held()).toBe(rotated);

  const renamed = "/rotated/payload-elsewhere";
  expect(await terraform.apply(config({ ttl_seconds: 1800n, name: renamed }))).toEqual(done("update"));
  expect(await held(renamed)).toBe(rotated);
  expect(await command("dynamic-secret-get-value", renamed)).toMatchObject({ user: expect.any(String) });
});

test("a new version of the payload replaces it, whatever the gateway holds", async () => {
  const terraform = await at.terraform("latchkey_dynamic_secret_custom");
  await terraform.apply(config());
  await command("gateway-rotate-secret");
  system.keys.add("a-key-that-the-deployer-has-set");
  const payload = JSON.stringify({ ...system.payload, key: "a-key-that-the-deployer-has-set" });

  const next = config({ payload_wo: payload, payload_wo_version: 2n });
  expect(await terraform.apply(next)).toEqual(done("update"));

  expect(await held()).toBe("a-key-that-the-deployer-has-set");
});
