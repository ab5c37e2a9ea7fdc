import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
// In a project of your own: from "latchkey".
import { CustomProducer, EphemeralVariable, LatchkeyProvider, StaticSecret } from "../../src/index.js";

const FOLDER = "/shop";

/** Secrets for two systems that the gateway does not know: a database by webhooks, and an API whose key is static. */
class OtherSystems extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // What the block does not say comes from the environment: LATCHKEY_* or AKEYLESS_*.
    new LatchkeyProvider(this, "latchkey");

    // The webhook is the one of ../webhooks/postgresql, wherever it runs.
    const webhook = process.env.WEBHOOK_URL ?? "https://webhooks.example.com/sync";
    // Its first login, for the apply that makes the secret. After a rotation the gateway alone has one that is newer.
    const login = new EphemeralVariable(this, "orders_login", { optional: true });
    new CustomProducer(this, "Orders", {
      name: `${FOLDER}/orders-db`,
      create: `${webhook}/create`,
      revoke: `${webhook}/revoke`,
      rotate: `${webhook}/rotate`,
      payloadWo: login.stringValue,
      rotation: { intervalDays: 30 },
      ttlSeconds: 1800,
      // The gateway sends the login there: only what never leaves its machine may go without TLS.
      allowPlainHttp: new URL(webhook).hostname === "127.0.0.1",
      ...(process.env.ORDERS_DESCRIPTION && { description: process.env.ORDERS_DESCRIPTION }),
    });

    // A system that makes no credentials for programs: a person gives the key, and raises the version.
    const key = new EphemeralVariable(this, "weather_key", { optional: true });
    new StaticSecret(this, "Weather", {
      name: `${FOLDER}/weather`,
      valueWo: key.stringValue,
      valueWoVersion: Number(process.env.WEATHER_KEY_VERSION ?? 1),
    });
  }
}

const app = new App();
new OtherSystems(app, "other-systems");
app.synth();
