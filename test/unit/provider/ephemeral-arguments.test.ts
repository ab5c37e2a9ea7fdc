import { z } from "zod";
import { ephemeralTables } from "../../../src/schema/index.js";
import { customProducer, type WebhookServer } from "../../../src/webhook/index.js";
import { GatewayAdministrator } from "../../support/gateway/administrator.js";
import { type Stage, stage } from "../../support/provider/stage.js";

let world: Stage;
let webhook: WebhookServer;
const revoked: string[] = [];
beforeAll(async () => {
  world = await stage();
  webhook = await customProducer({
    payload: z.string(),
    input: z.object({ role: z.string().default("none") }),
    callers: "unverified",
    create: ({ input }) => ({ id: `of ${input.role}`, response: { user: "ann", role: input.role } }),
    revoke: ({ id }) => revoked.push(id),
  }).serve({ port: 0 });
  await new GatewayAdministrator(world.sandboxGateway).run("dynamic-secret-create-custom", {
    ...{ name: "/custom", payload: "the root's", "skip-dry-run": "true" },
    ...{ "create-sync-url": webhook.urls.create, "revoke-sync-url": webhook.urls.revoke },
  });
});
afterAll(async () => {
  await webhook.stop();
  await world.close();
});

test("a custom dynamic secret is asked with the args of the configuration, and none where it has none", async () => {
  const provider = world.provider();
  await world.terraform("latchkey_static_secret", provider);
  const [table] = ephemeralTables.filter(({ type }) => type === "dynamic_secret");
  const unset = Object.fromEntries(Object.keys(table?.attributes ?? {}).map((name) => [name, null]));
  const typeName = "latchkey_dynamic_secret";
  for (const [args, role] of [
    [{ role: "reader" }, "reader"],
    [null, "none"],
  ] as const) {
    const config = { ...unset, name: "/custom", args };
    const opened = await provider.openEphemeral({ typeName, config, deferralAllowed: false });
    expect(opened.diagnostics).toEqual([]);
    expect(JSON.parse(String(opened.result?.json))).toMatchObject({ user: "ann", role });
    await provider.closeEphemeral({ typeName, private: opened.private });
  }
  expect(revoked).toEqual(["of reader", "of none"]);
});
