import { SecretText } from "../../../src/domain/secret-text.js";
import type { EphemeralDefinition } from "../../../src/engine/ephemeral/definition.js";
import { createProviderServer, defineEphemeralResource } from "../../../src/engine/index.js";
import { attr, blockTable } from "../../../src/vocabulary/index.js";
import { kindsProvider } from "../../support/engine/kinds/kinds-provider.js";
import { KindsWorld } from "../../support/engine/kinds/kinds-world.js";
import { RecordingLogger } from "../../support/engine/recording-logger.js";

const NOW = new Date("2026-11-27T12:00:00.250Z");
const clock = {
  now: () => NOW,
  sleep: () => Promise.reject(new Error("nothing sleeps")),
  random: () => 0,
};

const leaseTable = blockTable({
  type: "lease",
  doc: "A lease.",
  attributes: {
    holder: attr.required.string({ doc: "Who." }),
    secret: attr.computed.string({ doc: "What.", sensitive: true }),
    name: attr.computed.string({ doc: "Its name." }),
  },
});
type Lease = (typeof leaseTable)["attributes"];

/** A server with one ephemeral resource, and what was closed with it. */
function serverWith(definition: Partial<EphemeralDefinition<Lease, unknown, KindsWorld>>) {
  const closed: unknown[] = [];
  const lease = defineEphemeralResource<KindsWorld>()<Lease, unknown>({
    table: leaseTable,
    open: async () => ({ result: { secret: "s3cr3t-text", name: "n" } }),
    async close({ kept }) {
      closed.push(kept);
    },
    ...definition,
  });
  const world = new KindsWorld(() => {});
  const log = new RecordingLogger();
  const server = createProviderServer(
    { ...kindsProvider(world), ephemeralResources: [lease] },
    { log, clock },
  );
  void server.configureProvider({ config: { url: null, token: null }, terraformVersion: "1.11.4" });
  const open = (unheard?: AbortSignal) =>
    server.openEphemeral({
      typeName: "test_lease",
      config: { holder: "ann", secret: null, name: null },
      deferralAllowed: false,
      ...(unheard && { unheard }),
    });
  return { server, closed, open, log };
}

const result = { secret: "s3cr3t-text", name: "n" };

test("the time of a renewal is counted by the engine's clock", async () => {
  const { open } = serverWith({
    open: async () => ({ result, renewInSeconds: 90 }),
    renew: async () => ({ renewInSeconds: 30 }),
  });

  expect((await open()).renewAt).toEqual(new Date("2026-11-27T12:01:30.250Z"));
});

test("what was kept stays, unless the renewal says something newer", async () => {
  const seen: unknown[] = [];
  const { server, open, closed } = serverWith({
    open: async () => ({ result, kept: { turn: 1 }, renewInSeconds: 90 }),
    async renew({ kept }) {
      seen.push(kept);
      return seen.length === 1 ? undefined : { kept: { turn: 2 } };
    },
  });
  const { private: data } = await open();

  for (let turn = 0; turn < 3; turn++) await server.renewEphemeral({ typeName: "test_lease", private: data });
  await server.closeEphemeral({ typeName: "test_lease", private: data });

  expect(seen).toEqual([{ turn: 1 }, { turn: 1 }, { turn: 2 }]);
  expect(closed).toEqual([{ turn: 2 }]);
});

test("what nobody waits for any more is closed, and a Terraform that is gone does not hinder that", async () => {
  const gone = new AbortController();
  let wasAborted: boolean | undefined;
  const { server, open } = serverWith({
    async open() {
      gone.abort();
      server.stop(); // as the process does when its last connection has ended
      return { result, kept: "lease-1" };
    },
    async close({ signal }) {
      wasAborted = signal.aborted;
    },
  });

  expect((await open(gone.signal)).result).toBeNull();

  expect(wasAborted).toBe(false);
});

test.each([
  ["kept is no plain data", { result, kept: { token: new SecretText("x") } }, "kept should be plain data"],
  ["a function is kept", { result, kept: [() => {}] }, "kept should be plain data, and holds a function"],
  ["the time of the renewal is none", { result, renewInSeconds: 0 }, "renewInSeconds should be a number"],
  ["there is no renew()", { result, renewInSeconds: 5 }, "renewInSeconds should not be there"],
  [
    "a secret is told as what is shown",
    { result: { ...result, name: new SecretText("n") } },
    "name is a SecretText",
  ],
  ["an attribute is missing", { result: { secret: "s3cr3t-text" } }, "name should be text, got nothing"],
  ["there is no result", {}, "should be the computed attributes, got nothing"],
  ["there is nothing at all", undefined, "should be the computed attributes, got nothing"],
])("it is closed again, with an error, when %s", async (_case, told, seen) => {
  const { open, closed } = serverWith({ open: async () => told as never });

  const { result: handedOver, diagnostics } = await open();

  expect(handedOver).toBeNull();
  expect(diagnostics).toMatchObject([{ severity: "error", detail: expect.stringContaining(seen) }]);
  expect(closed).toEqual([(told as { kept?: unknown } | undefined)?.kept]);
});

test("a secret that was handed out is not told by what is logged later", async () => {
  const { server, open, log } = serverWith({
    open: async () => ({ result: { secret: new SecretText("s3cr3t-text"), name: "n" } }),
    async close(context) {
      context.log.log("info", "giving s3cr3t-text back");
    },
  });
  const opened = await open();
  expect(opened.result).toMatchObject({ secret: "s3cr3t-text" });

  await server.closeEphemeral({ typeName: "test_lease", private: opened.private });

  expect(log.text).toContain("giving (sensitive) back");
});
