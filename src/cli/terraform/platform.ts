/** The name of this platform in provider packages, such as `linux_amd64`. */
export function terraformPlatform(platform = process.platform, arch = process.arch): string {
  const system = platform === "win32" ? "windows" : platform;
  const processor = arch === "x64" ? "amd64" : arch === "ia32" ? "386" : arch;
  return `${system}_${processor}`;
}
