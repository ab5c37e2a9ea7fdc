import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { RELEASED_PLATFORMS } from "../../src/terraform/platform.js";

/** What `npm run release` was asked for. */
export interface ReleaseOptions {
  /** Folder with a folder of executables for each platform. */
  readonly from: string;
  /** Folder for the files of the release. */
  readonly out: string;
  readonly platforms: readonly string[];
  /** The key to sign with, as gpg knows it. Default: nothing is signed. */
  readonly key: string | undefined;
}

export const USAGE = `Makes the files of a release out of the executables that npm run executables has left: zips of the provider and of the
command line, the registry's manifest, checksums, signatures.

npm run release -- [options]
  --from <folder>       the executables, a folder for each platform (default: dist/executables)
  --out <folder>        where the files go (default: dist/release)
  --platform <os_arch>  this one alone; may be repeated (default: ${RELEASED_PLATFORMS.join(", ")})
  --sign <key>          id, fingerprint or user id of an RSA or DSA key that gpg has; without it nothing is signed
`;

/** @throws Error whose message says what is wrong */
export function releaseOptions(args: readonly string[], root: string): ReleaseOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: "string", default: "dist/executables" },
      out: { type: "string", default: "dist/release" },
      platform: { type: "string", multiple: true, default: [...RELEASED_PLATFORMS] },
      sign: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  if (values.sign === "") throw new Error("--sign names no key.");
  return {
    from: resolve(root, values.from),
    out: resolve(root, values.out),
    platforms: [...new Set(values.platform)].sort(),
    key: values.sign,
  };
}
