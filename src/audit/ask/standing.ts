import { Fault } from "../../errors/fault.js";
import type { FoundKey } from "../ledger.js";
import type { AwsWitness } from "./witness.js";

/** What IAM says about a key, asked by a caller who is entitled to know. */
export type IamStanding =
  | {
      readonly standing: "active" | "inactive";
      readonly account: string;
      readonly user: string;
      readonly lastUsed: Date | undefined;
    }
  | { readonly standing: "gone"; readonly account: string }
  | { readonly standing: "not told"; readonly why: string; readonly account?: string };

interface Listed {
  readonly user: string;
  readonly status: string;
}

/** As many users are asked about at once when there is no other way than to go through all of them. */
const AT_ONCE = 4;

/**
 * Finds out from IAM how a key stands. Names a user first, by the last use of the key and by what stands beside it in
 * the text; where that leads nowhere, the keys of all users are listed, once, because "access denied" is also what IAM
 * says of a key that is gone.
 */
export class Standings {
  readonly #witness: AwsWitness;
  #caller: Promise<{ readonly arn: string; readonly account: string }> | undefined;
  #everyKey: Promise<ReadonlyMap<string, Listed>> | undefined;

  constructor(witness: AwsWitness) {
    this.#witness = witness;
  }

  async of(key: FoundKey): Promise<IamStanding> {
    try {
      this.#caller ??= this.#witness.caller();
      const { account, arn } = await this.#caller;
      const home = await unlessDenied(this.#witness.accountOf(key.id));
      if (home !== undefined && home !== account) {
        const why = `it belongs to account ${home}, and this is asked as ${arn}`;
        return { standing: "not told", why, account: home };
      }
      return (await this.#throughItsUser(key, account)) ?? (await this.#throughAllUsers(key, home, account));
    } catch (error) {
      if (!Fault.is(error)) throw error;
      return { standing: "not told", why: `${error.summary}: ${error.details.seen}` };
    }
  }

  async #throughItsUser({ id, users }: FoundKey, account: string): Promise<IamStanding | undefined> {
    const owner = await unlessDenied(this.#witness.ownerOf(id));
    for (const user of new Set([owner?.userName, ...users])) {
      if (user === undefined) continue;
      const keys = await unlessDenied(this.#witness.keysOf(user));
      const key = keys?.find((one) => one.id === id);
      if (key) return { standing: standingOf(key.status), account, user, lastUsed: owner?.lastUsed };
    }
    return undefined;
  }

  async #throughAllUsers({ id }: FoundKey, home: string | undefined, account: string): Promise<IamStanding> {
    this.#everyKey ??= this.#listEveryKey();
    const listed = (await this.#everyKey).get(id);
    if (listed) {
      return { standing: standingOf(listed.status), account, user: listed.user, lastUsed: undefined };
    }
    if (home === undefined) {
      const why = `no user of account ${account} has it, and STS does not say whose it is`;
      return { standing: "not told", why };
    }
    if (await this.#witness.rootHasKeys()) {
      const why = `no user of account ${account} has it, but the account's root user has keys, which cannot be listed`;
      return { standing: "not told", why, account };
    }
    return { standing: "gone", account };
  }

  async #listEveryKey(): Promise<ReadonlyMap<string, Listed>> {
    const found = new Map<string, Listed>();
    const names = [...(await this.#witness.userNames())];
    const worker = async () => {
      for (let user = names.pop(); user !== undefined; user = names.pop()) {
        for (const { id, status } of (await this.#witness.keysOf(user)) ?? [])
          found.set(id, { user, status });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return found;
  }
}

/** Whatever is not known to be switched off is taken for switched on. */
function standingOf(status: string): "active" | "inactive" {
  return status === "Inactive" || status === "Expired" ? "inactive" : "active";
}

async function unlessDenied<T>(answer: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (Fault.is(error, "AWS_ACCESS_DENIED")) return undefined;
    throw error;
  }
}
