import * as official from "akeyless";
import { AUTH_COMMON, AUTH_METHODS } from "./kinds/auth-methods.js";
import type { Cell, Row } from "./kinds/cell.js";
import { DYNAMIC_COMMON, DYNAMIC_SECRETS, REMOTE_ACCESS } from "./kinds/dynamic-secrets.js";
import { ROTATED_COMMON, ROTATED_SECRETS } from "./kinds/rotated-secrets.js";
import { TARGETS } from "./kinds/targets.js";
import { Sandbox } from "./sandbox.js";

// Every kind of object, driven by the official SDK: what goes in comes out under the name that the SDK's model has.

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
  await sandbox.call("TargetCreateDB", {
    name: "/of/DB",
    "db-type": "mysql",
    "user-name": "root",
    pwd: "held-pwd",
  });
  await sandbox.call("TargetCreateAzure", {
    name: "/of/Azure",
    "client-id": "app",
    "client-secret": "held-secret",
  });
  await sandbox.call("TargetCreateWeb", { name: "/of/Web", url: "https://webhook.example/sync/rotate" });
});
afterAll(() => sandbox.stop());

type Answer = Record<string, unknown>;

/** What the tests below need to know of a kind. */
interface Subject {
  readonly kind: string;
  readonly create: string;
  readonly update: string;
  readonly row: Row;
  /** Fields that have to be there, but are told nowhere. */
  readonly also?: Answer;
  read(name: string): Promise<Answer>;
  /** The names that a list of this kind tells. */
  list(): Promise<readonly string[]>;
  remove(name: string): Promise<unknown>;
}

const names = (entries: unknown, key: string) => (entries as Answer[]).map((entry) => String(entry[key]));

const targets: Subject[] = Object.entries(TARGETS).map(([kind, row]) => ({
  kind: `target ${kind}`,
  create: `TargetCreate${kind}`,
  update: `TargetUpdate${kind}`,
  row: { description: { told: "target.comment" }, key: { told: "target.protection_key_name" }, ...row },
  read: (name) => sandbox.call("TargetGetDetails", { name }),
  list: async () => {
    const type = kind === "DB" ? "mongodb" : kind.toLowerCase();
    return names((await sandbox.call("TargetList", { type: [type] })).targets, "target_name");
  },
  remove: (name) => sandbox.call("TargetDelete", { name }),
}));

const RULES_TYPE: Readonly<Record<string, string>> = {
  ApiKey: "api_key",
  AwsIam: "aws_iam",
  Oauth2: "oauth2/jwt",
  SAML: "saml2",
  OIDC: "oidc",
  K8s: "k8s",
  UniversalIdentity: "universal_identity",
  AzureAD: "azure_ad",
};

const authMethods: Subject[] = Object.entries(AUTH_METHODS).map(([kind, row]) => ({
  kind: `auth method ${kind}`,
  create: `AuthMethodCreate${kind}`,
  update: `AuthMethodUpdate${kind}`,
  row: { ...AUTH_COMMON, ...row },
  read: (name) => sandbox.call("AuthMethodGet", { name }),
  list: async () => {
    const { auth_methods } = await sandbox.call("AuthMethodList", { type: [RULES_TYPE[kind]] });
    return names(auth_methods, "auth_method_name");
  },
  remove: (name) => sandbox.call("AuthMethodDelete", { name }),
}));

const listed = async (type: string) =>
  names((await sandbox.call("ListItems", { path: "/", type: [type] })).items, "item_name");

const dynamicSecrets: Subject[] = Object.entries(DYNAMIC_SECRETS).map(([kind, row]) => ({
  kind: `dynamic secret ${kind}`,
  create: `DynamicSecretCreate${kind}`,
  update: `DynamicSecretUpdate${kind}`,
  row: { ...DYNAMIC_COMMON, ...REMOTE_ACCESS, ...row },
  read: (name) => sandbox.call("DynamicSecretGet", { name }),
  list: () => listed("dynamic-secret"),
  remove: (name) => sandbox.call("DynamicSecretDelete", { name }),
}));

const inGeneral: Row = Object.fromEntries(
  Object.entries(REMOTE_ACCESS).map(([wire, cell]) => [
    wire,
    { ...cell, told: cell.told && `item_general_info.${cell.told}` },
  ]),
);

const rotatedSecrets: Subject[] = Object.entries(ROTATED_SECRETS).map(([kind, { rotator, target, row }]) => ({
  kind: `rotated secret ${kind}`,
  create: `RotatedSecretCreate${kind}`,
  update: `RotatedSecretUpdate${kind}`,
  row: { ...ROTATED_COMMON, ...inGeneral, ...row },
  also: { ...(rotator && { "rotator-type": rotator }), "target-name": `/of/${target}` },
  read: async (name) => ({
    ...(await sandbox.call("DescribeItem", { name, "item-custom-fields-details": true })),
    ...(await sandbox.call("RotatedSecretGetValue", { name })),
  }),
  list: () => listed("rotated-secret"),
  remove: (name) => sandbox.call("RotatedSecretDelete", { name }),
}));

const SUBJECTS = [...targets, ...authMethods, ...dynamicSecrets, ...rotatedSecrets].map(
  (subject) => [subject.kind, subject] as const,
);

/** The fields of one of the SDK's models. */
const fieldsOf = (model: string): string[] =>
  Object.keys((official as unknown as Record<string, { prototype: object }>)[model]?.prototype ?? {});

/** Fields that the flow of the test itself is about, or that concern the caller and not the object. */
const FLOW = [
  ...["name", "new-name", "token", "uid-token", "json", "delete_protection", "target-name", "rotator-type"],
  ...["key", "max-versions", "keep-prev-version", "comment", "tags", "add-tag", "rm-tag"],
];
/** Tried by tests of their own: a second name of a database, a gateway and a file that are not there. */
const ELSEWHERE = ["oracle-service-name", "gateway-url", "cert"];

const givenOf = (wire: string, cell: Cell, turn: 0 | 1) => cell.give?.[turn] ?? `${wire} ${turn + 1}`;
const toldOf = (wire: string, cell: Cell, turn: 0 | 1) => cell.tells?.[turn] ?? givenOf(wire, cell, turn);

function given(subject: Subject, model: string, turn: 0 | 1): Answer {
  const known = fieldsOf(model);
  const cells = Object.entries(subject.row).filter(([wire]) => known.includes(wire));
  return {
    ...Object.fromEntries(cells.map(([wire, cell]) => [wire, givenOf(wire, cell, turn)])),
    ...subject.also,
  };
}

/** What an answer tells at a path with dots. */
const at = (answer: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((part, key) => (part as Answer | undefined)?.[key], answer);

/** By path, what the answer tells and what it should; a false that is left out counts as told. */
function compared(subject: Subject, model: string, answer: Answer, turn: 0 | 1) {
  const known = fieldsOf(model);
  const cells = Object.entries(subject.row).filter(
    ([wire, { told }]) => known.includes(wire) && told !== null,
  );
  const wanted = cells.map(([wire, cell]) => [cell.told ?? "", toldOf(wire, cell, turn)] as const);
  return {
    told: Object.fromEntries(
      wanted.map(([path, value]) => [path, at(answer, path) ?? (value === false ? false : undefined)]),
    ),
    wanted: Object.fromEntries(wanted),
  };
}

describe.each(SUBJECTS)("a %s", (_, subject) => {
  const name = `/round/${subject.kind.replace(/ /g, "-")}`;

  test("is made, told, changed, renamed, listed and deleted, and each field keeps to itself", async () => {
    await sandbox.call(subject.create, { name, ...given(subject, subject.create, 0) });
    const first = compared(subject, subject.create, await subject.read(name), 0);
    expect(first.told).toEqual(first.wanted);
    expect(
      await sandbox.refused(subject.create, { name, ...given(subject, subject.create, 0) }),
    ).toMatchObject({
      status: 409,
    });

    const renamed = `${name}-renamed`;
    await sandbox.call(subject.update, { name, "new-name": renamed, ...given(subject, subject.update, 1) });
    const second = compared(subject, subject.update, await subject.read(renamed), 1);
    expect(second.told).toEqual(second.wanted);
    await expect(subject.read(name)).rejects.toMatchObject({ status: 404 });

    expect(await subject.list()).toContain(renamed);
    await subject.remove(renamed);
    expect(await subject.list()).not.toContain(renamed);
    await expect(subject.read(renamed)).rejects.toMatchObject({ status: 404 });
  });

  test("leaves every secret in the ledger", () => {
    const secrets = Object.entries(subject.row).filter(([, cell]) => cell.secret);
    for (const [wire, cell] of secrets) {
      for (const turn of [0, 1] as const) {
        expect(sandbox.gateway.issuedSecrets()).toContain(String(givenOf(wire, cell, turn)));
        expect(sandbox.gateway.issuedSecrets()).toContain(String(toldOf(wire, cell, turn)));
      }
    }
  });

  test("is known with every field that the SDK's models have", () => {
    const known = [...Object.keys(subject.row), ...FLOW, ...ELSEWHERE];
    const models = [...fieldsOf(subject.create), ...fieldsOf(subject.update)];
    expect(models).not.toEqual([]);
    expect(models.filter((wire) => !known.includes(wire))).toEqual([]);
  });

  test("is not deleted while it is protected", async () => {
    if (!fieldsOf(subject.update).includes("delete_protection")) return;
    const kept = `${name}-kept`;
    await sandbox.call(subject.create, { name: kept, ...given(subject, subject.create, 0) });
    const change = { name: kept, ...given(subject, subject.update, 0) };
    await sandbox.call(subject.update, { ...change, delete_protection: "true" });
    await expect(subject.remove(kept)).rejects.toMatchObject({ status: 400 });
    await sandbox.call(subject.update, { ...change, delete_protection: "false" });
    await subject.remove(kept);
  });

  test("is no other kind", async () => {
    const other = SUBJECTS.map(([, candidate]) => candidate).find(
      ({ kind, update }) => kind !== subject.kind && update.slice(0, 8) === subject.update.slice(0, 8),
    );
    if (!other) throw new Error("a family of one");
    const own = `${name}-own`;
    await sandbox.call(subject.create, { name: own, ...given(subject, subject.create, 0) });
    const mistaken = { name: own, ...given(other, other.update, 0) };
    expect(await sandbox.refused(other.update, mistaken)).toMatchObject({ status: 400 });
    await subject.remove(own);
  });
});
