/** The platforms of the registry, the runtime of each, and Bun's word for it. x64 is the baseline build: any processor since 2008 will do. */
export const PLATFORMS = {
  linux_amd64: { runtime: "@oven/bun-linux-x64-baseline", target: "bun-linux-x64-baseline", end: "" },
  linux_arm64: { runtime: "@oven/bun-linux-aarch64", target: "bun-linux-arm64", end: "" },
  darwin_amd64: { runtime: "@oven/bun-darwin-x64-baseline", target: "bun-darwin-x64-baseline", end: "" },
  darwin_arm64: { runtime: "@oven/bun-darwin-aarch64", target: "bun-darwin-arm64", end: "" },
  windows_amd64: {
    runtime: "@oven/bun-windows-x64-baseline",
    target: "bun-windows-x64-baseline",
    end: ".exe",
  },
};

/** This machine, in the registry's words. */
export function thisPlatform() {
  const os = { win32: "windows" }[process.platform] ?? process.platform;
  const arch = { x64: "amd64" }[process.arch] ?? process.arch;
  return `${os}_${arch}`;
}
