import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAME = "Latchkey's tests <tests@latchkey.invalid>";

/** Why nothing can be signed here; undefined when it can. */
export function gpgMissing(): string | undefined {
  return spawnSync("gpg", ["--version"]).status === 0
    ? undefined
    : "tests with signed releases. There is no gpg on the PATH.";
}

/** A key of OpenPGP, made for one test, in a home of its own. */
export class SigningKey {
  /** For `GNUPGHOME`. Its path is short, as the agent's socket lies in it. */
  readonly home = mkdtempSync(join(tmpdir(), "gpg-"));
  readonly fingerprint: string;

  /** @param kind as gpg names it */
  constructor(kind: "rsa2048" | "ed25519") {
    this.#gpg("--passphrase", "", "--quick-generate-key", NAME, kind, "sign", "never");
    const listed = this.#gpg("--list-keys", "--with-colons", NAME);
    this.fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1] ?? "";
  }

  /** As a registry hands it out. */
  published(): { key_id: string; ascii_armor: string } {
    const armor = this.#gpg("--armor", "--export", this.fingerprint);
    return { key_id: this.fingerprint.slice(-16), ascii_armor: armor };
  }

  remove(): void {
    // The agent of this home alone.
    spawnSync("gpgconf", ["--kill", "all"], { env: { ...process.env, GNUPGHOME: this.home } });
    rmSync(this.home, { recursive: true, force: true });
  }

  #gpg(...args: readonly string[]): string {
    const env = { ...process.env, GNUPGHOME: this.home };
    return execFileSync("gpg", ["--batch", "--pinentry-mode", "loopback", ...args], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  }
}
