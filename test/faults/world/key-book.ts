import type { Call } from "../calls/call.js";
import type { Passage } from "../proxy/fault-proxy.js";
import type { KeySeen } from "./history.js";

/** The access keys of an AWS that tells nobody how it stands, kept by what it answered. */
export class KeyBook {
  readonly #keys: KeySeen[] = [];
  readonly #now: () => Date;
  /** Every secret that was answered. */
  readonly secrets: string[] = [];
  /** Every key that was ever made, in order. */
  readonly made: string[] = [];

  constructor(now: () => Date) {
    this.#now = now;
  }

  get keys(): readonly KeySeen[] {
    return this.#keys;
  }

  /** Takes note of a call that was answered, and of what the answer holds. */
  note({ call, status }: Passage, answer: string): void {
    if (status === undefined || status >= 300) return;
    for (const tag of ["SecretAccessKey", "SessionToken"]) {
      const secret = inside(answer, tag);
      if (secret !== undefined) this.secrets.push(secret);
    }
    this.#change(call, answer);
  }

  #change({ operation, keyId, userName, subject }: Call, answer: string): void {
    const at = this.#keys.findIndex(({ id }) => id === keyId);
    const key = this.#keys[at];
    if (operation === "CreateAccessKey") {
      const id = inside(answer, "AccessKeyId") ?? "";
      this.made.push(id);
      const owner = inside(answer, "UserName") ?? userName;
      this.#keys.push({ id, userName: owner, status: "Active", createdAt: this.#now() });
    } else if (operation === "UpdateAccessKey" && key) {
      this.#keys[at] = { ...key, status: subject };
    } else if (operation === "DeleteAccessKey" && key) {
      this.#keys.splice(at, 1);
    }
  }
}

function inside(xml: string, tag: string): string | undefined {
  return new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(xml)?.[1];
}
