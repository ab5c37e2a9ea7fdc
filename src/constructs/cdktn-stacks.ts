import { TerraformElement } from "cdktf";

/*
 * cdktn is the heir of cdktf, and its stacks take cdktf's elements: both know each other's objects by shared symbols.
 * Since 0.24 its stacks also ask each element to forget, at the start of a synthesis, which provider features it was
 * seen to use. cdktf's elements note no such thing, so there is nothing for them to do; but they have to answer.
 */
const HOOK = "_resetResolveDiscoveredProviderFeatureUsage";

if (!(HOOK in TerraformElement.prototype)) {
  Object.defineProperty(TerraformElement.prototype, HOOK, {
    value: () => {},
    configurable: true,
    writable: true,
  });
}
