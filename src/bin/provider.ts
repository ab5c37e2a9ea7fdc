import { LATCHKEY_PROVIDER } from "../cli/terraform/provider-address.js";
import { systemClock } from "../domain/system-clock.js";
import { createProviderServer } from "../engine/index.js";
import { serve } from "../protocol/index.js";
import { latchkeyProvider } from "../provider/provider.js";

void serve((runtime) => createProviderServer(latchkeyProvider, runtime), {
  address: LATCHKEY_PROVIDER,
  clock: systemClock,
  arguments: process.argv.slice(2),
});
