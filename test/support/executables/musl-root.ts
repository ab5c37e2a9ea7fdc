import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";

const arch = process.arch === "x64" ? "x86_64" : "aarch64";
/** Which musl there is: the one that is named, or the one that a package of the system has brought. */
const loader = process.env.LATCHKEY_MUSL_LOADER || `/lib/ld-musl-${arch}.so.1`;

/** Why no root of musl alone can be made here; undefined when it can. */
export function muslRootMissing(): string | undefined {
  const lacks =
    process.platform !== "linux"
      ? "Linux"
      : process.getuid?.() !== 0 || spawnSync("unshare", ["--mount", "true"]).status !== 0
        ? "root, who may change roots"
        : !isRecent(muslVersion())
          ? `musl 1.2.4 or newer as ${loader}, or named by LATCHKEY_MUSL_LOADER`
          : staticBusybox() === undefined
            ? "a static busybox on the PATH, or named by LATCHKEY_BUSYBOX"
            : undefined;
  return lacks && `tests in a root that has musl and no glibc, like Alpine's. This needs ${lacks}.`;
}

/** A root tree with a shell and musl, and nothing else; what is started in it sees the rest of `shared`, too. */
export function makeMuslRoot(root: string): void {
  for (const folder of ["bin", "lib", "proc", "dev", "tmp", "opt"]) mkdirSync(join(root, folder));
  copyFileSync(realpathSync(loader), join(root, "lib", `ld-musl-${arch}.so.1`));
  symlinkSync(`ld-musl-${arch}.so.1`, join(root, "lib", `libc.musl-${arch}.so.1`));
  copyFileSync(staticBusybox() ?? "", join(root, "bin", "busybox"));
  for (const name of ["sh", "readlink"]) symlinkSync("busybox", join(root, "bin", name));
}

/**
 * The command that starts a program within a root tree, where `shared` has the path that it has outside.
 *
 * @param program its path in the tree
 */
export function withinRoot(root: string, shared: string, program: string): [string, ...string[]] {
  mkdirSync(join(root, shared), { recursive: true });
  const script = `
    mount -t proc proc "$1/proc" && mount --bind /dev "$1/dev" && mount --bind "$2" "$1/$2" &&
    root=$1 program=$3 && shift 3 && exec chroot "$root" "$program" "$@"`;
  return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh", root, shared, program];
}

function muslVersion(): string {
  return /Version ([\d.]+)/.exec(spawnSync(loader, { encoding: "utf8" }).stderr ?? "")?.[1] ?? "0.0.0";
}

/** From 1.2.4 on, musl knows the packed relocations that Alpine's libraries have. */
function isRecent(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 1_002_004;
}

function staticBusybox(): string | undefined {
  const places = (process.env.PATH ?? "").split(delimiter).map((place) => join(place, "busybox"));
  const { LATCHKEY_BUSYBOX } = process.env;
  const file = LATCHKEY_BUSYBOX || places.find((place) => existsSync(place));
  // A program that is linked dynamically names its loader near its beginning.
  return file && !readFileSync(file).subarray(0, 4096).includes("/ld-") ? file : undefined;
}
