import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The kinds of key that the registry takes, by their numbers in OpenPGP. */
const TAKEN = new Map([
  ["1", "RSA"],
  ["17", "DSA"],
]);

/** A signature, and whose it is. */
export interface Signed {
  readonly signature: Uint8Array;
  /** Fingerprint of the key that has signed. */
  readonly fingerprint: string;
}

/**
 * Signs by the gpg on the PATH, detached and binary, as the registry wants it, and has gpg check what it has made.
 *
 * @throws Error where gpg fails, or the key is of a kind that the registry refuses
 */
export async function sign(content: Uint8Array, key: string): Promise<Signed> {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-sign-"));
  try {
    const [file, signature] = [join(folder, "content"), join(folder, "content.sig")];
    await writeFile(file, content);
    await gpg("--local-user", key, "--output", signature, "--detach-sign", file);
    const status = await gpg("--status-fd", "1", "--verify", signature, file);
    const valid = /^\[GNUPG:\] VALIDSIG (.+)$/m.exec(status)?.[1]?.split(" ") ?? [];
    const [fingerprint = "", , , , , , algorithm = ""] = valid;
    if (!TAKEN.has(algorithm)) {
      throw new Error(
        `The key ${fingerprint} is none of RSA or DSA, and the registry takes no other (OpenPGP algorithm ${algorithm || "?"}).`,
      );
    }
    return { signature: await readFile(signature), fingerprint };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function gpg(...args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)("gpg", ["--batch", "--no-tty", ...args], { env: process.env })).stdout;
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === "ENOENT") throw new Error("There is no gpg on the PATH to sign with.", { cause: error });
    throw new Error(`gpg failed: ${stderr?.trim() || (error as Error).message}`, { cause: error });
  }
}
