import { Fault } from "../../../src/errors/fault.js";
import type { Commands } from "../../../src/gateway/commands.js";
import { ListPages } from "../../../src/gateway/list-pages.js";

const LIST = { command: "list-things", fields: { path: "/" }, entries: "things", name: "thing" };
const names = (count: number) => Array.from({ length: count }, (_, number) => `/thing/${number}`);

/** A gateway with these things, in pages of a thousand, each of which has to be let out. */
class Pages {
  hasWritten = false;
  readonly asked: unknown[] = [];
  readonly notes: string[] = [];
  fault: Fault | undefined;
  letOut: Promise<void> = Promise.resolve();
  readonly list: ListPages;

  constructor(private readonly all: readonly string[]) {
    this.list = new ListPages(LIST, this as unknown as Commands, (message) => this.notes.push(message));
  }

  async run(command: string, fields: { "pagination-token"?: unknown }, { signal }: { signal: AbortSignal }) {
    this.asked.push([command, fields["pagination-token"]]);
    await Promise.race([
      this.letOut,
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(interrupted()))),
    ]);
    if (this.fault) throw this.fault;
    const start = Number(fields["pagination-token"] ?? 0);
    const end = start + 1000;
    const next_page = end < this.all.length ? String(end) : "";
    return { things: this.all.slice(start, end).map((thing) => ({ thing })), next_page };
  }

  /** Reads all of these, ten at a time, as Terraform does; gives how many had to be read by name. */
  async read(wanted: readonly string[]): Promise<number> {
    let byName = 0;
    const left = [...wanted];
    const one = async () => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) {
        if ((await this.list.take(name)) === undefined) byName += 1;
      }
    };
    await Promise.all(Array.from({ length: 10 }, one));
    return byName;
  }
}

const details = { doing: "listing", seen: "a stop was asked for", state: "Nothing was changed." };
const interrupted = () => new Fault("GATEWAY_INTERRUPTED", details);

test.each([
  { wanted: 3, of: 10_000, atMost: 3 },
  { wanted: 10, of: 10, atMost: 4 },
  { wanted: 1_000, of: 1_000, atMost: 12 },
  { wanted: 1_000, of: 10_000, atMost: 50 },
  { wanted: 5_000, of: 5_000, atMost: 25 },
  { wanted: 5_000, of: 10_000, atMost: 50 },
])("$wanted of $of objects are read with at most $atMost calls", async ({ wanted, of, atMost }) => {
  const pages = new Pages(names(of));
  const step = of / wanted;
  const byName = await pages.read(Array.from({ length: wanted }, (_, i) => `/thing/${Math.floor(i * step)}`));
  expect(byName + pages.asked.length).toBeLessThanOrEqual(atMost);
});

test("reads in the order that is worst for a list of many cost a third more than without it", async () => {
  const pages = new Pages(names(100_000));
  const byName = await pages.read(names(100_000).slice(-30));
  expect(byName).toBe(30);
  expect(pages.asked.length).toBeLessThanOrEqual(10);
});

test("reads that come while a page is under way wait for it, and ask no more", async () => {
  const pages = new Pages(names(10));
  let open = () => {};
  pages.letOut = new Promise((resolve) => {
    open = resolve;
  });
  const answers = names(10).map((name) => pages.list.take(name));
  await Promise.all(answers.slice(0, 3));
  open();
  expect(await Promise.all(answers)).toEqual([
    ...[undefined, undefined, undefined],
    ...names(10)
      .slice(3)
      .map((thing) => ({ thing })),
  ]);
  expect(pages.asked).toEqual([["list-things", null]]);
});

test("gives an object out once: who asks again wants to know it anew", async () => {
  const pages = new Pages(names(10));
  await pages.read(names(10));
  expect(await pages.list.take("/thing/9")).toBeUndefined();
  expect(await pages.list.take("/thing/0")).toBeUndefined();
  expect(pages.asked).toHaveLength(1);
});

test("fetches no page for one object that is read again and again", async () => {
  const pages = new Pages(names(10));
  for (let i = 0; i < 20; i++) expect(await pages.list.take("/thing/1")).toBeUndefined();
  expect(pages.asked).toEqual([]);
});

test("gives nothing out after a write, not even what a page under way brings", async () => {
  const pages = new Pages(names(10));
  let open = () => {};
  pages.letOut = new Promise((resolve) => {
    open = resolve;
  });
  const answers = names(6).map((name) => pages.list.take(name));
  pages.hasWritten = true;
  open();
  expect((await Promise.all(answers)).every((answer) => answer === undefined)).toBe(true);
  expect(await pages.read(names(10).slice(6))).toBe(4);
  expect(pages.asked).toHaveLength(1);
});

test("a list that fails is not asked for again, which one note tells", async () => {
  const pages = new Pages(names(10_000));
  pages.fault = new Fault("GATEWAY_PERMISSION_DENIED", { ...details, seen: "the gateway answered 403" });
  expect(await pages.read(names(100))).toBe(100);
  expect(pages.asked).toHaveLength(1);
  expect(pages.notes).toEqual([expect.stringMatching(/list-things.*GATEWAY_PERMISSION_DENIED.*403/)]);
});

test("what was fetched before a page that fails serves on", async () => {
  const pages = new Pages(names(3_000));
  expect(await pages.read(names(10))).toBe(3);
  pages.fault = new Fault("GATEWAY_RATE_LIMITED", details);
  expect(await pages.read(names(3_000).slice(-100))).toBe(100);
  expect(await pages.read(names(1_000).slice(10))).toBe(0);
  expect(pages.asked).toHaveLength(2);
});

test("a read that is told to stop waits no longer; a page that no read waits for is given up", async () => {
  const pages = new Pages(names(10));
  pages.letOut = new Promise(() => {});
  await pages.read(names(3));
  const stops = [new AbortController(), new AbortController()];
  const answers = stops.map(({ signal }, number) => pages.list.take(`/thing/${number + 5}`, signal));
  stops[0]?.abort();
  expect(await answers[0]).toBeUndefined();
  stops[1]?.abort();
  expect(await answers[1]).toBeUndefined();
  expect(pages.notes).toEqual([]);
  pages.letOut = Promise.resolve();
  await new Promise(setImmediate);
  expect(await pages.list.take("/thing/8")).toBeUndefined();
});

test("a read that goes on keeps a page that another one has left", async () => {
  const pages = new Pages(names(10));
  let open = () => {};
  pages.letOut = new Promise((resolve) => {
    open = resolve;
  });
  await pages.read(names(3));
  const stop = new AbortController();
  const left = pages.list.take("/thing/5", stop.signal);
  const stays = pages.list.take("/thing/6");
  stop.abort();
  expect(await left).toBeUndefined();
  open();
  expect(await stays).toEqual({ thing: "/thing/6" });
});
