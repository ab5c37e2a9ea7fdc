/** The platforms that executables are made for, in the registry's words. */
export const RELEASED_PLATFORMS = [
  "linux_amd64",
  "linux_arm64",
  "darwin_amd64",
  "darwin_arm64",
  "windows_amd64",
] as const;

/** The name of this platform in provider packages, such as `linux_amd64`. */
export function terraformPlatform(platform = process.platform, arch = process.arch): string {
  const system = platform === "win32" ? "windows" : platform;
  const processor = arch === "x64" ? "amd64" : arch === "ia32" ? "386" : arch;
  return `${system}_${processor}`;
}

/** Whether a name is that of a platform, known here or not. */
export function isPlatformName(name: string): boolean {
  return /^[a-z]+[a-z0-9]*_[a-z0-9]+$/.test(name);
}
