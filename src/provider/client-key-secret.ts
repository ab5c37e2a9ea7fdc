import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import type { Gateway, GatewayCallOptions } from "../gateway/index.js";

/** `begun`: it is there for the key, which it may not hold yet. */
type Standing = "absent" | "begun" | "kept" | "another's";

/** The static secret that keeps the key of an auth method, whose access id its tag names. */
export class ClientKeySecret {
  readonly #gateway: Gateway;
  readonly #path: string;
  /** Says whose key the secret keeps. */
  readonly #tag: string;
  /** Says that the key in the secret is not the newest one, or that none is in it. */
  readonly #begunTag: string;
  /** What the secret holds before it has its first key. */
  readonly #placeholder: SecretText;

  constructor(gateway: Gateway, path: string, accessId: string) {
    this.#gateway = gateway;
    this.#path = path;
    this.#tag = `latchkey-key-of-${accessId}`;
    this.#begunTag = `latchkey-key-due-for-${accessId}`;
    this.#placeholder = new SecretText(`no access key of ${accessId} yet`);
  }

  /** Whether the secret is there and keeps the key. */
  async isKept(options: GatewayCallOptions): Promise<boolean> {
    return (await this.#standing(options)) === "kept";
  }

  /**
   * Writes a key of the auth method to the secret, where it has none or is to have a new one. The gateway ends the
   * former key as it makes the new one: so whether the caller may make and write the secret is seen before that.
   */
  async keep(method: string, isNew: boolean, options: GatewayCallOptions): Promise<void> {
    const standing = await this.#standing(options);
    if (standing === "another's") throw secretOfAnother(this.#path);
    if (standing === "kept" && !isNew) return;
    if (standing === "absent") await this.#make(options);
    const { clientKeys, items, staticSecrets } = this.#gateway;
    await items.changeTags(this.#path, { add: [this.#tag, this.#begunTag], remove: [] }, options);
    const key = await clientKeys.reset(method, options);
    // Not stopped by Ctrl-C from here on: the key is nowhere else.
    await staticSecrets.updateValue(this.#path, "text", key).catch(withState(formerEnded));
    await items
      .changeTags(this.#path, { add: [], remove: [this.#begunTag] })
      .catch(
        withState(() => "The new key is in the secret and works; the next apply replaces it by another one."),
      );
  }

  async remove(options: GatewayCallOptions): Promise<void> {
    const standing = await this.#standing(options);
    if (standing === "kept" || standing === "begun")
      await this.#gateway.staticSecrets.remove(this.#path, options);
  }

  async #standing(options: GatewayCallOptions): Promise<Standing> {
    const found = await this.#gateway.staticSecrets.find(this.#path, options);
    if (!found) return "absent";
    if (found.tags.includes(this.#begunTag)) return "begun";
    return found.tags.includes(this.#tag) ? "kept" : "another's";
  }

  async #make(options: GatewayCallOptions): Promise<void> {
    const shape = {
      ...{ name: this.#path, format: "text", tags: [this.#begunTag] },
      description: "The access key of an auth method; its tag names the access id.",
    };
    try {
      await this.#gateway.staticSecrets.create(shape, this.#placeholder, options);
    } catch (error) {
      if (!Fault.is(error, "GATEWAY_REPLY_LOST") || (await this.#standing({})) !== "begun") throw error;
    }
  }
}

/** A secret at the path that does not keep the key of the auth method. */
export function secretOfAnother(path: string): Fault {
  return new Fault("GATEWAY_OBJECT_EXISTS", {
    doing: `writing an access key to ${JSON.stringify(normalizedGatewayPath(path))}`,
    seen: "a secret is there already, and nothing says that it keeps the key of this auth method",
    state: "The secret was left alone.",
    attribute: "key_secret",
    advice: "Give key_secret a path of its own, or delete the secret in the gateway.",
  });
}

const formerEnded = ({ details }: Fault) =>
  `The former key has ended, and the new one ${details.mayBeDone ? "may not have been" : "was not"} kept; the next apply makes another one.`;

function withState(stateAfter: (fault: Fault) => string): (error: unknown) => never {
  return (error) => {
    if (!Fault.is(error)) throw error;
    throw new Fault(error.code, { ...error.details, state: stateAfter(error) });
  };
}
