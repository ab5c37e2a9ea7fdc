import { EphemeralVariable } from "../../../src/index.js";
import { demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

const LONG = expression("length(var.it) > 8");

describe("an ephemeral variable", () => {
  test("is required, hidden, and stored nowhere", () => {
    const stack = demoStack();
    new EphemeralVariable(stack, "db_password");
    expect(new Synthesized(stack).block("variable")).toEqual({
      db_password: { type: "string", ephemeral: true, sensitive: true, nullable: false },
    });
  });

  test.each([
    [{ description: "of the database" }, { description: "of the database" }],
    [{ type: "map(string)" }, { type: "map(string)" }],
    [
      { validation: [{ condition: LONG, errorMessage: "Too short." }] },
      { validation: [{ condition: LONG, error_message: "Too short." }] },
    ],
  ])("takes %j", (props, json) => {
    const stack = demoStack();
    new EphemeralVariable(stack, "it", props);
    expect(new Synthesized(stack).block("variable").it).toMatchObject({ ephemeral: true, ...json });
  });

  test("has no default, for that would be a secret in the synthesized file", () => {
    const stack = demoStack();
    const props = { default: "hunter2" };
    new EphemeralVariable(stack, "it", props as object);
    expect(new Synthesized(stack).text).not.toContain("hunter2");
  });

  test("may be left out where it is optional: it is null then, in JSON and in HCL", () => {
    const stack = demoStack();
    new EphemeralVariable(stack, "it", { optional: true });
    expect(new Synthesized(stack).block("variable").it).toEqual({
      ...{ type: "string", ephemeral: true, sensitive: true, nullable: true },
      default: null,
    });
    expect(stack.toHclTerraform().hcl).toMatch(/variable "it" \{[^}]*default\s*= null/);
  });

  test("is ephemeral as HCL, too", () => {
    const stack = demoStack();
    new EphemeralVariable(stack, "db_password");
    expect(stack.toHclTerraform().hcl).toMatch(/variable "db_password" \{[^}]*ephemeral = true/);
  });
});
