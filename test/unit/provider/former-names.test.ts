import { SecretText } from "../../../src/domain/secret-text.js";
import type { TfObject } from "../../../src/engine/index.js";
import { resourceTables } from "../../../src/schema/index.js";
import { done, errorOf, type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
  const credentials = {
    kind: "key",
    keyId: "AKIAIOSFODNN7EXAMPLE",
    secret: new SecretText("a-secret"),
  } as const;
  await at.gateway.targets.createAws({ name: "/aws/one", description: null, region: null, credentials });
});
afterAll(() => at.close());

/** Every type that had another name, and a configuration of it. */
const CONFIGS: Readonly<Record<string, TfObject>> = {
  dynamic_secret_aws: { name: "/dyn", target: "/aws/one", access_mode: "iam_user", tags: ["a"] },
  rotated_secret_aws: { name: "/rot", target: "/aws/one", interval_days: 3, tags: ["a"] },
};
const RENAMED = resourceTables.flatMap(({ type, formerly }) =>
  formerly === undefined ? [] : [[`latchkey_${formerly}`, `latchkey_${type}`, type] as const],
);
const WRITES = /create|update|delete|set|move/;
const writes = () => at.commands().filter((command) => WRITES.test(command));

test("what was called otherwise is what is tried here", () => {
  expect(RENAMED.map(([, , type]) => type)).toEqual(Object.keys(CONFIGS));
});

describe.each(RENAMED)("%s, which is called %s now", (old, now, type) => {
  const config = CONFIGS[type] as TfObject;
  const warning = {
    severity: "warning",
    summary: `${old} is deprecated`,
    detail: expect.stringContaining(`moved {\n  from = ${old}.NAME\n  to   = ${now}.NAME\n}`),
  };

  test("is served, with a warning, and ends with nothing to change; the new name takes over what it has stored", async () => {
    const former = await at.terraform(old);
    expect(await former.apply(config)).toEqual({ ...done("create"), diagnostics: [warning] });
    at.commands();
    expect(await former.apply(config)).toEqual({ ...done("none"), diagnostics: [warning] });

    const renamed = await at.terraform(now);
    for (const provider of ["registry.terraform.io/latchkey/latchkey", "tf.example.com/us/latchkey"]) {
      expect(await renamed.moveFrom({ provider, type: old, state: former.state })).toMatchObject({
        diagnostics: [],
        complaints: [],
      });
      expect(renamed.state).toEqual(former.state);
    }
    expect(await renamed.apply(config)).toEqual(done("none"));
    expect(writes()).toEqual([]);

    expect(await renamed.destroy()).toEqual(done("delete"));
  });

  test("is upgraded from the version in which it was stored", async () => {
    const renamed = await at.terraform(now);
    const state = renamed.config({ ...config, item_id: 1 });
    const error = errorOf(
      await renamed.moveFrom({ provider: "x/latchkey/latchkey", type: old, version: 99, state }),
    );
    expect(error).toContain("a newer provider wrote it");
  });

  test("is not taken over from another provider's type of that name", async () => {
    const renamed = await at.terraform(now);
    const state = renamed.config(config);
    const provider = "registry.terraform.io/other/other";
    expect(errorOf(await renamed.moveFrom({ provider, type: old, state }))).toContain("MOVE_UNSUPPORTED");
  });

  test("tells of another kind what it is, under either name", async () => {
    await at.gateway.staticSecrets.remove("/kind").catch(() => {});
    const secret = await at.terraform("latchkey_static_secret");
    await secret.apply({ name: "/kind", value_wo: "v", value_wo_version: 1 });
    const told = await Promise.all(
      [old, now].map(async (name) => errorOf(await (await at.terraform(name)).import("/kind"))),
    );
    for (const error of told) expect(error).toContain("latchkey_static_secret.LABEL");
    await secret.destroy();
  });
});
