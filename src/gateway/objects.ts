import { normalizedGatewayPath, plainName } from "../domain/gateway-path.js";
import type { RequestFields } from "../domain/request-fields.js";
import { GatewayAnswer } from "./answer.js";
import type { Commands } from "./commands.js";
import { about } from "./item.js";
import { listedEntries } from "./listing.js";
import type { GatewayCallOptions } from "./settings.js";

/** A command about one object. */
export interface ObjectCommand {
  readonly command: string;
  /** Such as `creating group`. */
  readonly doing: string;
  /** The object's path. */
  readonly name: string;
  /** Whether the gateway has it by a name without a leading slash. Default: by a path, which has one. */
  readonly isPlainName?: boolean;
  /** The field of the request that has the path. Default: `name`. */
  readonly field?: string;
  /** What the request says beside the path. Default: nothing. */
  readonly fields?: RequestFields;
}

/** Any answer of the gateway that is an object. */
export type RawAnswer = { readonly [field: string]: unknown };

/**
 * Objects of a kind that the caller describes: which commands there are and what their fields mean is the caller's
 * to know. What is answered is given as it came.
 */
export interface GatewayObjects {
  /** Undefined for a proven absence. */
  find(command: ObjectCommand, options?: GatewayCallOptions): Promise<RawAnswer | undefined>;
  /** Not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  once(command: ObjectCommand, options?: GatewayCallOptions): Promise<void>;
  /** Repeated where its outcome is unknown: the same request twice has to be the same. */
  change(command: ObjectCommand, options?: GatewayCallOptions): Promise<void>;
  /** Already gone is success. */
  remove(command: ObjectCommand, options?: GatewayCallOptions): Promise<void>;
  /** The entries of a list that the caller may see, page by page. */
  list(
    command: string,
    fields: RequestFields,
    entries: string,
    doing: string,
    options?: GatewayCallOptions,
  ): AsyncGenerator<RawAnswer>;
}

/** The objects of the gateway that these commands go to. */
export function gatewayObjects(commands: Commands): GatewayObjects {
  const withName = ({ name, isPlainName, field = "name", fields }: ObjectCommand): RequestFields => ({
    ...fields,
    [field]: isPlainName ? plainName(name) : normalizedGatewayPath(name),
  });
  return {
    async find(one, options) {
      const context = about("read", one.doing, one.name, options);
      const value = await commands.find(one.command, withName(one), context);
      return value === undefined ? undefined : new GatewayAnswer(value, context.doing).raw;
    },

    async once(one, options) {
      await commands.run(one.command, withName(one), about("once", one.doing, one.name, options));
    },

    async change(one, options) {
      await commands.run(one.command, withName(one), about("idempotent", one.doing, one.name, options));
    },

    async remove(one, options) {
      await commands.find(one.command, withName(one), about("idempotent", one.doing, one.name, options));
    },

    async *list(command, fields, entries, doing, options) {
      const context = { kind: "read", doing, ...options } as const;
      for await (const answer of listedEntries(commands, command, fields, entries, context)) yield answer.raw;
    },
  };
}
