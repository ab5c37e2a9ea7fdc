import { X509Certificate } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { TlsIdentity } from "./certificate.js";

/**
 * A server that lets in exactly one client: the one that presents this certificate, byte for byte, and proves by the
 * TLS handshake that it has the key. Whoever else connects is cut off before a byte of gRPC.
 *
 * The certificate is not checked as a chain, because it is self-signed and pinned. The empty `ca` keeps Node from
 * building its store of root certificates, which would cost 20 ms at each start.
 */
export function pinnedDoor(
  identity: TlsIdentity,
  clientCertificatePem: string,
  admit: (connection: Socket) => void,
): Server {
  const pinned = new X509Certificate(clientCertificatePem).raw;
  const door = createTlsServer(
    {
      key: identity.privateKeyPem,
      cert: identity.certificatePem,
      ca: [],
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: ["h2"],
    },
    (connection) => {
      const presented = connection.getPeerX509Certificate()?.raw;
      if (presented?.equals(pinned)) admit(unbreakable(connection));
      else connection.destroy();
    },
  );
  // A client that gives up in the middle of the handshake is no concern of this process.
  door.on("tlsClientError", (_error, connection) => connection.destroy());
  return door;
}

/** A server for every process that can reach the socket: for a core with TLS switched off, and for debugging. */
export function openDoor(admit: (connection: Socket) => void): Server {
  return createServer((connection) => admit(unbreakable(connection)));
}

/** A connection that breaks is known by its "close"; its "error" would end the process as if it were a defect. */
function unbreakable(connection: Socket): Socket {
  return connection.on("error", () => connection.destroy());
}
