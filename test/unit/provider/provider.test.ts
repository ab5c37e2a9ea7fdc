import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../../src/domain/system-clock.js";
import { createProviderServer } from "../../../src/engine/index.js";
import { latchkey } from "../../../src/provider/provider.js";
import { resourceTables } from "../../../src/schema/index.js";
import type { Table } from "../../../src/vocabulary/index.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";
import { formerTables } from "../../support/schema/former-tables.js";

const latchkeyProvider = latchkey(process.env, systemClock);

test("has the version of the package", () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));
  expect(latchkeyProvider.version).toBe(version);
});

const byType = (tables: readonly Table[]) => [...tables].sort((a, b) => a.type.localeCompare(b.type));

test("serves every resource that has a table, under its former name, too, where it had one, and no other", () => {
  expect(byType(latchkeyProvider.resources.map(({ table }) => table))).toEqual(
    byType([...resourceTables, ...formerTables]),
  );
});

test("has no flaw that the engine can find", () => {
  expect(() => createProviderServer(latchkeyProvider, { log: new RecordingLogger() })).not.toThrow();
});

test("loads neither the AWS SDK nor axios before something needs them", () => {
  const root = join(__dirname, "../../..");
  const script = `
    const { latchkey } = require("./src/provider/provider.ts");
    latchkey({ LATCHKEY_GATEWAY_URL: "http://127.0.0.1:1", LATCHKEY_TOKEN: "t" }, {}).configure(
      { gateway_url: null, access_type: null, access_id: null, access_key: null, jwt: null, token: null,
        request_timeout_seconds: null, gateway_wait_seconds: null, key_settle_seconds: null, aws: null },
      { log: { log() {} }, terraformVersion: "1.11.4" });
    const heavy = Object.keys(require.cache).filter((path) => /node_modules.(@aws-sdk|@smithy|axios)/.test(path));
    process.stdout.write(JSON.stringify(heavy));`;
  const run = spawnSync(process.execPath, ["--require", "tsx/cjs", "-e", script], {
    cwd: root,
    encoding: "utf8",
  });
  expect(run.stderr).toBe("");
  expect(JSON.parse(run.stdout)).toEqual([]);
});
