/**
 * Keeps credentials out of what Node may write when a process crashes. Its diagnostic report
 * (`NODE_OPTIONS=--report-on-fatalerror` and the like) holds the whole environment, and is written into the folder in
 * which Terraform works. Node 22.13 and later can leave the environment out; before that no such report is written. One
 * that a person asks for by a signal is written all the same, and so are heap snapshots and core dumps: they are the
 * process's memory.
 */
export function keepCredentialsOutOfCrashReports({ report }: Pick<NodeJS.Process, "report">): void {
  // Not there where Node was built without it.
  if (!report) return;
  if ("excludeEnv" in report) report.excludeEnv = true;
  else {
    report.reportOnFatalError = false;
    report.reportOnUncaughtException = false;
  }
}
