import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { z } from "zod";
import { SecretText } from "../../domain/secret-text.js";
import type { IssuedAwsKey, IssueRequest } from "../../gateway/index.js";
import type { Host } from "../io.js";
import { jsonWithSecrets } from "./secret-output.js";

/** A credential that is printed, from the file or as it was issued. */
export interface PrintedCredential extends IssuedAwsKey {
  /** Null where it is not known. */
  readonly endsAt: Date | null;
}

/** What a credential was issued for: another producer's, or another role's, is never taken for it. */
export interface CacheSubject extends IssueRequest {
  readonly gateway: string;
  readonly path: string;
}

/** A credential is replaced so long before it ends, or at half of its life where that is later; AWS's SDKs ask as early. */
const MARGIN_MS = 15 * 60_000;

const kept = z.object({
  for: z.string(),
  issued_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  access_key_id: z.string(),
  secret_access_key: z.string(),
  session_token: z.string(),
});

/**
 * The credential of a role in a file that only its owner may read (mode 0600). A file that cannot be used is told, and
 * costs a credential more: the command works without it.
 */
export class CredentialCache {
  readonly #file: string;
  readonly #for: string;
  readonly #host: Host;

  constructor(file: string, subject: CacheSubject, host: Host) {
    this.#file = file;
    this.#for = JSON.stringify([subject.gateway, subject.path, subject.roleArn ?? null, subject.args ?? {}]);
    this.#host = host;
  }

  /** What is kept for this subject and lives long enough; undefined for anything else. */
  read(now: Date): PrintedCredential | undefined {
    const text = this.#text();
    if (text === undefined) return undefined;
    const found = kept.safeParse(parsed(text));
    if (!found.success) {
      this.#note("holds no credential of ours, and is replaced");
      return undefined;
    }
    const { data } = found;
    const endsAt = new Date(data.ends_at);
    const life = endsAt.getTime() - Date.parse(data.issued_at);
    const left = endsAt.getTime() - now.getTime();
    if (data.for !== this.#for || left < Math.min(MARGIN_MS, life / 2)) return undefined;
    return {
      accessKeyId: data.access_key_id,
      secretAccessKey: new SecretText(data.secret_access_key),
      sessionToken: new SecretText(data.session_token),
      endsAt,
    };
  }

  /** Keeps the credential of a role whose end is known, and no other. */
  write({ accessKeyId, secretAccessKey, sessionToken, endsAt }: PrintedCredential, issuedAt: Date): void {
    if (sessionToken === null || endsAt === null) return;
    const text = jsonWithSecrets({
      for: this.#for,
      issued_at: issuedAt.toISOString(),
      ends_at: endsAt.toISOString(),
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
      session_token: sessionToken,
    });
    // Beside it and then in its place: no reader ever finds half of it, and a file with other rights is not filled.
    const beside = `${this.#file}.${randomBytes(6).toString("hex")}`;
    try {
      writeFileSync(beside, text.reveal(), { mode: 0o600, flag: "wx" });
      renameSync(beside, this.#file);
    } catch (error) {
      rmSync(beside, { force: true });
      this.#note(`could not be written (${codeOf(error)})`);
    }
  }

  /** What the file holds, where it is a file of ours that no other user may read. */
  #text(): string | undefined {
    let descriptor: number;
    try {
      descriptor = openSync(
        this.#file,
        constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
      );
    } catch (error) {
      if (codeOf(error) !== "ENOENT") this.#note(`could not be read (${codeOf(error)})`);
      return undefined;
    }
    try {
      const { mode, uid, size } = fstatSync(descriptor);
      const foreign = process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o077) !== 0);
      const file = (mode & constants.S_IFMT) === constants.S_IFREG;
      if (!file || foreign || size > 65_536) {
        this.#note(file && foreign ? "may be read or written by others, and is not used" : "is no such file");
        return undefined;
      }
      return readFileSync(descriptor, "utf8");
    } finally {
      closeSync(descriptor);
    }
  }

  #note(what: string): void {
    this.#host.progress(`Warning: the cache ${JSON.stringify(this.#file)} ${what}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown";
}
