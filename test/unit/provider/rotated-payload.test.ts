import type { WebhookServer } from "../../../src/webhook/index.js";
import { customProducer } from "../../../src/webhook/index.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";
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

test("a change of something else leaves the payload of a dynamic secret that the gateway has rotated", async () => {
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

describe("a rotated secret", () => {
  const type = "latchkey_rotated_secret_custom";
  const ROTATED = "/rotated/crm-key";
  beforeEach(async () => {
    await at.gateway.objects.once({
      ...{ command: "target-create-web", doing: "creating target", name: "/rotated/webhook" },
      fields: { url: webhook.urls.rotate },
    });
  });
  const rotator = (more: Record<string, string | bigint | boolean> = {}) => ({
    name: ROTATED,
    target: "/rotated/webhook",
    payload_wo: system.payloadText,
    payload_wo_version: 1n,
    ...more,
  });
  const value = async (name = ROTATED) =>
    String(
      ((await command("rotated-secret-get-value", name)) as { value?: { payload?: string } })?.value?.payload,
    );
  const sent = () => at.sandboxGateway.calls().filter(({ command }) => command.startsWith("rotated-secret-"));

  test("keeps the payload that the gateway has rotated when something else is changed, or its name", async () => {
    const terraform = await at.terraform(type);
    expect(await terraform.apply(rotator())).toEqual(done("create"));
    expect(await value()).toBe(system.payloadText);
    await command("gateway-rotate-secret", ROTATED);
    const rotated = await value();
    expect(JSON.parse(rotated).key).not.toBe(system.payload.key);
    expect(await terraform.apply(rotator())).toEqual(done("none"));

    const changed = rotator({ timeout_seconds: 20n, interval_days: 7n, rotation_hour: 3n });
    expect(await terraform.apply(changed)).toEqual(done("update"));
    expect(await value()).toBe(rotated);
    expect(await terraform.apply({ ...changed, name: `${ROTATED}-2` })).toEqual(done("update"));
    expect(await value(`${ROTATED}-2`)).toBe(rotated);
    expect(
      JSON.stringify(terraform.state, (_, one) => (typeof one === "bigint" ? Number(one) : one)),
    ).not.toContain(JSON.parse(rotated).key);

    await command("gateway-rotate-secret", `${ROTATED}-2`);
    expect(await value(`${ROTATED}-2`)).not.toBe(rotated);
  });

  test("takes a payload of a new version without asking for the one that it holds", async () => {
    const terraform = await at.terraform(type);
    await terraform.apply(rotator());
    await command("gateway-rotate-secret", ROTATED);
    at.commands();

    const next = rotator({ payload_wo: "another payload", payload_wo_version: 2n, timeout_seconds: 20n });
    expect(await terraform.apply(next)).toEqual(done("update"));

    expect(at.commands()).not.toContain("rotated-secret-get-value");
    expect(await value()).toBe("another payload");
  });

  test("is not asked for its payload by a plan, nor by an apply that changes nothing", async () => {
    const terraform = await at.terraform(type);
    await terraform.apply(rotator());
    at.commands();
    expect(await terraform.apply(rotator())).toEqual(done("none"));
    await terraform.refresh();
    expect(at.commands()).not.toContain("rotated-secret-get-value");
  });

  test("keeps what it holds where the configuration gives no payload", async () => {
    const terraform = await at.terraform(type);
    const { payload_wo: _, payload_wo_version: __, ...without } = rotator();
    await terraform.apply(without);
    await at.gateway.objects.change({
      ...{ command: "rotated-secret-update-custom", doing: "updating", name: ROTATED },
      fields: { "custom-payload": "given by hand" },
    });
    expect(await terraform.apply({ ...without, timeout_seconds: 20n })).toEqual(done("update"));
    expect(await value()).toBe("given by hand");
  });

  test("whose interval the gateway counts in minutes is told so with every read, and plans no other", async () => {
    const theirs = await stage({ customIntervals: "minutes" });
    try {
      await theirs.gateway.objects.once({
        ...{ command: "target-create-web", doing: "creating target", name: "/rotated/webhook" },
        fields: { url: webhook.urls.rotate },
      });
      const terraform = await theirs.terraform(type);
      await terraform.apply(rotator({ interval_days: 7n }));
      const { action, diagnostics } = await terraform.apply(rotator({ interval_days: 7n }));
      expect(action).toBe("none");
      expect(diagnostics).toMatchObject([{ severity: "warning" }]);
      expect(diagnostics[0]?.detail).toContain(
        "interval_days: rotation_interval is 7 minutes instead of days (rotation_interval_min)",
      );

      const { action: another } = await terraform.apply(rotator({ interval_days: 8n }));
      expect(another).toBe("update");
      const imported = await theirs.terraform(type);
      await imported.import(ROTATED);
      expect((await imported.apply(rotator({ interval_days: 8n }))).action).toBe("update");
      expect((await imported.apply(rotator({ interval_days: 8n }))).action).toBe("none");
    } finally {
      await theirs.close();
    }
  });

  test.each([
    [
      "may not be read",
      { status: 401, text: JSON.stringify({ error: "UnauthorizedAccess" }) },
      "GATEWAY_PERMISSION_DENIED",
    ],
    ["is not told", { status: 200, text: JSON.stringify({ value: {} }) }, "GATEWAY_ANSWER_UNEXPECTED"],
  ])("is not changed while its payload %s", async (_, answer, code) => {
    const terraform = await at.terraform(type);
    await terraform.apply(rotator());
    await command("gateway-rotate-secret", ROTATED);
    const before = sent().filter(({ command }) => command === "rotated-secret-update-custom").length;
    at.sandboxGateway.answerNext("rotated-secret-get-value", { ...answer, times: 9 });

    const refused = errorOf(await terraform.apply(rotator({ timeout_seconds: 20n })));

    expect(refused).toContain(code);
    expect(refused).toContain("Nothing was changed.");
    expect(refused).toContain("payload_wo_version");
    expect(sent().filter(({ command }) => command === "rotated-secret-update-custom")).toHaveLength(before);
  });
});
