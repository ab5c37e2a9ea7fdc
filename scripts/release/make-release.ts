import { packageVersion } from "../../src/domain/package-root.js";
import { manifestName, sumsName } from "../../src/terraform/package-names.js";
import { checksums } from "./checksums.js";
import type { ReleaseOptions } from "./options.js";
import { platformZips } from "./platform-zips.js";
import { publish } from "./publish.js";
import { sign } from "./signature.js";

/** Protocol 6 in its first form; what came later is asked for one by one. */
const MANIFEST = { version: 1, metadata: { protocol_versions: ["6.0"] } };

/**
 * Makes the files of a release. Nothing is written before all of them are made.
 *
 * @returns what is to be said of it, line by line
 * @throws Error whose message says what is missing
 */
export async function makeRelease({ from, out, platforms, key }: ReleaseOptions): Promise<string[]> {
  const version = packageVersion();
  const provider = new Map<string, Uint8Array>();
  const commandLine = new Map<string, Uint8Array>();
  for (const platform of platforms) {
    const zips = await platformZips(from, version, platform);
    provider.set(...zips.provider);
    commandLine.set(...zips.commandLine);
  }
  provider.set(manifestName(version), Buffer.from(`${JSON.stringify(MANIFEST, null, 2)}\n`));

  const files = new Map([...provider, ...commandLine]);
  const signers = new Set<string>();
  for (const [name, listed] of [
    [sumsName(version), provider],
    [`latchkey_${version}_SHA256SUMS`, commandLine],
  ] as const) {
    const sums = checksums(listed);
    files.set(name, sums);
    if (key === undefined) continue;
    const { signature, fingerprint } = await sign(sums, key);
    files.set(`${name}.sig`, signature);
    signers.add(fingerprint);
  }
  await publish(out, files);
  return [
    ...[...files].map(([name, { length }]) => `${megabytes(length)}  ${name}`),
    key === undefined
      ? `In ${out}, unsigned: no key was given by --sign. The registries take none but signed releases; mirrors do.`
      : `In ${out}, signed by ${[...signers].join(", ")}. The registries want its public key: gpg --armor --export ${key}`,
  ];
}

function megabytes(length: number): string {
  return `${(length / 1e6).toFixed(1).padStart(7)} MB`;
}
