/**
 * What each platform of the registry is made of. A part is one C library: its runtime, and Bun's word for it. x64 is
 * the baseline build, which any processor since 2008 runs.
 */
export const PLATFORMS = {
  linux_amd64: {
    launcher: {
      glibc: "/lib64/ld-linux-x86-64.so.2",
      musl: "/lib/ld-musl-x86_64.so.1",
      alpine: "/lib/libc.musl-x86_64.so.1",
    },
    parts: [
      { kind: "glibc", runtime: "@oven/bun-linux-x64-baseline", target: "bun-linux-x64-baseline" },
      {
        kind: "musl",
        runtime: "@oven/bun-linux-x64-musl-baseline",
        target: "bun-linux-x64-musl-baseline",
        libraries: "musllinux_1_2_x86_64",
      },
    ],
  },
  linux_arm64: {
    launcher: {
      glibc: "/lib/ld-linux-aarch64.so.1",
      musl: "/lib/ld-musl-aarch64.so.1",
      alpine: "/lib/libc.musl-aarch64.so.1",
    },
    parts: [
      { kind: "glibc", runtime: "@oven/bun-linux-aarch64", target: "bun-linux-arm64" },
      {
        kind: "musl",
        runtime: "@oven/bun-linux-aarch64-musl",
        target: "bun-linux-arm64-musl",
        libraries: "musllinux_1_2_aarch64",
      },
    ],
  },
  darwin_amd64: {
    launcher: "darwin",
    parts: [{ kind: "darwin", runtime: "@oven/bun-darwin-x64-baseline", target: "bun-darwin-x64-baseline" }],
  },
  darwin_arm64: {
    launcher: "darwin",
    parts: [{ kind: "darwin", runtime: "@oven/bun-darwin-aarch64", target: "bun-darwin-arm64" }],
  },
  windows_amd64: {
    parts: [
      { kind: "windows", runtime: "@oven/bun-windows-x64-baseline", target: "bun-windows-x64-baseline" },
    ],
  },
};

/** This machine, in the registry's words. */
export function thisPlatform() {
  const os = { win32: "windows" }[process.platform] ?? process.platform;
  const arch = { x64: "amd64" }[process.arch] ?? process.arch;
  return `${os}_${arch}`;
}

/** The runtime that compiles on this machine. */
export function compilerRuntime() {
  // No diagnostic report names glibc where musl is the C library.
  const musl = process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  const { parts } = PLATFORMS[thisPlatform()];
  return (parts.find(({ kind }) => musl && kind === "musl") ?? parts[0]).runtime;
}
