import { Fault } from "../../../src/errors/fault.js";
import { type Numbered, type Shelf, whose } from "../../../src/provider/own-object.js";
import { renameInPlace } from "../../../src/provider/rename.js";
import { thrownBy } from "../../support/gateway/client.js";

const OWN = 7;
const OTHER = 8;
const log = { log: () => {} };
const lost = () =>
  new Fault("GATEWAY_REPLY_LOST", { doing: "renaming", seen: "a broken connection", state: "Not known." });
const signal = new AbortController().signal;

type Reply = "done" | "done, reply lost" | "not done, reply lost" | "refused";

/** Objects by their names; what becomes of the requests to rename one is given, and they are counted. */
function things(objects: Record<string, number | "other kind">, replies: readonly Reply[] = ["done"]) {
  const at = new Map(Object.entries(objects));
  const requests: string[] = [];
  let looks = 0;
  const shelf: Shelf<Numbered> = {
    async find(name) {
      looks++;
      const id = at.get(name);
      if (id === "other kind") {
        throw new Fault("GATEWAY_OBJECT_KIND", { doing: "reading", seen: "another kind", state: "Nothing." });
      }
      return id === undefined ? undefined : { name, id, marks: [] };
    },
    async rename(from, to) {
      const reply = replies[requests.length] ?? "refused";
      requests.push(`${from} > ${to}`);
      if (reply === "refused") {
        throw new Fault("GATEWAY_REFUSED", { doing: "renaming", seen: "no", state: "Nothing." });
      }
      if (reply !== "not done, reply lost") {
        at.set(to, at.get(from) ?? 0);
        at.delete(from);
      }
      if (reply !== "done") throw lost();
    },
    async pathOf(id) {
      return [...at].find(([, one]) => one === id)?.[0];
    },
  };
  return { shelf, at, requests, looks: () => looks };
}

const found = (id: number | null): Numbered => ({ name: "/old", id, marks: [] });
const rename = (shelf: Shelf<Numbered>, id: number | null = OWN) =>
  renameInPlace({ noun: "thing", shelf }, found(id), "/new", { signal, log });

test.each<[string, readonly Reply[], number]>([
  ["answered", ["done"], 1],
  ["done without an answer", ["done, reply lost"], 1],
  ["lost on the way there, and sent once more", ["not done, reply lost", "done"], 2],
  ["lost on the way there, and then on the way back", ["not done, reply lost", "done, reply lost"], 2],
])("renames an object by a request that is %s", async (_, replies, requests) => {
  const { shelf, at, ...seen } = things({ "/old": OWN }, replies);
  await rename(shelf);
  expect(Object.fromEntries(at)).toEqual({ "/new": OWN });
  expect(seen.requests).toHaveLength(requests);
});

test.each<[string, number | "other kind"]>([
  ["another object has", OTHER],
  ["an object of another kind has", "other kind"],
])("fails on a name that %s before anything is sent", async (_, other) => {
  const { shelf, at, requests } = things({ "/old": OWN, "/new": other });
  expect(await thrownBy(rename(shelf))).toMatchObject({
    code: "GATEWAY_OBJECT_EXISTS",
    details: { state: "Nothing was changed.", seen: expect.stringContaining('"/new"'), attribute: "name" },
  });
  expect(requests).toEqual([]);
  expect(Object.fromEntries(at)).toEqual({ "/old": OWN, "/new": other });
});

test("says that the name is the old one when no request arrives", async () => {
  const { shelf, requests } = things({ "/old": OWN }, ["not done, reply lost", "not done, reply lost"]);
  expect(await thrownBy(rename(shelf))).toMatchObject({
    ...{ code: "GATEWAY_REPLY_LOST", details: { state: 'Its name is "/old" still.' } },
  });
  expect(requests).toHaveLength(2);
});

/** The shelf, where nothing can be looked up any more once a rename was sent. */
function downAfterwards(shelf: Shelf<Numbered>, failure: Fault): Shelf<Numbered> {
  let down = false;
  return {
    ...shelf,
    async rename(from, to) {
      down = true;
      await shelf.rename(from, to);
    },
    find: (name) => (down ? Promise.reject(failure) : shelf.find(name)),
  };
}

test("says that nobody knows when the object cannot be looked up afterwards", async () => {
  const { shelf } = things({ "/old": OWN }, ["done, reply lost"]);
  const fault = (await thrownBy(rename(downAfterwards(shelf, lost())))) as Fault;
  expect(fault.details.state).toContain("is not known");
});

test("leaves an object alone that took the new name while the reply was lost", async () => {
  const { shelf, at, requests } = things({ "/old": OWN }, ["not done, reply lost"]);
  const { rename: send } = shelf;
  const raced: Shelf<Numbered> = {
    ...shelf,
    async rename(from, to) {
      at.set("/new", OTHER);
      await send(from, to);
    },
  };
  expect(await thrownBy(rename(raced))).toMatchObject({ code: "GATEWAY_OBJECT_EXISTS" });
  expect(requests).toHaveLength(1);
  expect(Object.fromEntries(at)).toEqual({ "/old": OWN, "/new": OTHER });
});

test.each<[string, readonly Reply[], Record<string, number>, string, RegExp]>([
  [
    "is refused when it is asked for once more",
    ["not done, reply lost", "refused"],
    {},
    "GATEWAY_REFUSED",
    /^no\. Before that, .* a broken connection$/,
  ],
  [
    "finds its new name taken then",
    ["not done, reply lost"],
    { "/new": OTHER },
    "GATEWAY_OBJECT_EXISTS",
    /^the name "\/new" belongs to another object\. Before that, .* a broken connection$/,
  ],
])("tells of the reply that was lost when the rename %s", async (_, replies, meanwhile, code, told) => {
  const { shelf, at } = things({ "/old": OWN }, replies);
  const { rename: send } = shelf;
  const raced: Shelf<Numbered> = {
    ...shelf,
    async rename(from, to) {
      for (const [name, id] of Object.entries(meanwhile)) at.set(name, id);
      await send(from, to);
    },
  };
  expect(await thrownBy(rename(raced))).toMatchObject({
    code,
    details: { seen: expect.stringMatching(told) },
  });
});

test("tells of both when neither the rename nor the look after it was answered", async () => {
  const { shelf } = things({ "/old": OWN }, ["not done, reply lost"]);
  const unanswered = new Fault("GATEWAY_FAILED", { doing: "reading", seen: "502", state: "Nothing." });
  const flaky = downAfterwards(shelf, unanswered);
  expect(await thrownBy(rename(flaky))).toMatchObject({
    code: "GATEWAY_REPLY_LOST",
    details: { seen: "a broken connection. After that, looking it up failed: 502" },
  });
});

test("passes a refusal on, and asks no second time", async () => {
  const { shelf, requests } = things({ "/old": OWN }, ["refused"]);
  expect(await thrownBy(rename(shelf))).toMatchObject({ code: "GATEWAY_REFUSED" });
  expect(requests).toHaveLength(1);
});

describe("an object is found", () => {
  const look = async (shelf: Shelf<Numbered>, number: number | null) => {
    const answer = await whose({ noun: "thing", name: "/old", number, shelf }, { signal, log });
    return answer.is === "ours" ? answer.found.name : answer.is;
  };

  test("under its name, with one look", async () => {
    const { shelf, looks } = things({ "/old": OWN });
    expect(await look({ ...shelf, pathOf: () => Promise.reject(new Error("asked")) }, OWN)).toBe("/old");
    expect(looks()).toBe(1);
  });

  test.each<[Record<string, number | "other kind">, string]>([
    [{}, "gone"],
    [{ "/old": OTHER }, "another's"],
    [{ "/old": "other kind" }, "another's"],
  ])("under another name, by its number, beside %j; and else it is %s", async (others, without) => {
    expect(await look(things({ ...others, "/new": OWN }).shelf, OWN)).toBe("/new");
    expect(await look(things(others).shelf, OWN)).toBe(without);
  });

  test.each([null, 0])("under its name alone while its number is %p", async (number) => {
    expect(await look(things({ "/new": OWN }).shelf, number)).toBe("gone");
  });

  test("nowhere else by a caller who may not list", async () => {
    const denied = new Fault("GATEWAY_PERMISSION_DENIED", {
      doing: "listing",
      seen: "401",
      state: "Nothing.",
    });
    const { shelf } = things({ "/new": OWN });
    expect(await look({ ...shelf, pathOf: () => Promise.reject(denied) }, OWN)).toBe("gone");
    const down = { ...shelf, pathOf: () => Promise.reject(lost()) };
    expect(await thrownBy(look(down, OWN))).toMatchObject({ code: "GATEWAY_REPLY_LOST" });
  });
});
