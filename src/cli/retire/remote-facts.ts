import { DEDICATION_TAG } from "../../domain/dedication-tag.js";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { IamUserArn } from "../../domain/iam-user-arn.js";
import { Fault } from "../../errors/fault.js";
import type { Caller, SeedWorld } from "../../seed/index.js";

/** What the gateway holds for a target, without the secret. */
export type HeldId =
  | { readonly kind: "key"; readonly id: string }
  | { readonly kind: "none" | "unreadable" | "absent" };

/** Reads that tell which key belongs to which target; each is made once. */
export class RemoteFacts {
  readonly #held = new Map<string, Promise<HeldId>>();
  readonly #keys = new Map<string, Promise<readonly string[]>>();
  #caller: Promise<Caller> | undefined;

  constructor(readonly world: SeedWorld) {}

  held(target: string): Promise<HeldId> {
    return once(this.#held, target, async () => {
      try {
        const held = await this.world.gateway.heldKey(target);
        if (held.kind === "key") return { kind: "key", id: held.key.id };
        return { kind: held.kind === "no-key" ? "none" : held.kind };
      } catch (error) {
        // A target of this name that is none of AWS: the state speaks of another gateway.
        if (Fault.is(error, "GATEWAY_OBJECT_KIND")) return { kind: "absent" };
        throw error;
      }
    });
  }

  /** Ids of the user's keys; none where the user cannot be seen from the deployer's account. */
  keyIds(user: IamUserArn): Promise<readonly string[]> {
    return once(this.#keys, user.arn, async () => {
      if (!(await this.#isHere(user))) return [];
      return ((await this.world.iam.keys(user.name)) ?? []).map(({ id }) => id);
    });
  }

  /** Whether the user, seen from its own account, has no such key. */
  async isGone(user: IamUserArn, keyId: string): Promise<boolean> {
    return (await this.#isHere(user)) && !(await this.keyIds(user)).includes(keyId);
  }

  /** Path of the target that the user is dedicated to. */
  async dedicatedTo(user: IamUserArn): Promise<string | undefined> {
    if (!(await this.#isHere(user))) return undefined;
    const tag = (await this.world.iam.user(user.name))?.tags[DEDICATION_TAG];
    return tag === undefined ? undefined : normalizedGatewayPath(tag);
  }

  /** The ARN of the user of this name in the deployer's account. */
  async arnOf(userName: string): Promise<string | undefined> {
    return (await this.world.iam.user(userName))?.arn;
  }

  async #isHere({ account }: IamUserArn): Promise<boolean> {
    this.#caller ??= this.world.iam.caller();
    return (await this.#caller).account === account;
  }
}

function once<T>(known: Map<string, Promise<T>>, name: string, read: () => Promise<T>): Promise<T> {
  const reading = known.get(name) ?? read();
  known.set(name, reading);
  return reading;
}
