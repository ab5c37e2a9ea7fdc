import { systemClock } from "../../../src/domain/system-clock.js";
import type { PlanCreateContext } from "../../../src/engine/definition.js";
import { createProviderServer } from "../../../src/engine/index.js";
import type { Fault } from "../../../src/errors/fault.js";
import { latchkey } from "../../../src/provider/provider.js";
import { type Attributes, UNKNOWN } from "../../../src/vocabulary/index.js";
import { NOTHING_SAID, type Said } from "../../../src/wiring/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { failure } from "../../support/failure.js";

const log = { log: () => {} };
const NO_GATEWAY = latchkey({}, systemClock);
const COMPLETE = { LATCHKEY_GATEWAY_URL: "http://127.0.0.1:9/api/v2", LATCHKEY_ACCESS_ID: "p-1" };

/** What Terraform tells of these objects while it plans: nothing is known of them. */
function planning(provider: typeof NO_GATEWAY, said: Partial<Said> = {}) {
  const client = provider.configure({ ...NOTHING_SAID, ...said } as never, {
    log,
    terraformVersion: "1.11.4",
  });
  const { signal } = new AbortController();
  const context = { client, signal, log, warn: () => {}, planned: () => UNKNOWN };
  return context as unknown as PlanCreateContext<Attributes, typeof client>;
}

/** What configuring the provider comes to. */
async function configured(env: NodeJS.ProcessEnv, said: Record<string, unknown> = {}) {
  const server = createProviderServer(latchkey(env, systemClock), { log: new RecordingLogger() });
  const config = { ...NOTHING_SAID, ...said } as never;
  const { diagnostics } = await server.configureProvider({ config, terraformVersion: "1.11.4" });
  return diagnostics.map(({ detail }) => /\[([A-Z_]+)\]/.exec(detail)?.[1]);
}

const needing = NO_GATEWAY.resources
  .filter(({ table }) => table.type !== "machine_key")
  .map((resource) => [resource.table.type, resource] as const);

describe("a provider that was told of no gateway", () => {
  test.each(needing)("refuses to plan a %s, and names what is missing", async (_, resource) => {
    const { planCreate, planUpdate } = resource;
    for (const look of [planCreate, planUpdate]) {
      const { code, details } = (await failure(Promise.resolve(look?.(planning(NO_GATEWAY))))) as Fault;
      expect({ code, details }).toEqual({
        code: "GATEWAY_URL_MISSING",
        details: expect.objectContaining({
          seen: expect.stringMatching(/LATCHKEY_GATEWAY_URL.*access_id/),
          state: "Nothing was changed.",
        }),
      });
      // The names are those of the provider block, and not of the resource at which Terraform shows the error.
      expect(details.attribute).toBeUndefined();
    }
  });

  test.each(needing)("refuses to plan the end of a %s", async (_, { planDestroy }) => {
    const context = { ...planning(NO_GATEWAY), state: {} };
    await expect(Promise.resolve(planDestroy?.(context as never))).rejects.toMatchObject({
      code: "GATEWAY_URL_MISSING",
    });
  });

  test("plans a machine key, unless it is to lie in the gateway", async () => {
    const machineKey = NO_GATEWAY.resources.find(({ table }) => table.type === "machine_key");
    await machineKey?.planCreate?.(planning(NO_GATEWAY));
    expect(machineKey).toBeDefined();
    const inGateway = { planned: (name: string) => (name === "secret_store" ? "gateway" : UNKNOWN) };
    const context = { ...planning(NO_GATEWAY), ...inGateway } as never;
    await expect(Promise.resolve(machineKey?.planCreate?.(context))).rejects.toMatchObject({
      code: "GATEWAY_URL_MISSING",
    });
  });

  test("names a login alone where there is a URL", async () => {
    const gateway_url = COMPLETE.LATCHKEY_GATEWAY_URL;
    const [, resource] = needing[0] ?? [];
    const work = Promise.resolve(resource?.planCreate?.(planning(NO_GATEWAY, { gateway_url })));
    await expect(work).rejects.toMatchObject({
      code: "GATEWAY_LOGIN_MISSING",
      details: { seen: expect.stringContaining("access_id") },
    });
  });
});

describe("while Terraform configures it, the provider", () => {
  test.each<[string, NodeJS.ProcessEnv, Record<string, unknown>, readonly string[]]>([
    ["takes settings without a gateway", {}, {}, []],
    ["takes a gateway without a login", { LATCHKEY_GATEWAY_URL: "https://gw" }, {}, []],
    ["takes everything", COMPLETE, {}, []],
    ["takes a URL that the apply will know", {}, { gateway_url: UNKNOWN, token: "t", jwt: "j" }, []],
    ["refuses a malformed URL", { ...COMPLETE, LATCHKEY_GATEWAY_URL: "gw" }, {}, ["GATEWAY_URL_MALFORMED"]],
    ["refuses it beside no login", { LATCHKEY_GATEWAY_URL: "gw" }, {}, ["GATEWAY_URL_MALFORMED"]],
    ["refuses two logins", COMPLETE, { token: "t", jwt: "j" }, ["GATEWAY_LOGIN_CONTRADICTING"]],
    ["refuses two logins without a URL", {}, { token: "t", jwt: "j" }, ["GATEWAY_LOGIN_CONTRADICTING"]],
    ["refuses an unknown way to log in", { LATCHKEY_ACCESS_TYPE: "saml" }, {}, ["VALUE_NOT_ALLOWED"]],
    ["refuses a malformed endpoint", { AWS_ENDPOINT_URL: "x" }, {}, ["AWS_SETTINGS_MALFORMED"]],
  ])("%s", async (_, env, said, codes) => {
    expect(await configured(env, said)).toEqual(codes);
  });
});
