import type { JournalEntry } from "../../../src/seed/index.js";
import type { Clients } from "../../../src/wiring/index.js";
import { seedJournal } from "../../../src/wiring/seed-journal.js";
import { type SandboxWorld, sandboxWorld } from "../../support/gateway/sandbox-world.js";

let world: SandboxWorld;
beforeAll(async () => {
  world = await sandboxWorld();
});
afterAll(() => world.close());

const TARGET = "/prod/aws";
const entry: JournalEntry = {
  ...{
    user: "arn:aws:iam::000000424242:user/gw",
    work: "reseed",
    before: ["AKIABEFORE"],
    asked: [new Date(0)],
  },
  ...{ minted: "AKIAMINTED", ours: ["AKIAHELD"] },
  // Not in the order in which it is written.
  by: { host: "h", at: new Date(0), run: 1, process: "p" },
};

test("a key that is being retired is told apart from one that was minted, in an entry of an older version, too", async () => {
  const self = { process: "p", host: "h", atWork: new Set<number>() };
  const journal = seedJournal({ gateway: world.gateway, self } as Clients, new AbortController().signal);
  const found = { minted: null, retiring: "AKIAFOUND", by: { ...entry.by, run: 0 } };
  await journal.create("/prod/found", { ...entry, ...found });
  expect(await journal.read("/prod/found")).toMatchObject({ kind: "entry", entry: found });
  // As a process wrote it that had no word for it: its run has the number of none that mints.
  await journal.create("/prod/older", { ...entry, minted: "AKIAFOUND", by: found.by });
  expect(await journal.read("/prod/older")).toMatchObject({ kind: "entry", entry: found });
});

test("an entry that is taken over is told as written, and another that comes too late as taken", async () => {
  const self = { process: "p", host: "h", atWork: new Set<number>() };
  const journal = seedJournal({ gateway: world.gateway, self } as Clients, new AbortController().signal);
  expect(await journal.create(TARGET, entry)).toEqual({ kind: "written", version: 1 });
  expect(await journal.read(TARGET)).toMatchObject({ kind: "entry", entry, version: 1 });
  const next = { ...entry, by: { ...entry.by, run: 2 } };
  expect(await journal.takeOver(TARGET, 1, next)).toEqual({ kind: "written", version: 2 });
  expect(await journal.read(TARGET)).toMatchObject({ kind: "entry", entry: next, version: 2 });
  expect(await journal.takeOver(TARGET, 1, entry)).toEqual({ kind: "taken" });
  expect(await journal.read(TARGET)).toMatchObject({ kind: "entry", entry: next, version: 2 });
});

test("a run that was told to stop lets its entry go, and one that is gone does not come back by that", async () => {
  const self = { process: "p", host: "h", atWork: new Set<number>() };
  const journal = seedJournal({ gateway: world.gateway, self } as Clients, AbortSignal.abort());
  const now = seedJournal({ gateway: world.gateway, self } as Clients, new AbortController().signal);
  await now.create("/prod/stopped", entry);
  const gone = { ...entry, by: { ...entry.by, process: "" } };
  await journal.letGo("/prod/stopped", gone);
  expect(await now.read("/prod/stopped")).toMatchObject({ kind: "entry", entry: gone });
  await expect(journal.letGo("/prod/gone", gone)).rejects.toMatchObject({ code: "GATEWAY_OBJECT_MISSING" });
  expect(await now.read("/prod/gone")).toEqual({ kind: "none" });
});
