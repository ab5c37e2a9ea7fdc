import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";

/** Far above any bundle of authorities. */
const MOST_BYTES = 32 * 1024 * 1024;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;

/** Certificates in PEM, or why there are none, as the end of a sentence about the file. */
export type FoundCertificates = { readonly pems: readonly string[] } | { readonly why: string };

/** The certificates of a file, each in one and the same form, so that equal ones are known. */
export function certificatesOf(file: string): FoundCertificates {
  try {
    const facts = statSync(file);
    if (facts.isDirectory()) return { why: "is a folder" };
    if (!facts.isFile()) return { why: "is no regular file" };
    if (facts.size > MOST_BYTES) return { why: "is too large" };
    const pems = [...readFileSync(file, "latin1").matchAll(CERTIFICATE)].map(([, body = ""]) => pem(body));
    return pems.length > 0 ? { pems } : { why: "holds no certificate in PEM" };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { why: code === "ENOENT" ? "does not exist" : `cannot be read (${code})` };
  }
}

/** The certificates of all files in a folder; what holds none is passed over. */
export function certificatesIn(folder: string): FoundCertificates {
  try {
    const files = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => !entry.isSymbolicLink() || !isAlias(join(folder, entry.name)),
    );
    return {
      pems: files.flatMap(({ name }) => {
        const found = certificatesOf(join(folder, name));
        return "pems" in found ? found.pems : [];
      }),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { why: code === "ENOENT" ? "does not exist" : `cannot be read (${code})` };
  }
}

/** Whether a link leads to a file of the same folder: OpenSSL has certificates looked up by a hash of their names. */
function isAlias(link: string): boolean {
  try {
    return !readlinkSync(link).includes("/");
  } catch {
    return false;
  }
}

function pem(body: string): string {
  const lines = body.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
