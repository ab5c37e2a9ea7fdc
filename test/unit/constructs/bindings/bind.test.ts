import { Fn, type TerraformResource, TerraformVariable, Token } from "cdktf";
import { camelCase } from "../../../../src/domain/camel-case.js";
import * as library from "../../../../src/index.js";
import { resourceTables } from "../../../../src/schema/index.js";
import type { Attribute, Table } from "../../../../src/vocabulary/index.js";
import { demoStack, expression, resolved, Synthesized } from "../../../support/constructs/synthesized.js";

const USER = "arn:aws:iam::123456789012:user/latchkey/gw";
const {
  EphemeralVariable,
  LatchkeyDynamicSecretAws,
  LatchkeyProvider,
  LatchkeyRotatedSecretAws,
  LatchkeyStaticSecret,
  LatchkeyTargetAws,
} = library;
type AnyClass = (new (
  scope: unknown,
  id: string,
  config: unknown,
) => TerraformResource) & {
  readonly tfResourceType: string;
};
const TABLES = resourceTables as readonly unknown[] as readonly Table[];

/** The class of a type, which the library exports under the type's name. */
function classOf(type: string): AnyClass {
  const exported: Readonly<Record<string, unknown>> = library;
  return exported[camelCase(`_latchkey_${type}`)] as AnyClass;
}

/** What a type needs at the least, where that is not just a value for each required attribute. */
const NEEDED: Readonly<Record<string, object>> = {
  target_aws: { name: "/t", useGatewayIdentity: true },
  dynamic_secret_aws: { name: "/p", target: "/t", accessMode: "iam_user" },
  static_secret: { name: "/s", valueWo: expression("ephemeral.demo.it.value"), valueWoVersion: 1 },
  auth_method_oauth2: { name: "/m", uniqueIdentifier: "email", jwksUri: "https://idp.example.com/keys" },
  machine_key: { secretId: "ci/pusher", userArn: USER },
  seed_retirement: { target: "/t", rotator: "/r", seedUserArn: USER, seedKeyId: "AKIAEXAMPLE12345" },
};

function neededBy({ type, attributes }: Table): object {
  const required = Object.entries(attributes).filter(([, { mode }]) => mode === "required");
  return (
    NEEDED[type] ??
    Object.fromEntries(required.map(([name, attribute]) => [camelCase(name), sample(name, attribute)]))
  );
}

const settable = TABLES.flatMap((table) =>
  Object.entries(table.attributes)
    .filter(([, { mode }]) => mode !== "computed" && mode !== "computedOrNull")
    .map(([name, attribute]) => ({ table, type: table.type, name, attribute })),
);

/** Right values of what has a shape of its own. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  region: "eu-west-1",
  role_arns: ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"],
  policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
};

/** Some other value that is right by itself, and what it looks like in JSON. */
function sample(name: string, { type, mode, oneOf, min, max, examples }: Attribute): unknown {
  if (mode === "writeOnly") return expression("ephemeral.demo.other.value");
  if (name === "seed_user_arn" || name === "user_arn") return `${USER}2`;
  if (name in SAMPLES) return SAMPLES[name];
  if (examples) return examples.at(-1);
  if (oneOf) return oneOf.at(-1);
  if (type === "string") return `some-${name}`;
  if (type === "bool") return true;
  if (type === "int") return name === "ttl_seconds" ? 1000 : (max ?? min ?? 7);
  return ["one", "two"];
}

const OWN_KEY = {
  target: undefined,
  accessKeyId: "AKIAEXAMPLE12345",
  secretAccessKeyWo: expression("ephemeral.demo.it.value"),
  secretAccessKeyWoVersion: 1,
};
const SESSION = { accessMode: "assume_role", roleArns: ["arn:aws:iam::123456789012:role/a"] };
const CONSOLE = { consoleAccess: true };
const PASSWORD = {
  valueWo: undefined,
  passwordWo: expression("ephemeral.demo.it.value"),
  valueWoVersion: 1,
  type: "password",
};

/** What else must be set for the value to be allowed, by its name, or by type and name. */
const COMPANIONS: Readonly<Record<string, object>> = {
  seed_user_arn: { useGatewayIdentity: undefined },
  seed_version: { useGatewayIdentity: undefined, seedUserArn: "arn:aws:iam::123456789012:user/gateway" },
  access_key_id: {
    useGatewayIdentity: undefined,
    secretAccessKeyWo: expression("ephemeral.demo.it.value"),
    secretAccessKeyWoVersion: 1,
  },
  secret_access_key_wo: {
    useGatewayIdentity: undefined,
    accessKeyId: "AKIAEXAMPLE12345",
    secretAccessKeyWoVersion: 1,
  },
  session_token_wo: {
    useGatewayIdentity: undefined,
    accessKeyId: "AKIAEXAMPLE12345",
    secretAccessKeyWo: expression("ephemeral.demo.it.value"),
    secretAccessKeyWoVersion: 1,
  },
  secret_store: { secretId: "/ci/pusher" },
  "static_secret.password_wo": { valueWo: undefined, type: "password" },
  "static_secret.custom_fields_wo": PASSWORD,
  "static_secret.username": PASSWORD,
  "static_secret.inject_url": PASSWORD,
  "static_secret.type": PASSWORD,
  "static_secret.generate": { valueWo: undefined },
  "rotated_secret_aws.api_id": {
    rotatorType: "api-key",
    apiKeyWo: expression("ephemeral.demo.it.value"),
    apiKeyWoVersion: 1,
  },
  "dynamic_secret_aws.access_key_id": OWN_KEY,
  "dynamic_secret_aws.secret_access_key_wo": OWN_KEY,
  "dynamic_secret_aws.secret_access_key_wo_version": OWN_KEY,
  "dynamic_secret_aws.enable_admin_rotation": OWN_KEY,
  "dynamic_secret_aws.session_tags": SESSION,
  "dynamic_secret_aws.transitive_tag_keys": { ...SESSION, sessionTags: { env: "prod", team: "orders" } },
  "dynamic_secret_aws.password_length": CONSOLE,
  "dynamic_secret_aws.use_capital_letters": CONSOLE,
  "dynamic_secret_aws.use_lower_letters": CONSOLE,
  "dynamic_secret_aws.use_numbers": CONSOLE,
  "dynamic_secret_aws.use_special_characters": CONSOLE,
  access_mode: { roleArns: ["arn:aws:iam::123456789012:role/a"] },
  role_arns: { accessMode: "assume_role" },
  external_id: { accessMode: "assume_role", roleArns: ["arn:aws:iam::123456789012:role/a"] },
};

describe("a binding", () => {
  test.each(settable)(
    "hands $type $name to Terraform as it was given",
    ({ table, type, name, attribute }) => {
      const stack = demoStack();
      const value = sample(name, attribute);
      const version = attribute.versionedBy === undefined ? {} : { [camelCase(attribute.versionedBy)]: 1 };
      const config = {
        ...neededBy(table),
        ...version,
        ...(COMPANIONS[`${type}.${name}`] ?? COMPANIONS[name]),
        [camelCase(name)]: value,
      };

      new (classOf(type))(stack, "it", config);

      expect(new Synthesized(stack).only(`latchkey_${type}`)).toHaveProperty(name, value);
    },
  );

  test.each(TABLES.map((table) => [table.type, table] as const))(
    "says nothing of %s that was not given",
    (type, table) => {
      const stack = demoStack();
      const needed = neededBy(table);
      new (classOf(type))(stack, "it", needed);
      expect(Object.keys(new Synthesized(stack).only(`latchkey_${type}`)).sort()).toEqual(
        settable
          .filter((one) => one.type === type && camelCase(one.name) in needed)
          .map((one) => one.name)
          .sort(),
      );
    },
  );

  test.each(TABLES.map((table) => [table.type, table]))(
    "of %s refers to every attribute but write-only ones, which nobody can read",
    (type, table) => {
      const stack = demoStack();
      const resource = new (classOf(type as string))(stack, "it", neededBy(table as Table));
      for (const [name, { mode, type: valueType }] of Object.entries((table as Table).attributes)) {
        const reference = (resource as unknown as Record<string, unknown>)[camelCase(name)];
        if (mode === "writeOnly") {
          expect(reference).toBeUndefined();
          continue;
        }
        expect(Token.isUnresolved(reference)).toBe(true);
        const path = `latchkey_${type}.it.${name}`;
        const isSet = typeof valueType === "object" && "set" in valueType;
        expect(resolved(stack, reference)).toBe(expression(isSet ? `tolist(${path})` : path));
      }
    },
  );

  test("takes Terraform's own arguments", () => {
    const stack = demoStack();
    const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
    const first = new LatchkeyTargetAws(stack, "first", { name: "/a", useGatewayIdentity: true });
    new LatchkeyRotatedSecretAws(stack, "it", {
      name: "/r",
      target: "/a",
      provider,
      dependsOn: [first],
      count: 2,
      lifecycle: { preventDestroy: true },
    });
    expect(new Synthesized(stack).only("latchkey_rotated_secret_aws")).toEqual({
      name: "/r",
      target: "/a",
      provider: "latchkey.other",
      depends_on: ["latchkey_target_aws.first"],
      count: 2,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("passes references of every kind on, and holds them against no limit", () => {
    const stack = demoStack();
    const variable = new TerraformVariable(stack, "v", {});
    new LatchkeyRotatedSecretAws(stack, "it", {
      name: variable.stringValue,
      target: expression("var.by_hand"),
      intervalDays: variable.numberValue,
      autoRotate: variable.booleanValue,
      tags: variable.listValue,
    });
    new LatchkeyRotatedSecretAws(stack, "other", {
      name: "/o",
      target: "/t",
      tags: ["a", variable.stringValue],
    });
    const { other, it } = new Synthesized(stack).all("latchkey_rotated_secret_aws");
    expect(it).toEqual({
      name: expression("var.v"),
      target: expression("var.by_hand"),
      interval_days: expression("var.v"),
      auto_rotate: expression("var.v"),
      tags: expression("var.v"),
    });
    expect(other).toMatchObject({ tags: ["a", expression("var.v")] });
  });

  test("renders as HCL what it renders as JSON", () => {
    const stack = demoStack();
    new LatchkeyDynamicSecretAws(stack, "it", {
      name: "/p",
      target: "/t",
      accessMode: "assume_role",
      roleArns: ["arn:aws:iam::123456789012:role/a"],
      ttlSeconds: 900,
    });
    new LatchkeyRotatedSecretAws(stack, "rotator", { name: "/r", target: "/t", autoRotate: false });
    const { hcl } = stack.toHclTerraform();
    expect(hcl).toContain(`resource "latchkey_dynamic_secret_aws" "it" {
name = "/p"
target = "/t"
access_mode = "assume_role"
role_arns = [
"arn:aws:iam::123456789012:role/a"
]
ttl_seconds = 900
}`);
    expect(hcl).toContain("auto_rotate = false");
  });

  test("fails on an argument that does not exist, which a typed program cannot even write", () => {
    const misspelt = { name: "/r", target: "/t", intervalDay: 3 };
    expect(() => new LatchkeyRotatedSecretAws(demoStack(), "it", misspelt)).toThrow(
      "[demo/it] 'intervalDay' should not be set: there is no such argument",
    );
    const computed = { name: "/t", useGatewayIdentity: true, targetId: 3 };
    expect(() => new LatchkeyTargetAws(demoStack(), "it", computed)).toThrow(
      "[demo/it] 'targetId' should not be set: there is no such argument",
    );
  });

  test("gives a compile error for what its table does not have", () => {
    const neverCalled = () => {
      const stack = demoStack();
      // @ts-expect-error: misspelt
      new LatchkeyRotatedSecretAws(stack, "a", { name: "/r", target: "/t", intervalDay: 3 });
      // @ts-expect-error: a required argument is missing
      new LatchkeyRotatedSecretAws(stack, "b", { name: "/r" });
      // @ts-expect-error: of another type
      new LatchkeyRotatedSecretAws(stack, "c", { name: "/r", target: "/t", intervalDays: "3" });
      // @ts-expect-error: not one of the allowed values
      new LatchkeyDynamicSecretAws(stack, "d", { name: "/p", target: "/t", accessMode: "assumed_role" });
      // @ts-expect-error: what the provider computes cannot be set
      new LatchkeyTargetAws(stack, "e", { name: "/t", targetId: 3 });
      const secret = new LatchkeyStaticSecret(stack, "f", { name: "/s", valueWoVersion: 1 });
      // @ts-expect-error: write-only values cannot be read
      secret.valueWo.trim();
      // @ts-expect-error: misspelt
      new LatchkeyProvider(stack, "g", { gatewayURL: "https://gw.example.com" });
      // @ts-expect-error: misspelt inside a nested object
      new LatchkeyProvider(stack, "h", { aws: { assumeRole: "x" } });
      const number: number = new LatchkeyTargetAws(stack, "i", { name: "/t" }).targetId;
      return number;
    };
    expect(neverCalled).toBeInstanceOf(Function);
  });

  test("is named after its type in Terraform", () => {
    const classes = TABLES.map(({ type }) => [type, classOf(type)] as const);
    for (const [type, { tfResourceType, name }] of classes) {
      expect(tfResourceType).toBe(`latchkey_${type}`);
      expect(name).toBe(camelCase(`_latchkey_${type}`));
    }
    expect(classes.length).toBeGreaterThan(4);
  });

  test("works in a stack that is typed as no more than a construct, and inside functions", () => {
    const stack = demoStack();
    const password = new EphemeralVariable(stack, "password");
    new LatchkeyStaticSecret(stack, "it", {
      name: "/s",
      valueWo: Fn.jsonencode({ user: "app", password: password.stringValue }),
      valueWoVersion: 1,
      format: "json",
    });
    expect(new Synthesized(stack).only("latchkey_static_secret")).toMatchObject({
      value_wo: expression('jsonencode({"user" = "app", "password" = var.password})'),
    });
  });
});
