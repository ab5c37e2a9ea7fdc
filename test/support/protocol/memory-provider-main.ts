import { systemClock } from "../../../src/domain/system-clock.js";
import { serve } from "../../../src/protocol/index.js";
import { memoryProvider } from "./memory-provider.js";

void serve(memoryProvider, {
  address: "registry.terraform.io/example/memory",
  otherAddresses: ["registry.opentofu.org/example/memory"],
  clock: systemClock,
  arguments: process.argv.slice(2),
});
