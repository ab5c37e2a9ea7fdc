/** Whether the host name or address of a URL is this machine's own. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || /^127\.[\d.]+$/.test(hostname)
  );
}
