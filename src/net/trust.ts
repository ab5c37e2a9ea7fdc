import { X509Certificate } from "node:crypto";
import { delimiter } from "node:path";
import tls, { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { certificatesIn, certificatesOf, type FoundCertificates } from "./certificate-files.js";
import { hindered } from "./obstacle.js";
import { systemStore } from "./system-store.js";

/** A file of authorities that stands in for all others, and what names it: `AWS_CA_BUNDLE`. */
export interface AuthorityBundle {
  readonly path: string;
  readonly named: string;
}

/** Whose certificates are believed on a way out. */
export interface Trust {
  /** For Node's TLS. */
  readonly context: SecureContext;
  /** What a person can do about a certificate of an authority that is not among them. */
  readonly remedy: string;
}

const known = new Map<string, Trust>();

/**
 * The authorities that the Go providers of the same run believe, and those of NODE_EXTRA_CA_CERTS: the file that
 * SSL_CERT_FILE names, else the system's own bundle; the folders that SSL_CERT_DIR names, else the system's own. Where
 * neither variable is set, Node's own authorities are believed, too. Go's SDK for AWS believes a `bundle` alone.
 *
 * Read when the first connection needs them, and once for the life of the process.
 *
 * @throws an error that tells CA_BUNDLE_UNREADABLE
 */
export function trustOf(env: NodeJS.ProcessEnv, bundle?: AuthorityBundle): Trust {
  const { SSL_CERT_FILE, SSL_CERT_DIR, NODE_EXTRA_CA_CERTS } = env;
  const key = JSON.stringify([SSL_CERT_FILE, SSL_CERT_DIR, NODE_EXTRA_CA_CERTS, bundle]);
  const trust = known.get(key) ?? read(env, bundle);
  known.set(key, trust);
  return trust;
}

/** @throws an error that tells CA_BUNDLE_UNREADABLE, where the bundle is of no use */
export function refuseUselessBundle(bundle: AuthorityBundle): void {
  const found = certificatesOf(bundle.path);
  if ("pems" in found && found.pems.some(isCertificate)) return;
  const why = "pems" in found ? "holds no certificate that can be read" : found.why;
  throw hindered({
    code: "CA_BUNDLE_UNREADABLE",
    seen: `${bundle.named} names ${JSON.stringify(bundle.path)}, which ${why}`,
    advice: `Let ${bundle.named} name a file of certificate authorities in PEM, or leave it out.`,
    passing: false,
  });
}

function read(env: NodeJS.ProcessEnv, bundle: AuthorityBundle | undefined): Trust {
  const useless: string[] = [];
  const pems = new Set<string>();
  const add = (found: FoundCertificates, what?: string) => {
    if ("pems" in found) for (const pem of found.pems) pems.add(pem);
    else if (what !== undefined) useless.push(`${what}, which ${found.why}`);
  };
  if (bundle) {
    refuseUselessBundle(bundle);
    add(certificatesOf(bundle.path));
  } else {
    addGeneral(env, add);
  }
  const extra = env.NODE_EXTRA_CA_CERTS?.trim();
  if (extra) add(certificatesOf(extra), `NODE_EXTRA_CA_CERTS names ${JSON.stringify(extra)}`);
  const warnings = useless.map((line) => ` ${line}.`).join("");
  return {
    context: contextOf([...pems]),
    remedy: `${bundle ? bundleRemedy(bundle) : generalRemedy()}${warnings}`,
  };
}

/** The runtime of the executables refuses all certificates where one cannot be read; Node passes over that one. */
function contextOf(pems: readonly string[]): SecureContext {
  // An authority below another one may be all that a company gives out. Go believes it by itself, too.
  const believing = (ca: readonly string[]) =>
    createSecureContext({ ca: [...ca], allowPartialTrustChain: true });
  try {
    return believing(pems);
  } catch {
    return believing(pems.filter(isCertificate));
  }
}

function addGeneral(env: NodeJS.ProcessEnv, add: (found: FoundCertificates, what?: string) => void): void {
  const file = env.SSL_CERT_FILE?.trim();
  const folders = env.SSL_CERT_DIR?.trim();
  const store = systemStore();
  if (file) add(certificatesOf(file), `SSL_CERT_FILE names ${JSON.stringify(file)}`);
  else add(store.bundle());
  for (const folder of folders?.split(delimiter) ?? []) {
    if (folder) add(certificatesIn(folder), `SSL_CERT_DIR names ${JSON.stringify(folder)}`);
  }
  if (!folders) for (const folder of store.folders) add(certificatesIn(folder));
  const chosen = store.isOfFiles && (file || folders);
  if (!chosen && !usesOpenSslOnly(env)) add({ pems: defaultAuthorities() });
}

function generalRemedy(): string {
  return systemStore().isOfFiles
    ? "Have the certificate of its authority in the system's store, in the file that SSL_CERT_FILE names or a folder of SSL_CERT_DIR (they stand in for the store, for the other providers of the run, too), or in the file of NODE_EXTRA_CA_CERTS, which adds to what is believed."
    : "Name a file with the certificate of its authority in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE, or have it in the system's store, which Node reads from version 22.15 on.";
}

function bundleRemedy({ named, path }: AuthorityBundle): string {
  return `For AWS only the authorities of ${named} count, and those of NODE_EXTRA_CA_CERTS: add the certificate of its authority to ${JSON.stringify(path)}.`;
}

/** Of Node; from 22.15 on with those that its own flags choose. */
function defaultAuthorities(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => readonly string[] };
  const pems = getCACertificates?.("default") ?? rootCertificates;
  return pems.map((pem) => `${pem.trim()}\n`);
}

/** A deployer who starts Node so does not want its own authorities. */
function usesOpenSslOnly({ NODE_OPTIONS = "" }: NodeJS.ProcessEnv): boolean {
  return [...process.execArgv, ...NODE_OPTIONS.split(/\s+/)].includes("--use-openssl-ca");
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem) instanceof X509Certificate;
  } catch {
    return false;
  }
}
