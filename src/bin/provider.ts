import { systemClock } from "../domain/system-clock.js";
import { keepCredentialsOutOfCrashReports } from "../errors/crash-dumps.js";
import { type MakeProviderServer, serve } from "../protocol/index.js";
import { addressesOf, LATCHKEY_PROVIDER } from "../terraform/provider-address.js";

keepCredentialsOutOfCrashReports(process);

const [address, ...otherAddresses] = addressesOf(LATCHKEY_PROVIDER);

/** Loaded by the first call that needs it. */
const makeServer: MakeProviderServer = async (runtime) => {
  const { latchkeyServer } = await import("../provider/server.js");
  return latchkeyServer(runtime);
};

void serve(makeServer, {
  address,
  otherAddresses,
  readyAnswers: async () => (await import("./ready-answers.js")).readyAnswers,
  clock: systemClock,
  arguments: process.argv.slice(2),
});
