import { Sandbox } from "./sandbox.js";

type Entry = Readonly<Record<string, unknown>>;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const inTens = async (count: number, make: (number: number) => Promise<unknown>) => {
  for (let start = 0; start < count; start += 10) {
    const some = Array.from({ length: Math.min(10, count - start) }, (_, i) => start + i);
    await Promise.all(some.map(make));
  }
};
const ask = (model: string, fields: object) => sandbox.call(model, fields as never) as Promise<never>;

test("items come whole, or on request in pages of a thousand", async () => {
  await inTens(1_001, (number) => ask("CreateSecret", { name: `/pages/${number}`, value: "v" }));
  const whole: { items: Entry[]; has_next: boolean; next_page: string } = await ask("ListItems", {
    path: "/pages",
  });
  expect(whole).toMatchObject({ has_next: false, next_page: "" });
  expect(whole.items).toHaveLength(1_001);

  const page = { path: "/pages", "auto-pagination": "disabled" };
  const first: typeof whole = await ask("ListItems", page);
  expect(first).toMatchObject({ has_next: true, next_page: expect.stringMatching(/./) });
  expect(first.items).toHaveLength(1_000);
  const second: typeof whole = await ask("ListItems", { ...page, "pagination-token": first.next_page });
  expect(second).toMatchObject({ has_next: false, next_page: "" });
  expect([...first.items, ...second.items]).toEqual(whole.items);
});

test("an entry of each list is what the read command tells of the object", async () => {
  await ask("TargetCreateAws", { name: "/t", "access-key-id": "AKIAEXAMPLEEXAMPLE11", "access-key": "k" });
  await ask("CreateSecret", { name: "/one/s", value: "v", tags: ["a"], description: "d" });
  await ask("RotatedSecretCreateAws", {
    ...{ name: "/one/r", "target-name": "/t", "rotator-type": "target", "auto-rotate": "true" },
    ...{ "authentication-credentials": "use-target-creds", "rotation-interval": "7", "rotation-hour": 3 },
  });
  await ask("CreateGroup", { name: "/g", "group-alias": "g", description: "d" });
  const items: { items: Entry[] } = await ask("ListItems", { path: "/one" });
  const groups: { groups: Entry[] } = await ask("ListGroups", {});
  for (const [entries, name, read] of [
    [items.items, "item_name", "DescribeItem"],
    [groups.groups, "group_name", "GetGroup"],
  ] as const) {
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      const told: Entry = await ask(read, { name: entry[name] });
      expect({ ...entry, access_date: null }).toEqual({ ...told, access_date: null });
    }
  }
});
