import { readFileSync } from "node:fs";
import { flawsOfElf } from "./elf.mjs";
import { flawsOfMachO } from "./mach-o.mjs";
import { flawsOfPe } from "./pe.mjs";

/** What is wrong with a program, as far as its bytes tell; by platform and kind. */
const FLAWS = {
  "linux_amd64 glibc": (file) => flawsOfElf(file, 62, "/lib64/ld-linux-x86-64.so.2"),
  "linux_amd64 musl": (file) => flawsOfElf(file, 62, "/lib/ld-musl-x86_64.so.1"),
  "linux_arm64 glibc": (file) => flawsOfElf(file, 183, "/lib/ld-linux-aarch64.so.1"),
  "linux_arm64 musl": (file) => flawsOfElf(file, 183, "/lib/ld-musl-aarch64.so.1"),
  "darwin_amd64 darwin": (file) => flawsOfMachO(file, 0x01000007),
  "darwin_arm64 darwin": (file) => flawsOfMachO(file, 0x0100000c),
  "windows_amd64 windows": flawsOfPe,
};

/** What is wrong with a program that was built for a platform; an empty list when that would start it. */
export function flawsOf(path, platform, kind) {
  return FLAWS[`${platform} ${kind}`](readFileSync(path));
}

/** Throws unless a program that was built is one that its platform starts. */
export function checkProgram(path, platform, kind) {
  const flaws = flawsOf(path, platform, kind);
  if (flaws.length > 0) throw new Error(`${path} would not start: ${flaws.slice(0, 3).join("; ")}`);
}
