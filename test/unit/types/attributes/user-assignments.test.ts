import { userAssignments } from "../../../../src/types/attributes/user-assignments.js";

const { canonical, flaw } = userAssignments;

test.each([
  ["what answers add", '[{"access_id":"p-1","access_type":"saml","sub_claims":{}}]', '[{"access_id":"p-1"}]'],
  [
    "the order of entries",
    '[{"access_id":"p-1"},{"access_id":"p-2"}]',
    '[{"access_id":"p-2"},{"access_id":"p-1"}]',
  ],
  [
    "the order of values",
    '[{"access_id":"p-1","sub_claims":{"a":["1","2"]}}]',
    '[ {"sub_claims":{"a":["2","1"]}, "access_id":"p-1"} ]',
  ],
])("members of a group are the same whatever %s is", (_, one, other) => {
  expect(canonical(one)).toBe(canonical(other));
});

test.each([
  ["other claims", '[{"access_id":"p-1","sub_claims":{"a":["1"]}}]'],
  ["another access id", '[{"access_id":"p-2"}]'],
  ["none at all", "[]"],
])("members of a group are others with %s", (_, other) => {
  expect(canonical(other)).not.toBe(canonical('[{"access_id":"p-1"}]'));
});

test.each(["", "p-1", "{}", '["p-1"]', '[{"id":"p-1"}]'])("%j is no list of members", (text) => {
  expect(flaw(text)).toBeDefined();
});

test("a list without members is one", () => {
  expect(flaw("[]")).toBeUndefined();
});
