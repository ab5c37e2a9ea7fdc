import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformElement } from "cdktf";
import {
  AccessMode,
  AwsAccess,
  EphemeralVariable,
  LatchkeyProvider,
  StaticSecret,
} from "../../../src/index.js";
import { demoStack } from "../../support/constructs/synthesized.js";

test("every element answers what a stack of cdktn 0.24 asks at the start of a synthesis", () => {
  const stack = demoStack();
  new AwsProvider(stack, "aws");
  new LatchkeyProvider(stack, "latchkey");
  const access = new AwsAccess(stack, "Access", { folder: "/prod" });
  access.addProducer("users", { access: AccessMode.iamUser() });
  const { stringValue } = new EphemeralVariable(stack, "password");
  new StaticSecret(stack, "Db", { name: "/prod/db", valueWo: stringValue });

  const elements = stack.node.findAll().filter((node) => TerraformElement.isTerraformElement(node));
  expect(elements.length).toBeGreaterThan(10);
  for (const element of elements) {
    const asked = element as unknown as { _resetResolveDiscoveredProviderFeatureUsage(): void };
    expect(() => asked._resetResolveDiscoveredProviderFeatureUsage()).not.toThrow();
  }
});
