import { clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";
import type { Reply } from "../../support/gateway/scripted-server.js";

afterEach(closeServers);

const target = (name: string) => ({ target_name: name, target_id: 7, target_type: "aws", comment: "" });

/** Pages of a list, in their order; the last one again and again. */
async function gatewayWith(...pages: readonly object[]) {
  const reply = (count: number): Reply => ({ json: pages[Math.min(count, pages.length) - 1] });
  return clientOf((_, count) => reply(count));
}

test("goes on to the next page until the name is found, and takes no other name that contains it", async () => {
  const { gateway, server } = await gatewayWith(
    { targets: [target("/a/t-old"), target("/b/a/t")], next_page: "p2" },
    { targets: [target("a/t"), target("/a/t/u")], next_page: "p3" },
  );
  expect(await gateway.targets.findListed("a/t")).toMatchObject({ name: "/a/t", id: 7 });
  expect(server.of("target-list").map(({ body }) => [body.filter, body["pagination-token"]])).toEqual([
    ["/a/t", undefined],
    ["/a/t", "p2"],
  ]);
});

test("ends at the last page, and with a gateway that gives the same page for ever", async () => {
  const last = await gatewayWith({ targets: null, next_page: "" });
  expect(await last.gateway.targets.findListed("/a/t")).toBeUndefined();
  const stuck = await gatewayWith({ targets: [], next_page: "p2" });
  expect(await stuck.gateway.targets.findListed("/a/t")).toBeUndefined();
  expect(stuck.server.of("target-list")).toHaveLength(2);
});

test("lists the folder of a rotator only, and the root for one at the top", async () => {
  const { gateway, server } = await gatewayWith({ items: [] });
  await gateway.rotators.findListed("/a/b/rot");
  await gateway.rotators.findListed("rot");
  expect(server.of("list-items").map(({ body }) => body.path)).toEqual(["/a/b", "/"]);
});

test.each([
  ["shows something", [{ item_name: "/a/one", item_type: "STATIC_SECRET" }], true],
  ["may hide everything", [], false],
])("a list of items of which none is known %s", async (_, items, showsKnown) => {
  const { gateway } = await gatewayWith({ items, next_page: "" });
  expect(await gateway.itemsWithKeys.list(null)).toEqual({ items: [], showsKnown });
});

test("asks for items page by page, which the gateway would else answer with in one piece", async () => {
  const { gateway, server } = await gatewayWith(
    { items: [{ item_name: "/a/one", item_type: "STATIC_SECRET" }], next_page: "p2" },
    { items: [{ item_name: "/a/two", item_type: "STATIC_SECRET" }], next_page: "" },
  );
  expect(await gateway.itemsWithKeys.list("/a/two")).toEqual({ items: [], showsKnown: true });
  await gateway.rotators.findListed("/a/rot");
  const asked = server
    .of("list-items")
    .map(({ body }) => [body["auto-pagination"], body["pagination-token"]]);
  expect(asked).toEqual([
    ["disabled", undefined],
    ["disabled", "p2"],
    ["disabled", undefined],
  ]);
});

test("fails on an answer without the words of a list", async () => {
  const { gateway } = await gatewayWith([]);
  expect(await thrownBy(gateway.targets.findListed("/a/t"))).toMatchObject({
    code: "GATEWAY_ANSWER_UNEXPECTED",
  });
});
