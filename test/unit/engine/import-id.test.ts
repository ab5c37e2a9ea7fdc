import fc from "fast-check";
import { toldByImportId } from "../../../src/engine/import-id.js";
import { attr, table } from "../../../src/vocabulary/index.js";
import { failure } from "../../support/failure.js";

const thing = table({
  type: "thing",
  doc: "A thing.",
  identity: "name",
  importing: { tells: ["owner", "size", "shared"], examples: [{ of: "a thing", id: "/thing" }] },
  attributes: {
    name: attr.required.string({ doc: "Its path." }),
    owner: attr.optional.string({ doc: "Whose it is." }),
    size: attr.optional.int({ doc: "How large it is." }),
    shared: attr.optional.bool({ doc: "Whether others use it." }),
    colour: attr.optional.string({ doc: "What the remote tells." }),
  },
});

test.each([
  ["/a", { name: "/a" }],
  ["/a,b", { name: "/a,b" }],
  ["/a,colour=red", { name: "/a,colour=red" }],
  ["/a%2Cb", { name: "/a%2Cb" }],
  ["/a,owner=me", { name: "/a", owner: "me" }],
  ["/a,b,owner=me,you=x,size=3,shared=false", { name: "/a,b", owner: "me,you=x", size: 3, shared: false }],
  ["owner=me%2Csize=3,name=/a%2Cowner=x", { owner: "me,size=3", name: "/a,owner=x" }],
  ["/a,owner=100%", { name: "/a", owner: "100%" }],
  ["/a,owner=%252C", { name: "/a", owner: "%2C" }],
  ["/a,size=-1", { name: "/a", size: -1 }],
])("%s tells %j", (id, told) => {
  expect(toldByImportId(thing, id)).toEqual(told);
});

test.each([
  ["/a,owner=me,owner=you", "owner is told twice"],
  ["/a,name=/b", "name is told twice"],
  ["/a,owner=", 'nothing stands after "owner="'],
  ["/a,size=large", "size should be a whole number"],
  ["/a,size=1.5", "size should be a whole number"],
  ["/a,size=99999999999999999999", "size should be a whole number"],
  ["/a,shared=yes", "shared should be true or false"],
])("%s is refused: %s", async (id, seen) => {
  const fault = await failure((async () => toldByImportId(thing, id))());
  expect(fault).toMatchObject({ code: "IMPORT_ID_MALFORMED", details: { seen } });
});

test("an older form of what stands in front may say more than the identity", () => {
  const pair = (head: string) => ({ name: head.slice(1), owner: head.slice(0, 1) });
  expect(toldByImportId(thing, "xyz,size=2", pair)).toEqual({ owner: "x", name: "yz", size: 2 });
});

test("there is no value that cannot be written", () => {
  const written = (text: string) => text.replaceAll("%", "%25").replaceAll(",", "%2C");
  const text = fc.string({ minLength: 1, unit: fc.constantFrom(..."a,=%25C/", ",owner=", ",size=1") });
  fc.assert(
    fc.property(text, text, (name, owner) => {
      expect(toldByImportId(thing, `name=${written(name)},owner=${written(owner)}`)).toEqual({ name, owner });
    }),
  );
});
