import {
  EphemeralVariable,
  LatchkeyProvider,
  StaticSecret,
  type StaticSecretProps,
} from "../../../src/index.js";
import { demoStack, expression, Synthesized } from "../../support/constructs/synthesized.js";

const secretWith = (props: Partial<StaticSecretProps>) => {
  const stack = demoStack();
  const { stringValue } = new EphemeralVariable(stack, "password");
  new StaticSecret(stack, "Db", { name: "/prod/db", valueWo: stringValue, ...props });
  return new Synthesized(stack).only("latchkey_static_secret");
};

test("a static secret is a name and a reference, in its first version", () => {
  expect(secretWith({})).toEqual({
    name: "/prod/db",
    value_wo: expression("var.password"),
    value_wo_version: 1,
  });
});

test.each([
  [{ valueWoVersion: 2 }, { value_wo_version: 2 }],
  [{ valueWoVersion: 0 }, { value_wo_version: 0 }],
  [{ format: "json" as const }, { format: "json" }],
  [{ description: "of the database" }, { description: "of the database" }],
  [{ tags: ["a"] }, { tags: ["a"] }],
])("a static secret takes %j", (props, json) => {
  expect(secretWith(props)).toMatchObject(json);
});

test("a static secret that exists already needs no value", () => {
  expect(secretWith({ valueWo: undefined })).toEqual({ name: "/prod/db", value_wo_version: 1 });
});

test("a static secret belongs to another gateway", () => {
  const stack = demoStack();
  const provider = new LatchkeyProvider(stack, "latchkey", { alias: "other" });
  const valueWo = new EphemeralVariable(stack, "password").stringValue;
  const secret = new StaticSecret(stack, "Db", { name: "/prod/db", valueWo, provider });
  expect(new Synthesized(stack).only("latchkey_static_secret").provider).toBe("latchkey.other");
  expect(secret.secretName).toContain("TfToken");
});
