import { camelCase } from "../../../src/domain/camel-case.js";
import { makingMark } from "../../../src/domain/making-mark.js";
import { SecretText } from "../../../src/domain/secret-text.js";
import { actionTables, providerTable, resourceTables } from "../../../src/schema/index.js";
import {
  type Attribute,
  type Attributes,
  elementFlaws,
  elementTypeOf,
  fieldsOf,
  flawOf,
  type Table,
} from "../../../src/vocabulary/index.js";

const tables = [providerTable, ...resourceTables] as readonly unknown[] as readonly Table[];
const attributes = tables.flatMap((table) =>
  Object.entries(table.attributes).map(([name, attribute]) => ({ table, name, attribute })),
);
const label = ({ table, name }: { table: Table; name: string }) => `${table.type || "provider"}.${name}`;

/** What breaks a promise, by name; nothing should. */
function breaking(promise: (one: { table: Table; name: string; attribute: Attribute }) => boolean): string[] {
  return attributes.filter((one) => !promise(one)).map(label);
}

describe("every attribute", () => {
  test("says its default where there is one, and what happens without it where there is none", () => {
    expect(
      breaking(
        ({ attribute: { mode, doc, default: value } }) =>
          mode !== "defaulted" || doc.includes(`Default: \`${value}\``) || doc.includes(`Default: ${value}.`),
      ),
    ).toEqual([]);
  });

  test("says its limits in its description", () => {
    expect(
      breaking(
        ({ attribute: { doc, min, max } }) =>
          max === undefined || (doc.includes(String(max)) && doc.includes(String(min))),
      ),
    ).toEqual([]);
  });

  test("says its allowed values in its description", () => {
    expect(
      breaking(({ attribute: { doc, oneOf = [] } }) => oneOf.every((value) => doc.includes(`\`${value}\``))),
    ).toEqual([]);
  });

  test("of the provider block may be an empty text, which counts as not set, but for gateway_url", () => {
    const inBlock = breaking(({ table, attribute: { type, ...attribute } }) => {
      if (table.type !== "" || type !== "string") return true;
      return flawOf({ type, ...attribute }, "") === undefined;
    });
    expect(inBlock).toEqual([]);
  });

  test("has a name that Terraform and TypeScript can both write, and that no two spell alike", () => {
    expect(breaking(({ name }) => /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
    for (const table of tables) {
      const names = Object.keys(table.attributes);
      expect(new Set(names.map(camelCase)).size).toBe(names.length);
    }
  });

  test("does not take a name of Terraform's own or of cdktf's", () => {
    const taken = /^(count|for_each|provider|lifecycle|depends_on|connection|provisioner|node|fqn|alias)$/;
    expect(breaking(({ name }) => !taken.test(name))).toEqual([]);
  });

  test("that is write-only has a version beside it, without which a change would not be noticed", () => {
    expect(
      breaking(
        ({ table, attribute: { mode, versionedBy } }) =>
          mode !== "writeOnly" || table.attributes[versionedBy ?? ""]?.type === "int",
      ),
    ).toEqual([]);
  });
});

describe("every value that a user gives", () => {
  /** All of them, also inside of nested attributes and in the config of actions. */
  const given = [...tables, ...(actionTables as readonly unknown[] as readonly Table[])].flatMap((table) =>
    inside(table.attributes).map(({ name, attribute }) => ({ table, name, attribute })),
  );
  function inside(attributes: Attributes): { name: string; attribute: Attribute }[] {
    return Object.entries(attributes).flatMap(([name, attribute]) => {
      const { type, mode } = attribute;
      if (mode === "computed" || mode === "computedOrNull") return [];
      const below = inside(fieldsOf(type)?.fields ?? {}).map((one) => ({
        ...one,
        name: `${name}.${one.name}`,
      }));
      return [{ name, attribute }, ...below];
    });
  }
  const broken = (promise: (one: (typeof given)[number]) => boolean) =>
    given.filter((one) => !promise(one)).map(label);
  const isCollection = ({ type }: Attribute) => elementTypeOf(type) !== undefined && !fieldsOf(type);

  test("as an element of a list, set or map has a rule, which is described", () => {
    expect(
      broken(
        ({ attribute }) =>
          !isCollection(attribute) ||
          (attribute.each?.some(({ flaw }) => flaw !== undefined) === true &&
            attribute.each.every(({ doc }) => doc.length > 0)),
      ),
    ).toEqual([]);
    expect(given.filter(({ attribute }) => isCollection(attribute)).length).toBeGreaterThan(3);
  });

  test("as a text among others is refused where it is empty, padded, or holds a line break", () => {
    const isTexts = ({ type }: Attribute) =>
      typeof type === "object" &&
      (("list" in type && type.list === "string") || ("set" in type && type.set === "string"));
    for (const element of ["", " ", " a", "a ", "a\nb", "\t"]) {
      const passing = broken(
        ({ attribute }) => !isTexts(attribute) || elementFlaws(attribute, [element]).length === 1,
      );
      expect({ element, passing }).toEqual({ element, passing: [] });
    }
  });

  test("as a text is refused where it is empty, unless that means something", () => {
    const meaning = (table: Table, name: string) =>
      // No description, said on purpose; an empty secret; in the provider block: not set.
      name === "description" || name === "value_wo" || (table.type === "" && name !== "gateway_url");
    const refusesEmpty = ({ table, name, attribute }: (typeof given)[number]) =>
      flawOf(attribute, "") !== undefined ||
      table.rules.some(
        ({ needs, broken: isBroken }) =>
          needs.join() === name && isBroken({ [name]: "" }, null) !== undefined,
      );
    expect(
      broken((one) => one.attribute.type !== "string" || meaning(one.table, one.name) || refusesEmpty(one)),
    ).toEqual([]);
  });

  test("as one part of a credential is refused where it is certainly another part of it", () => {
    const part = /(^|_)(key_id|secret_access_key_wo|session_token_wo|access_id|access_key|jwt|token)$/;
    expect(broken(({ name, attribute }) => !part.test(name) || attribute.misplaced !== undefined)).toEqual(
      [],
    );
    expect(given.filter(({ attribute }) => attribute.misplaced).map(label)).toEqual([
      "provider.access_id",
      "provider.access_key",
      "provider.jwt",
      "provider.token",
      "provider.uid_token",
      "target_aws.access_key_id",
      "target_aws.secret_access_key_wo",
      "target_aws.session_token_wo",
      "dynamic_secret_aws.access_key_id",
      "dynamic_secret_aws.secret_access_key_wo",
      "gateway_allowed_access.access_id",
      "seed_retirement.seed_key_id",
      "retire_seed_key.seed_key_id",
    ]);
  });

  test("as a description is refused where the gateway would take it for no change, or we for an unfinished create", () => {
    const texts = given.filter(({ name }) => name === "description");
    expect(texts.length).toBeGreaterThan(3);
    for (const { attribute } of texts) {
      for (const word of ["default_metadata", "default_comment"]) {
        expect(attribute.flaw?.(word as never)).toContain("leave it as it is");
      }
      const mark = makingMark(new Date(0), "0123456789abcdef", 1);
      expect(attribute.flaw?.(`d [${mark}]` as never)).toContain("mark of an unfinished create");
      for (const text of ["", "d", "default"]) expect(attribute.flaw?.(text as never)).toBeUndefined();
    }
  });
});

test("every identity is required, changes in place where the gateway renames, and is compared as a path", () => {
  // The gateway has no command that renames a folder.
  const fixed = ["folder"];
  // It has no name: the gateway's own id tells it from others, which is no one's to write.
  const nameless = { type: "associate_role_auth_method", mode: "computed", stable: true };
  // Its identity is a secret of AWS, which has another key where it is another one.
  const ofAws = { type: "machine_key", mode: "required", replaces: true };
  for (const { type, attributes, identity } of resourceTables as readonly unknown[] as readonly Table[]) {
    if (type === nameless.type) {
      expect(attributes[identity]).toMatchObject({ mode: nameless.mode, stable: nameless.stable });
      continue;
    }
    if (type === ofAws.type) {
      expect(attributes[identity]).toMatchObject({ mode: ofAws.mode, replaces: ofAws.replaces });
      continue;
    }
    expect(attributes[identity]).toMatchObject({
      mode: "required",
      replaces: fixed.includes(type),
      flawCode: "PATH_MALFORMED",
      canonical: expect.any(Function),
    });
  }
});

test("every rule points at attributes of its table", () => {
  for (const table of tables) {
    for (const { needs, at } of table.rules) {
      for (const name of [...needs, at]) expect(Object.keys(table.attributes)).toContain(name);
    }
  }
});

describe("the rules of", () => {
  const secret = new SecretText("hunter2");
  type Values = Readonly<Record<string, unknown>>;
  /**
   * The codes of the rules that a config breaks, of an object that is to be made (null) or of one that is there;
   * what they do not say is null.
   */
  function broken(type: string, config: Values, prior: Values | null = null): string[] {
    const table = tables.find((one) => one.type === type) as Table;
    return table.rules.flatMap(({ needs, code, broken, when }) => {
      if (when === "create" && prior !== null) return [];
      const pick = (from: Values) => Object.fromEntries(needs.map((name) => [name, from[name] ?? null]));
      const said = broken(pick(config), prior && pick(prior));
      expect(said ?? "").not.toContain("hunter2");
      return said === undefined ? [] : [code];
    });
  }

  const USER = "arn:aws:iam::123456789012:user/gw";
  const KEY = { access_key_id: "AKIAEXAMPLE12345", secret_access_key_wo: secret };
  test.each([
    [{ seed_user_arn: USER }, []],
    [{ use_gateway_identity: true }, []],
    [{ ...KEY, secret_access_key_wo_version: 0 }, []],
    [{ ...KEY, session_token_wo: secret, secret_access_key_wo_version: 1 }, []],
    [{ seed_user_arn: USER, use_gateway_identity: false }, []],
    [{}, ["CREDENTIAL_SOURCE_UNCLEAR"]],
    [{ use_gateway_identity: false }, ["CREDENTIAL_SOURCE_UNCLEAR"]],
    [{ seed_user_arn: USER, use_gateway_identity: true }, ["CREDENTIAL_SOURCE_UNCLEAR"]],
    [{ access_key_id: "AKIAEXAMPLE12345" }, ["CREDENTIAL_SOURCE_UNCLEAR"]],
    [{ seed_user_arn: USER, session_token_wo: secret }, ["CREDENTIAL_SOURCE_UNCLEAR"]],
    [KEY, ["WRITE_ONLY_VERSION_MISSING"]],
  ])("a target, on %j: %j", (config, codes) => {
    expect(broken("target_aws", config)).toEqual(codes);
  });

  const STORED = { access_key_id: KEY.access_key_id, secret_access_key_wo_version: 1 };
  test.each<[object, object, string[]]>([
    [{}, STORED, []],
    [{}, { seed_user_arn: USER }, []],
    [STORED, STORED, []],
    [{ ...STORED, secret_access_key_wo_version: null }, STORED, []],
    [{ ...STORED, secret_access_key_wo_version: 2 }, STORED, ["CREDENTIAL_SOURCE_UNCLEAR"]],
    [{ ...STORED, access_key_id: "AKIAEXAMPLE54321" }, STORED, ["CREDENTIAL_SOURCE_UNCLEAR"]],
    [STORED, { use_gateway_identity: true }, ["CREDENTIAL_SOURCE_UNCLEAR"]],
    [{ use_gateway_identity: true }, STORED, []],
    [{ ...STORED, ...KEY, secret_access_key_wo_version: 2 }, STORED, []],
  ])("a target, on %j after %j: %j", (config, prior, codes) => {
    expect(broken("target_aws", { ...config }, { ...prior })).toEqual(codes);
  });

  const target = "/aws";
  const ROLES = { target, access_mode: "assume_role", role_arns: ["arn:aws:iam::123456789012:role/a"] };
  const USERS = { target, access_mode: "iam_user" };
  test.each([
    [ROLES, []],
    [{ ...ROLES, ttl_seconds: 900, external_id: "x1" }, []],
    [{ ...ROLES, ttl_seconds: 43200 }, []],
    [{ ...ROLES, ttl_seconds: 899 }, ["TTL_OUT_OF_RANGE"]],
    [{ ...ROLES, ttl_seconds: 43201 }, ["TTL_OUT_OF_RANGE"]],
    [{ ...ROLES, role_arns: [] }, ["ACCESS_MODE_MISMATCH"]],
    [{ ...ROLES, policy_arns: ["p"] }, ["ACCESS_MODE_MISMATCH"]],
    [{ ...ROLES, user_groups: ["g"] }, ["ACCESS_MODE_MISMATCH"]],
    [{ ...ROLES, console_access: true }, ["ACCESS_MODE_MISMATCH"]],
    [{ ...USERS, programmatic_access: false }, ["ACCESS_MODE_MISMATCH"]],
    [{ ...USERS, programmatic_access: false, console_access: false }, ["ACCESS_MODE_MISMATCH"]],
    [{ ...USERS, programmatic_access: false, console_access: true }, []],
    [{ ...ROLES, programmatic_access: false }, []],
    [USERS, []],
    [{ ...USERS, ttl_seconds: 60, policy_arns: ["p"], user_groups: ["g"], console_access: true }, []],
    [{ ...USERS, ttl_seconds: 86400 }, []],
    [{ ...USERS, ttl_seconds: 59 }, ["TTL_OUT_OF_RANGE"]],
    [{ ...USERS, role_arns: ["r"] }, ["ACCESS_MODE_MISMATCH"]],
    [{ ...USERS, external_id: "x1" }, ["ACCESS_MODE_MISMATCH"]],
    [{ ...USERS, target: null }, ["CREDENTIAL_SOURCE_UNCLEAR"]],
  ])("a dynamic producer, on %j: %j", (config, codes) => {
    expect(broken("dynamic_secret_aws", config)).toEqual(codes);
  });

  test.each([
    [{ value_wo: secret, value_wo_version: 1 }, []],
    [{ value_wo_version: 1 }, ["VALUE_NOT_ALLOWED"]],
  ])("a static secret, on %j: %j", (config, codes) => {
    expect(broken("static_secret", config)).toEqual(codes);
  });

  test.each([
    [{ value_wo_version: 1 }, []],
    [{ value_wo_version: 2 }, ["VALUE_NOT_ALLOWED"]],
    [{ value_wo: secret, value_wo_version: 2 }, []],
  ])("a static secret of version 1, on %j: %j", (config, codes) => {
    expect(broken("static_secret", config, { value_wo_version: 1 })).toEqual(codes);
  });

  test.each([
    [{}, []],
    [{ gateway_url: "https://gw.example.com:8000/api/v2" }, []],
    [{ gateway_url: "http://127.0.0.1:1" }, []],
    [{ gateway_url: "gw.example.com" }, ["VALUE_NOT_ALLOWED"]],
    [{ gateway_url: "https://" }, ["VALUE_NOT_ALLOWED"]],
  ])("the provider block, on %j: %j", (config, codes) => {
    expect(broken("", config)).toEqual(codes);
  });

  test("a gateway URL without a scheme is refused without showing it, because a password may be in it", () => {
    const gateway_url = "deployer:correct-horse@gw.example.com";
    const words = providerTable.rules?.map((rule) => rule.broken({ gateway_url } as never, null));
    expect(words).toEqual([expect.stringContaining("gateway_url should begin with http:// or https://")]);
    expect(JSON.stringify(words)).not.toContain("correct-horse");
  });
});
