import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { isRecord } from "../domain/is-record.js";
import { SecretJson } from "../domain/secret-json.js";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about, findItem, type ItemRecord, tagsOfNew } from "./item.js";
import type { CreateOptions, GatewayCallOptions } from "./settings.js";

export interface StaticSecretShape {
  readonly name: string;
  readonly format: string;
  readonly description: string | null;
  readonly tags: readonly string[];
}

/** A static secret without its value. */
export interface StaticSecretRecord extends ItemRecord {
  /** Whether it is one value, or a password with a user name. */
  readonly type: "generic" | "password";
  /** `text`, `json` or `key-value`. */
  readonly format: string;
  /** 1 for a new secret; each new value raises it. */
  readonly lastVersion: number | null;
}

/** A version of a static secret, as the gateway tells of it. */
export interface WrittenVersion {
  readonly version: number | null;
  /** The access id of the caller that has written it; null where the gateway does not tell. */
  readonly accessId: string | null;
  /** RFC 3339; null where the gateway does not tell. */
  readonly writtenAt: string | null;
}

/** What a secret of the type password consists of, beside its user name. */
export interface PasswordParts {
  readonly password: SecretText;
  readonly customFields: SecretJson;
}

/** Secrets that are kept as they are. No method gives a value out. */
export interface StaticSecrets {
  /** Metadata only; undefined for a proven absence. */
  find(name: string, options?: GatewayCallOptions): Promise<StaticSecretRecord | undefined>;
  /** Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  create(shape: StaticSecretShape, value: SecretText, options?: CreateOptions): Promise<void>;
  /**
   * Whether the secret has this very value, which is fetched for that: never on a refresh or in a plan.
   * GATEWAY_PERMISSION_DENIED when the caller may not read it.
   */
  holds(name: string, value: SecretText, options?: GatewayCallOptions): Promise<boolean>;
  /** Whether the newest value is what it should be; false for an absent secret. Like `holds`, and with its faults. */
  fits(name: string, isFitting: (value: string) => boolean, options?: GatewayCallOptions): Promise<boolean>;
  /** Who has written the newest version, and when; undefined for a proven absence. */
  newest(name: string, options?: GatewayCallOptions): Promise<WrittenVersion | undefined>;
  /**
   * The parts of a secret of the type password, as a request says them. GATEWAY_ANSWER_UNEXPECTED for what is none.
   * @param version of which the parts are
   */
  password(name: string, version: number, options?: GatewayCallOptions): Promise<PasswordParts>;
  /** Gives the secret this value. The format has to be said again, or the gateway falls back to `text`. */
  updateValue(name: string, format: string, value: SecretText, options?: GatewayCallOptions): Promise<void>;
  /**
   * Gives the secret this value where `over` is still its newest version, and refuses it with GATEWAY_REFUSED otherwise.
   * Not repeated when its outcome is unknown, which is GATEWAY_REPLY_LOST: what was done already would be refused.
   * `keepsPrevious`: the version before stays as an older one; default: as the account is set.
   */
  replaceValue(
    name: string,
    change: {
      readonly format: string;
      readonly value: SecretText;
      readonly over: number;
      readonly keepsPrevious?: boolean;
    },
    options?: GatewayCallOptions,
  ): Promise<void>;
  /** Already gone is success. */
  remove(name: string, options?: GatewayCallOptions): Promise<void>;
}

/** The static secrets of the gateway that these commands go to. */
export function staticSecrets(commands: Commands): StaticSecrets {
  const find: StaticSecrets["find"] = async (name, options) => {
    const context = about("read", "reading static secret", name, options);
    const found = await findItem(commands, name, "STATIC_SECRET", context);
    const info = found?.answer.recordOrNull("item_general_info")?.recordOrNull("static_secret_info");
    return (
      found && {
        ...found.item,
        type: found.answer.textOrNull("item_sub_type") === "password" ? "password" : "generic",
        format: info?.textOrNull("format") ?? "text",
        lastVersion: found.answer.intOrNull("last_version"),
      }
    );
  };
  const fits: StaticSecrets["fits"] = async (name, isFitting, options) => {
    const path = normalizedGatewayPath(name);
    const context = about("read", "comparing the value of static secret", name, options);
    const answer = await commands.find("get-secret-value", { names: [path] }, context);
    const held = answer === undefined ? null : new GatewayAnswer(answer, context.doing).textOrNull(path);
    return held !== null && isFitting(held);
  };
  return {
    find,

    async create(shape, value, options) {
      const fields = {
        name: normalizedGatewayPath(shape.name),
        type: "generic",
        format: shape.format,
        value,
        description: shape.description,
        tags: tagsOfNew(shape.tags, options?.mark),
      };
      await commands.run(
        "create-secret",
        fields,
        about("once", "creating static secret", shape.name, options),
      );
    },

    holds: (name, value, options) => fits(name, (held) => new SecretText(held).equals(value), options),
    fits,

    async newest(name, options) {
      const context = about("read", "reading the versions of static secret", name, options);
      const fields = { name: normalizedGatewayPath(name), "show-versions": true };
      const value = await commands.find("describe-item", fields, context);
      if (value === undefined) return undefined;
      const answer = new GatewayAnswer(value, context.doing);
      const version = answer.intOrNull("last_version");
      const written = answer.records("item_versions").find((one) => one.intOrNull("version") === version);
      return {
        version,
        accessId: written?.textOrNull("access_id") ?? null,
        writtenAt: written?.textOrNull("creation_date") ?? null,
      };
    },

    async password(name, version, options) {
      const path = normalizedGatewayPath(name);
      const context = about("read", "reading what static secret holds,", name, options);
      const answer = await commands.run("get-secret-value", { names: [path], version }, context);
      const {
        username: _,
        password,
        ...rest
      } = passwordIn(new GatewayAnswer(answer, context.doing).raw[path]);
      if (typeof password !== "string") {
        const seen = "the answer holds no password";
        throw new Fault("GATEWAY_ANSWER_UNEXPECTED", {
          doing: context.doing,
          seen,
          state: "Nothing was changed.",
        });
      }
      return {
        password: new SecretText(password),
        customFields: new SecretJson(new SecretText(JSON.stringify(rest))),
      };
    },

    async updateValue(name, format, value, options) {
      const fields = { name: normalizedGatewayPath(name), format, value };
      const context = about("idempotent", "updating the value of static secret", name, options);
      await commands.run("update-secret-val", fields, context);
    },

    async replaceValue(name, { format, value, over, keepsPrevious }, options) {
      const fields = {
        name: normalizedGatewayPath(name),
        format,
        value,
        "last-version": over,
        // The gateway takes this boolean as text.
        "keep-prev-version": keepsPrevious === undefined ? null : String(keepsPrevious),
      };
      const context = about("once", "replacing the value of static secret", name, options);
      await commands.run("update-secret-val", fields, context);
    },

    async remove(name, options) {
      const fields = { name: normalizedGatewayPath(name) };
      await commands.find(
        "delete-item",
        fields,
        about("idempotent", "deleting static secret", name, options),
      );
    },
  };
}

/** The parts of a value, as the gateway tells it: the JSON of them, or what that says. */
function passwordIn(value: unknown): { readonly [part: string]: unknown } {
  try {
    const parts: unknown = typeof value === "string" ? JSON.parse(value) : value;
    return isRecord(parts) ? parts : {};
  } catch {
    return {};
  }
}
