import { type Custody, custodyOf } from "../../../../../src/cli/retire/machine/custody.js";
import { SecretText } from "../../../../../src/domain/secret-text.js";
import type { KeyVersion } from "../../../../../src/machine/index.js";

const OLD = "AKIAOLDOLDOLDOLDOLD1";
const NEW = "AKIANEWNEWNEWNEWNEW2";
const FIELDS = { keyId: "AWS_ACCESS_KEY_ID", secret: "AWS_SECRET_ACCESS_KEY" };

const version = (changes: Partial<KeyVersion>): KeyVersion => ({
  id: "v1",
  keyId: null,
  purpose: null,
  current: false,
  pending: false,
  replacedAt: null,
  ...changes,
});
const unlabelled = version({ current: true });
const value = (parts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, new SecretText(text)]));
const oldValue = value({ AWS_ACCESS_KEY_ID: OLD, AWS_SECRET_ACCESS_KEY: "s" });
const newValue = value({ AWS_ACCESS_KEY_ID: NEW, AWS_SECRET_ACCESS_KEY: "t" });
const theirs = { kind: "theirs", keyId: OLD, version: "v1", fields: FIELDS } as const;

/** The parts that tell one from another. */
const inShort = (custody: Custody) =>
  custody.kind === "refused" ? `${custody.code}: ${custody.seen}` : custody;

test.each<
  [string, string | undefined, KeyVersion[], ReturnType<typeof value> | undefined, string[], unknown]
>([
  ["that readers get is another maker's", OLD, [unlabelled], oldValue, [OLD], theirs],
  ["that was not named is the one that readers get", undefined, [unlabelled], oldValue, [NEW, OLD], theirs],
  [
    "is found by whatever the fields are called",
    OLD,
    [unlabelled],
    value({ secret: "s", id: OLD }),
    [OLD],
    { ...theirs, fields: { keyId: "id", secret: "secret" } },
  ],
  [
    "that one of ours has replaced is to end",
    OLD,
    [version({ id: "v2", keyId: NEW, current: true }), version({ keyId: OLD })],
    newValue,
    [OLD, NEW],
    { kind: "replaced", keyId: OLD, fields: FIELDS },
  ],
  [
    "that is gone stays gone, after one of ours has replaced it",
    OLD,
    [version({ keyId: NEW, current: true })],
    newValue,
    [NEW],
    { kind: "gone", keyId: OLD, fields: FIELDS },
  ],
  ["that is gone is gone", OLD, [unlabelled], oldValue, [], { kind: "gone", keyId: OLD, fields: undefined }],
  [
    "of ours is nobody else's",
    undefined,
    [version({ keyId: NEW, current: true })],
    newValue,
    [NEW],
    { kind: "ours", fields: FIELDS },
  ],
  [
    "that a run has begun to replace is another maker's still",
    OLD,
    [version({ keyId: OLD, current: true }), version({ id: "v2", keyId: NEW, pending: true })],
    oldValue,
    [OLD, NEW],
    theirs,
  ],
  [
    "of ours that an apply has begun to replace is ours",
    undefined,
    [
      version({ keyId: OLD, current: true, purpose: "trigger" }),
      version({ id: "v2", keyId: NEW, pending: true, purpose: "another" }),
    ],
    oldValue,
    [OLD, NEW],
    { kind: "ours", fields: FIELDS },
  ],
  [
    "that was not named and is replaced is to end",
    undefined,
    [version({ id: "v2", keyId: NEW, current: true }), version({ keyId: OLD })],
    newValue,
    [OLD, NEW],
    { kind: "replaced", keyId: OLD, fields: FIELDS },
  ],
  [
    "that is gone is to be told of no more",
    OLD,
    [version({ id: "v2", keyId: NEW, current: true }), version({ keyId: OLD })],
    newValue,
    [NEW],
    { kind: "replaced", keyId: OLD, fields: FIELDS },
  ],
])("a key %s", (_, wanted, versions, parts, keyIds, expected) => {
  expect(inShort(custodyOf(wanted, { versions, parts, keyIds, unfinished: false }))).toEqual(expected);
});

test("a key that is gone, of a run that has not come to its end, leaves that to be ended", () => {
  const facts = { versions: [version({ keyId: NEW, current: true })], parts: newValue, keyIds: [NEW] };
  expect(custodyOf(OLD, { ...facts, unfinished: true }).kind).toBe("replaced");
  expect(custodyOf(OLD, { ...facts, unfinished: false }).kind).toBe("gone");
});

describe("refuses", () => {
  const masked = { old: "AKIA…OLD1", new: "AKIA…NEW2" };
  test.each<[string, string | undefined, KeyVersion[], ReturnType<typeof value> | undefined, string]>([
    [
      "a secret with more in it, and names what a rotation would lose",
      OLD,
      [unlabelled],
      value({ AWS_ACCESS_KEY_ID: OLD, AWS_SECRET_ACCESS_KEY: "s", region: "eu", account: "1" }),
      "RETIRE_SECRET_UNFIT: beside AWS_ACCESS_KEY_ID it has the fields AWS_SECRET_ACCESS_KEY, region, account",
    ],
    [
      "one with the id alone",
      OLD,
      [unlabelled],
      value({ id: OLD }),
      "RETIRE_SECRET_UNFIT: it has the field id alone",
    ],
    [
      "one with the id twice",
      OLD,
      [unlabelled],
      value({ a: OLD, b: OLD, c: "s" }),
      "RETIRE_SECRET_UNFIT: the id stands in the fields a, b",
    ],
    [
      "one that is no JSON object",
      OLD,
      [unlabelled],
      undefined,
      "RETIRE_SECRET_UNFIT: what readers get is no JSON object",
    ],
    [
      "one that holds another key",
      OLD,
      [unlabelled],
      newValue,
      "RETIRE_NOT_IN_SECRET: readers of the secret get something else",
    ],
    [
      "one that holds no key of the user",
      undefined,
      [unlabelled],
      value({ AWS_ACCESS_KEY_ID: "change_me", AWS_SECRET_ACCESS_KEY: "change_me" }),
      "RETIRE_NOT_IN_SECRET: readers get no key of the user",
    ],
    [
      "one of which readers get nothing",
      OLD,
      [version({})],
      undefined,
      "RETIRE_NOT_IN_SECRET: no version of the secret is current: its readers get nothing",
    ],
    [
      "a key beside one of ours that no version holds",
      OLD,
      [version({ keyId: NEW, current: true })],
      newValue,
      `RETIRE_NOT_IN_SECRET: readers of the secret get ${masked.new}, and no version says that it holds this key`,
    ],
  ])("%s", (_, wanted, versions, parts, expected) => {
    const said = inShort(custodyOf(wanted, { versions, parts, keyIds: [OLD, NEW], unfinished: false }));
    expect(said).toBe(expected);
  });
});
