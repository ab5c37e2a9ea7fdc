import tls from "node:tls";
import { certificatesOf, type FoundCertificates } from "./certificate-files.js";

/** Where Go looks for the system's bundle, in this order; the first that can be read is it. */
const BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Gentoo
  "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL 6
  "/etc/ssl/ca-bundle.pem", // openSUSE
  "/etc/pki/tls/cacert.pem", // OpenELEC
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // RHEL 7
  "/etc/ssl/cert.pem", // Alpine, the BSDs
  "/usr/local/etc/ssl/cert.pem", // FreeBSD
  "/usr/local/share/certs/ca-root-nss.crt", // FreeBSD, DragonFly
  "/etc/openssl/certs/ca-certificates.crt", // NetBSD
];

/** And for folders of single files; all of them count. */
const FOLDERS = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

/** The authorities that the system itself believes. */
export interface SystemStore {
  /** Whether it is made of files, so that variables may name others. */
  readonly isOfFiles: boolean;
  readonly bundle: () => FoundCertificates;
  readonly folders: readonly string[];
}

/** On macOS and Windows the store is asked through Node, which knows a way from version 22.15 on. */
export function systemStore(platform: NodeJS.Platform = process.platform): SystemStore {
  if (platform === "darwin" || platform === "win32") {
    return { isOfFiles: false, bundle: () => ({ pems: ofPlatform() }), folders: [] };
  }
  return { isOfFiles: true, bundle: firstBundle, folders: FOLDERS };
}

function firstBundle(): FoundCertificates {
  for (const file of BUNDLES) {
    const found = certificatesOf(file);
    if ("pems" in found) return found;
  }
  return { pems: [] };
}

function ofPlatform(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: "system") => readonly string[] };
  return (getCACertificates?.("system") ?? []).map((pem) => `${pem.trim()}\n`);
}
