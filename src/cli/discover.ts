import {
  configurationsOf,
  type Discovery,
  findObjects,
  hclOf,
  objectNames,
  typescriptOf,
} from "../discovery/index.js";
import { clientsByEnvironment } from "./clients.js";
import { fileToWrite, type Language, writeNew } from "./discover/output-file.js";
import { discoverData, discoverText } from "./discover/report.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { interruptible } from "./values/interrupted.js";
import type { CliWorld } from "./world.js";

export interface DiscoverOptions {
  /** A path with `/` at its end. */
  readonly path: string;
  /** What is written. Undefined: nothing, only what there is is told. */
  readonly language: Language | undefined;
  /** A file that is not there, or the folder of it. Undefined: standard output. */
  readonly out: string | undefined;
}

/** `latchkey discover`: tells what the gateway holds below a folder, and writes it as a configuration. */
export async function runDiscover(
  { path, language, out }: DiscoverOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  const file = language && out !== undefined ? fileToWrite(out, language) : undefined;
  const client = clientsByEnvironment(host, world);
  const { signal } = world;
  const about = { doing: `looking at what there is below ${path}`, state: () => "Nothing was written." };
  const discovery = await interruptible(world, about, () =>
    findObjects({ client, folder: path, whole: language !== undefined, signal }),
  );
  const names = objectNames(discovery.objects);
  const written = language && `${headOf(path, language)}${textOf(discovery, language, names)}`;
  if (file !== undefined && written !== undefined) writeNew(file, written);
  const report = discoverText(path, discovery, file, host.style);
  if (written !== undefined && file === undefined) host.progress(report);
  host.result(
    discoverData(path, discovery, names, file),
    written !== undefined && file === undefined ? written.trimEnd() : report,
  );
  const isWhole = discovery.denied.length === 0 && discovery.leftOut.every(({ why }) => why !== "not read");
  return isWhole ? EXIT.ok : EXIT.failed;
}

function textOf({ objects }: Discovery, language: Language, names: ReturnType<typeof objectNames>): string {
  const configurations = configurationsOf(objects);
  return language === "hcl" ? hclOf(configurations, names) : typescriptOf(configurations, names);
}

/** The first line of what is written. A path that could end its comment is not shown. */
function headOf(path: string, language: Language): string {
  const comment = language === "hcl" ? "#" : "//";
  const shown = /^[\w./ -]*$/.test(path) ? ` ${path}` : "";
  return `${comment} Written by: latchkey discover${shown} --${language}\n\n`;
}
