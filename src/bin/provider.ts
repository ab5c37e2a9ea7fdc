import { addressesOf, LATCHKEY_PROVIDER } from "../cli/terraform/provider-address.js";
import { systemClock } from "../domain/system-clock.js";
import { createProviderServer } from "../engine/index.js";
import { keepCredentialsOutOfCrashReports } from "../errors/crash-dumps.js";
import { serve } from "../protocol/index.js";
import { latchkeyProvider } from "../provider/provider.js";

keepCredentialsOutOfCrashReports(process);

const [address, ...otherAddresses] = addressesOf(LATCHKEY_PROVIDER);

void serve((runtime) => createProviderServer(latchkeyProvider, runtime), {
  address,
  otherAddresses,
  clock: systemClock,
  arguments: process.argv.slice(2),
});
