import { makingMark } from "../../../src/domain/making-mark.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import { description, objectId, path } from "../../../src/types/attributes/common.js";
import { gatewayType } from "../../../src/types/mechanism/gateway-type.js";
import {
  type Change,
  createFields,
  missingSecrets,
  updateFields,
  updateRequests,
} from "../../../src/types/mechanism/requests.js";
import { int, objectPath, secret, text } from "../../../src/types/wire/index.js";
import { attr } from "../../../src/vocabulary/index.js";

const doc = "An attribute.";
const written = gatewayType({
  type: "thing",
  doc: "A thing.",
  commands: { create: "create-thing", read: "get-thing", update: "update-thing", delete: "delete-thing" },
  fixed: { create: { kind: "new" }, update: { kind: "old" } },
  attributes: {
    name: path("thing", "name"),
    host: attr.required.string({ doc, wire: text("host") }),
    port: attr.optional.int({ doc, wire: int("port") }),
    target: attr.optional.string({
      doc,
      refersTo: "target",
      canonical: (named) => named.replace(/^\/?/, "/"),
      wire: objectPath("target-name"),
    }),
    region: attr.optional.string({ doc, leftToGateway: { usually: "r" }, wire: text("region") }),
    hour: attr.optional.int({ doc, leftToGateway: { usually: 14, varies: true }, wire: int("hour") }),
    size: attr.gatewayChosen.int({ doc, wire: int("size") }),
    once: attr.optional.string({ doc, wire: text("once", { on: "create" }) }),
    password_wo: attr.writeOnly.string({
      doc,
      versionedBy: "password_wo_version",
      wire: secret("pwd", { heldAt: "value.pwd", endsWithVersion: true }),
    }),
    password_wo_version: attr.optional.int({ doc }),
    token_wo: attr.writeOnly.string({
      doc,
      versionedBy: "token_wo_version",
      wire: secret("token", { by: "set-token" }),
    }),
    token_wo_version: attr.optional.int({ doc }),
    description: description("thing"),
    thing_id: objectId("thing", "id"),
  },
});
// biome-ignore lint/suspicious/noExplicitAny: the mechanism sees types of any attributes
const thing = written as any;

const pwd = new SecretText("p");
const token = new SecretText("t");
const plan = {
  ...{ name: "/a", host: "h", port: 5, target: "/t", once: "o", description: "d" },
  ...{ region: "s", hour: 3, size: 9 },
  ...{ password_wo_version: 1, token_wo_version: 1 },
};
const secrets = { password_wo: pwd, token_wo: token };
const all = {
  ...{ name: "/a", host: "h", port: 5, "target-name": "/t", pwd, description: "d", kind: "old" },
  ...{ region: "s", hour: 3, size: 9 },
};

function change(differences: object, more: Partial<Change> = {}): Change {
  const prior = { ...plan, ...differences };
  const changed = (name: string) => name in differences;
  return { plan, prior, secrets, changed, now: { target: "/t" }, ...more };
}

test("a create sends everything, and what every create says", () => {
  expect(createFields(thing, { ...plan, ...secrets })).toEqual({
    ...all,
    once: "o",
    token,
    kind: "new",
  });
});

test("a create bears its mark at the end of the description where the type has no tags", () => {
  const mark = makingMark(new Date(0), "0123456789abcdef", 1);
  expect(createFields(thing, { ...plan, description: null }, mark).description).toBe(`[${mark}]`);
  expect(createFields(thing, plan, mark).description).toBe(`d [${mark}]`);
});

test("an update sends all that its command takes, the secret that would be blanked, and no other", () => {
  expect(updateRequests(thing, change({ port: 4 }))).toEqual([
    { command: "update-thing", fields: all, versions: {} },
  ]);
});

test("what is given back to the gateway is what it usually takes, or not said where it takes what it likes", () => {
  const left = { region: null, hour: null, size: null };
  const { region: _, hour: __, size: ___, ...rest } = all;
  expect(updateFields(thing, "update-thing", { ...change({}), plan: { ...plan, ...left } })).toEqual({
    ...rest,
    region: "r",
  });
  expect(createFields(thing, { ...plan, ...secrets, ...left })).toMatchObject(left);
});

test("an update sends back the secret that the object holds, unless its version is a new one", () => {
  const held = { password_wo: new SecretText("as the gateway has it") };
  const sent = (differences: object) =>
    updateRequests(thing, change({ port: 4, ...differences }, { held })).map(({ fields }) => fields.pwd);
  expect(sent({})).toEqual([held.password_wo]);
  expect(sent({ password_wo_version: null })).toEqual([held.password_wo]);
  expect(sent({ password_wo_version: 0 })).toEqual([pwd]);
});

test("a version that is not set any more has its secret taken away, and is then recorded", () => {
  const held = { password_wo: new SecretText("as the gateway has it") };
  const without = { ...plan, password_wo_version: null };
  const gone = change({ password_wo_version: 1 }, { plan: without, secrets: {}, held });
  expect(updateRequests(thing, gone)).toEqual([
    { command: "update-thing", fields: { ...all, pwd: null }, versions: { password_wo_version: null } },
  ]);
});

test("what a command of its own changes is changed by that alone, and is said with every other update, too", () => {
  const shown = gatewayType({
    type: "shown",
    doc: "A thing that is shown.",
    commands: { create: "create-thing", read: "get-thing", update: "update-thing", delete: "delete-thing" },
    attributes: {
      name: path("thing", "name"),
      host: attr.required.string({ doc, wire: text("host") }),
      description: description("thing", "comment", "describe-thing"),
    },
    // biome-ignore lint/suspicious/noExplicitAny: the mechanism sees types of any attributes
  }) as any;
  const described = { command: "describe-thing", fields: { name: "/a", description: "d" }, versions: {} };
  const updated = {
    command: "update-thing",
    fields: { name: "/a", host: "h", description: "d" },
    versions: {},
  };
  expect(updateRequests(shown, change({ description: "c" }))).toEqual([described]);
  expect(updateRequests(shown, change({ host: "g" }))).toEqual([updated]);
  expect(updateRequests(shown, change({ host: "g", description: "c" }))).toEqual([updated, described]);
  const mark = makingMark(new Date(0), "0123456789abcdef", 1);
  expect(updateFields(shown, "update-thing", change({}), mark).description).toBe(`d [${mark}]`);
});

test("a new version sends its secret by the command for it, and is then recorded", () => {
  expect(updateRequests(thing, change({ token_wo_version: 0 }))).toEqual([
    { command: "set-token", fields: { name: "/a", token }, versions: { token_wo_version: 1 } },
  ]);
});

test("the first version after an import sends nothing", () => {
  expect(updateRequests(thing, change({ token_wo_version: null, password_wo_version: null }))).toEqual([]);
});

test("the first version of an object that is told to hold no such secret sends it, and is then recorded", () => {
  const first = { password_wo_version: null };
  const none = { held: { password_wo: null } };
  expect(updateRequests(thing, change(first, none))).toEqual([
    { command: "update-thing", fields: all, versions: { password_wo_version: 1 } },
  ]);
  expect(updateRequests(thing, change(first, { held: { password_wo: new SecretText("newer") } }))).toEqual(
    [],
  );
  expect(updateRequests(thing, change(first, { ...none, secrets: { password_wo: null } }))).toEqual([]);
  expect(updateRequests(thing, change({}, none))).toEqual([]);
});

test("two commands are asked where both have something to do, in the order of the attributes", () => {
  const requests = updateRequests(thing, change({ token_wo_version: 0, host: "g" }));
  expect(requests.map(({ command }) => command)).toEqual(["update-thing", "set-token"]);
});

test("what only a create takes is no reason for an update", () => {
  expect(updateRequests(thing, change({ once: "p" }))).toEqual([]);
});

test("a reference that the gateway shows already is no reason for an update, another one is", () => {
  expect(updateRequests(thing, change({ target: "/s" }))).toEqual([]);
  expect(updateRequests(thing, change({ target: "/s" }, { now: { target: "/s" } }))).toHaveLength(1);
});

test("a reference is sent where the gateway shows none, because that object is gone", () => {
  expect(updateRequests(thing, change({ target: "/lost" }, { now: { target: null } }))).toHaveLength(1);
  expect(updateRequests(thing, change({ target: "/lost" }, { now: {} }))).toHaveLength(1);
});

test("a reference that is taken away is a reason for an update, which clears it", () => {
  const without = { ...plan, target: null };
  const requests = updateRequests(thing, change({ target: "/s" }, { plan: without, now: { target: "/s" } }));
  expect(requests.map(({ fields }) => fields["target-name"])).toEqual([""]);
});

test("an object that is gone is updated all the same, so that the gateway tells it", () => {
  expect(updateRequests(thing, change({}, { now: undefined }))).toHaveLength(1);
});

test("a secret that has to be sent, and is neither given nor told, is named", () => {
  const without = { ...change({ port: 4 }), secrets: { password_wo: null, token_wo: null } };
  const fields = updateFields(thing, "update-thing", without);
  expect(missingSecrets(thing, fields, plan)).toEqual(["password_wo"]);
  expect(missingSecrets(thing, fields, { ...plan, password_wo_version: null })).toEqual([]);
  expect(missingSecrets(thing, all, plan)).toEqual([]);
});
