/**
 * Keeps stdout for the handshake. Everything else that is written to it, by any library or a forgotten console.log,
 * goes to stderr: before the handshake it would break the start, and afterwards Terraform reads stdout through a
 * line buffer that stops for good at a line beyond 64 KiB.
 * @returns how to write to the real stdout
 */
export function reserveStdout(process: NodeJS.Process): (text: string) => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", () => {
      // The reader is gone. That the process has to end shows in its connections.
    });
  }
  return (text) => void write(text);
}
