import { rotatedInWords, rotateNow } from "../rotate/index.js";
import { rotationWorld } from "../wiring/index.js";
import { clientsByEnvironment } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { interruptible } from "./values/interrupted.js";
import type { CliWorld } from "./world.js";

export interface RotateOptions {
  /** Of the rotated secret or dynamic secret. */
  readonly path: string;
  readonly endGrace: boolean;
}

/**
 * `latchkey rotate`: has the gateway rotate something now, by one request.
 *
 * @throws Fault where it was not rotated, or where that is not known
 */
export async function runRotate(
  { path, endGrace }: RotateOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  const clients = clientsByEnvironment(host, world);
  const rotation = rotationWorld(clients, world.signal, (message) => host.progress(message));
  // Once it is asked for, the rotation itself tells of an interruption.
  const about = { doing: `rotating ${JSON.stringify(path)}`, state: () => "Nothing was asked for." };
  const rotated = await interruptible(world, about, () =>
    rotateNow(rotation, { path, endGrace, wayToEndGrace: "--end-grace" }),
  );
  const { kind, at, shown, grace } = rotated;
  host.result(
    {
      path,
      kind,
      rotated: true,
      rotated_at: shown ? (at?.toISOString() ?? null) : null,
      shown_by_gateway: shown,
      grace: grace ? { until: grace.until?.toISOString() ?? null } : null,
    },
    `${rotatedInWords(path, rotated)}.`,
  );
  return EXIT.ok;
}
