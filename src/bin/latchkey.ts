#!/usr/bin/env node
import { EXIT } from "../cli/exit-code.js";
import { main } from "../cli/main.js";
import { systemClock } from "../domain/system-clock.js";
import { keepCredentialsOutOfCrashReports } from "../errors/crash-dumps.js";
import { Interruption } from "./interruption.js";

keepCredentialsOutOfCrashReports(process);

const interruption = new Interruption(() => systemClock.now().getTime());

// Whoever has stopped reading, or closed the terminal, has not asked for the work to be broken off where it stands.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
  });
}

// Until the command has said how it ended. Where the runtime ends the process before that, as nothing is left to wait for,
// the caller must not take it for done, nor an audit for clean.
process.exitCode = EXIT.usage;

void main(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: systemClock,
  signal: interruption.signal,
  takeSignals: interruption.takeSignals,
  takeWarnings: (take) => {
    process.removeAllListeners("warning");
    process.on("warning", take);
  },
}).then((exitCode) => interruption.ended(exitCode));
