import { type App, Fn, TerraformLocal, TerraformStack, TerraformVariable, Testing } from "cdktf";
import {
  Credentials,
  EphemeralVariable,
  LatchkeyProvider,
  StaticSecret,
  Target,
} from "../../../../src/index.js";
import { allTextOf, refusalOf } from "../../../support/constructs/refusal-of.js";
import { demoStack, expression, Synthesized } from "../../../support/constructs/synthesized.js";

const keep = (stack: TerraformStack, valueWo: string) =>
  new StaticSecret(stack, "Db", { name: "/prod/db", valueWo });
const kept = (stack: TerraformStack, valueWo: string) => {
  keep(stack, valueWo);
  return new Synthesized(stack).only("latchkey_static_secret").value_wo;
};

describe("a secret", () => {
  test("is synthesized as a reference, never as the value", () => {
    const stack = demoStack();
    const password = new EphemeralVariable(stack, "db_password");
    expect(kept(stack, password.stringValue)).toBe(expression("var.db_password"));
  });

  test.each([
    ["a literal", "hunter2"],
    ["an empty literal", ""],
    ["a literal that only looks like a reference", "$var.password"],
  ])("fails as %s without being printed", (_, literal) => {
    const fault = refusalOf(() => keep(demoStack(), literal));
    expect(fault.code).toBe("LITERAL_SECRET");
    expect(fault.message).toContain(
      "[demo/Db] 'valueWo' should refer to an ephemeral variable, got a literal (not shown)",
    );
    if (literal !== "") expect(allTextOf(fault)).not.toContain(literal);
  });

  test.each([false, true])(
    "fails as a variable that is not ephemeral (sensitive: %s), with the cure",
    (sensitive) => {
      const stack = demoStack();
      const password = new TerraformVariable(stack, "db_password", { type: "string", sensitive });
      const fault = refusalOf(() => keep(stack, password.stringValue));
      expect(fault.code).toBe("SECRET_NOT_EPHEMERAL");
      expect(fault.message).toContain(
        `[demo/Db] 'valueWo' should refer to an ephemeral value, got variable "db_password", which is written into the plan file`,
      );
      expect(fault.message).toContain("Declare the value with EphemeralVariable");
    },
  );

  test.each([
    ["a function", (_: TerraformStack, value: string) => Fn.base64encode(value)],
    [
      "a local value",
      (stack: TerraformStack, value: string) => new TerraformLocal(stack, "l", value).asString,
    ],
    ["an expression written by hand", () => expression("var.db_password")],
  ])("fails as such a variable in %s, too", (_, inside) => {
    const stack = demoStack();
    const password = new TerraformVariable(stack, "db_password", {});
    const { message } = refusalOf(() => keep(stack, inside(stack, password.stringValue)));
    expect(message).toContain('got variable "db_password"');
  });

  test("fails where a sensitive stored value is mixed into an ephemeral one", () => {
    const stack = demoStack();
    const stored = new TerraformVariable(stack, "stored", { sensitive: true });
    const password = new EphemeralVariable(stack, "db_password");
    expect(() => keep(stack, `${stored.stringValue}:${password.stringValue}`)).toThrow(
      'got variable "stored"',
    );
  });

  test("fails as an attribute that is in the state, without showing the expression", () => {
    const value = Fn.join("", ["hunter2", expression("random_password.db.result")]);
    const fault = refusalOf(() => keep(demoStack(), value));
    expect(fault.message).toContain("got an expression without any ephemeral value (not shown)");
    expect(allTextOf(fault)).not.toContain("hunter2");
  });

  test("fails as an ephemeral variable of another stack: what passes between stacks is stored", () => {
    const app = Testing.app() as App;
    const password = new EphemeralVariable(new TerraformStack(app, "one"), "db_password");
    const other = new TerraformStack(app, "other");
    new EphemeralVariable(other, "db_password");
    expect(() => keep(other, password.stringValue)).toThrow("got a reference to another stack");
  });

  test("may be put together from ephemeral and public parts", () => {
    const stack = demoStack();
    const host = new TerraformVariable(stack, "host", {});
    const password = new EphemeralVariable(stack, "db_password");
    expect(kept(stack, `postgres://app:${password.stringValue}@${host.stringValue}/db`)).toBe(
      `postgres://app:${expression("var.db_password")}@${expression("var.host")}/db`,
    );
  });

  test("may come from a local value, an ephemeral resource or a module", () => {
    const stack = demoStack();
    const password = new EphemeralVariable(stack, "db_password");
    const local = new TerraformLocal(stack, "copy", Fn.jsonencode({ password: password.stringValue }));
    for (const [index, value] of [
      local.asString,
      expression("ephemeral.aws_secretsmanager_secret_version.db.secret_string"),
      expression("module.vault.password"),
      expression("var.declared_by_an_override"),
    ].entries()) {
      const secret = () => new StaticSecret(stack, `S${index}`, { name: `/s${index}`, valueWo: value });
      expect(secret).not.toThrow();
    }
  });

  test("may be a variable that became ephemeral by an override", () => {
    const stack = demoStack();
    const password = new TerraformVariable(stack, "db_password", {});
    password.addOverride("ephemeral", true);
    expect(kept(stack, password.stringValue)).toBe(expression("var.db_password"));
  });
});

test.each(["secretAccessKeyWo", "sessionTokenWo"] as const)(
  "fails on a literal as %s of an access key",
  (prop) => {
    const stack = demoStack();
    const key = new EphemeralVariable(stack, "key").stringValue;
    const credentials = Credentials.accessKey({
      accessKeyId: "AKIAEXAMPLE12345",
      secretAccessKeyWo: key,
      [prop]: "hunter2",
    });
    const fault = refusalOf(() => new Target(stack, "Aws", { name: "/t", credentials }));
    expect(fault.message).toContain(
      `[demo/Aws] '${prop}' should refer to an ephemeral variable, got a literal (not shown)`,
    );
    expect(allTextOf(fault)).not.toContain("hunter2");
  },
);

test.each(["accessKey", "jwt", "token"] as const)(
  "fails on a literal as %s of the provider block",
  (prop) => {
    const fault = refusalOf(() => new LatchkeyProvider(demoStack(), "latchkey", { [prop]: "hunter2" }));
    expect(fault.message).toContain(`[demo/latchkey] '${prop}' should refer to an ephemeral variable`);
    expect(allTextOf(fault)).not.toContain("hunter2");
  },
);
