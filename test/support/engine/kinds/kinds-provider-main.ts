import { appendFileSync } from "node:fs";
import { systemClock } from "../../../../src/domain/system-clock.js";
import { createProviderServer } from "../../../../src/engine/index.js";
import { serve } from "../../../../src/protocol/index.js";
import { kindsProvider } from "./kinds-provider.js";
import { KindsWorld } from "./kinds-world.js";

/** The provider with something of every kind as a process; what happens is in the file that KINDS_EVENTS names. */
const world = new KindsWorld((event) =>
  appendFileSync(process.env.KINDS_EVENTS ?? "events.log", `${event}\n`),
);

void serve(({ log }) => createProviderServer(kindsProvider(world), { log }), {
  address: "registry.terraform.io/example/test",
  otherAddresses: ["registry.opentofu.org/example/test"],
  clock: systemClock,
  arguments: process.argv.slice(2),
});
