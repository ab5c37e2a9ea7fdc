#!/usr/bin/env node
import { EXIT } from "../cli/exit-code.js";
import { main } from "../cli/main.js";
import { systemClock } from "../domain/system-clock.js";
import { keepCredentialsOutOfCrashReports } from "../errors/crash-dumps.js";

/** A terminal and npm may both pass on one Ctrl-C; what comes later than this is a second one. */
const SAME_PRESS_MS = 500;

keepCredentialsOutOfCrashReports(process);

// What the SDK has to say about versions of Node is for who installs it, not for who watches a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const interruption = new AbortController();
let firstAt = 0;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    const now = systemClock.now().getTime();
    if (!interruption.signal.aborted) {
      firstAt = now;
      interruption.abort(new Error(`${name} received`));
    } else if (now - firstAt > SAME_PRESS_MS) {
      // Whoever asks twice does not want to wait; children are killed as the process exits.
      process.exit(EXIT.interrupted);
    }
  });
}

// Whoever has stopped reading, or closed the terminal, has not asked for the work to be broken off where it stands.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
  });
}

void main(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: systemClock,
  signal: interruption.signal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
