import { storedAttributes } from "../../support/acceptance/stored-attributes.js";

const one = { type: "t", name: "one", mode: "managed", instances: [{ attributes: { id: "1", none: null } }] };
const STATE = JSON.stringify({
  resources: [
    { ...one, module: "module.m", instances: [{ attributes: { id: "of a module" } }] },
    { ...one, mode: "data", instances: [{ attributes: { id: "read" } }] },
    one,
    { ...one, name: "many", instances: [{ index_key: 0, attributes: { id: "0" } }] },
    { ...one, name: "named", instances: [{ index_key: "a b", attributes: { id: "ab" } }] },
  ],
});

test.each([
  ["t.one", { id: "1", none: null }],
  ["data.t.one", { id: "read" }],
  ["t.many[0]", { id: "0" }],
  ['t.named["a b"]', { id: "ab" }],
  ["t.many", undefined],
  ["t.other", undefined],
])("the object %s has what the state file holds for it", (address, attributes) => {
  expect(storedAttributes(STATE, address)).toEqual(attributes);
});
