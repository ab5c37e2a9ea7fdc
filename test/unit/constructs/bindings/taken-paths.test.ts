import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import {
  LatchkeyProvider,
  LatchkeyRotatedSecretAws,
  LatchkeyStaticSecret,
  LatchkeyTargetAws,
} from "../../../../src/index.js";
import { demoStack, expression } from "../../../support/constructs/synthesized.js";

const target = (scope: TerraformStack, id: string, name: string, provider?: LatchkeyProvider) =>
  new LatchkeyTargetAws(scope, id, { name, useGatewayIdentity: true, ...(provider && { provider }) });
const rotator = (scope: TerraformStack, id: string, name: string) =>
  new LatchkeyRotatedSecretAws(scope, id, { name, target: "/t" });
const secret = (scope: TerraformStack, id: string, name: string) =>
  new LatchkeyStaticSecret(scope, id, { name, valueWo: expression("ephemeral.a.b.c"), valueWoVersion: 1 });

test("fails on two targets of one path, with or without its leading slash", () => {
  const stack = demoStack();
  target(stack, "a", "/prod/aws");
  expect(() => target(stack, "b", "prod/aws")).toThrow(
    `[demo/b] 'name' should be a path of its own, got "prod/aws", which belongs to [demo/a]`,
  );
});

test("fails on a secret and a rotator of one path: both are items", () => {
  const stack = demoStack();
  rotator(stack, "a", "/prod/db");
  expect(() => secret(stack, "b", "/prod/db")).toThrow("which belongs to [demo/a]");
});

test("lets a target and an item share a path, which are different trees in the gateway", () => {
  const stack = demoStack();
  target(stack, "a", "/prod/aws");
  expect(() => rotator(stack, "b", "/prod/aws")).not.toThrow();
});

test("lets two stacks and two gateways use one path", () => {
  const app = Testing.app();
  const [one, two] = [new TerraformStack(app, "one"), new TerraformStack(app, "two")];
  target(one, "a", "/prod/aws");
  const other = new LatchkeyProvider(one, "other", { alias: "other" });
  expect(() => target(one, "b", "/prod/aws", other)).not.toThrow();
  expect(() => target(two, "a", "/prod/aws")).not.toThrow();
});

test("compares no path that is not known yet", () => {
  const stack = demoStack();
  const { stringValue } = new TerraformVariable(stack, "v", {});
  target(stack, "a", stringValue);
  expect(() => target(stack, "b", stringValue)).not.toThrow();
});
