import type { SocketAddress } from "./socket.js";

const CORE_PROTOCOL = 1;
const PLUGIN_PROTOCOL = 6;

/**
 * The one line on stdout that tells Terraform where to connect:
 * `1|6|unix|<path>|grpc|<certificate>`, the certificate as base64 without padding, empty for plaintext.
 */
export function handshakeLine(
  address: SocketAddress,
  certificate: Buffer | null,
  asksForMultiplexing: boolean,
): string {
  const fields = [
    CORE_PROTOCOL,
    PLUGIN_PROTOCOL,
    address.network,
    address.text,
    "grpc",
    certificate?.toString("base64").replace(/=+$/, "") ?? "",
  ];
  if (asksForMultiplexing) fields.push("false");
  return `${fields.join("|")}\n`;
}
