import { normalizedGatewayPath } from "../domain/gateway-path.js";
import { SecretText } from "../domain/secret-text.js";
import type { Commands } from "./commands.js";
import { about, findItem } from "./item.js";
import type { GatewayCallOptions } from "./settings.js";

/** A note in the gateway, as its metadata tell it. */
export interface SeedNote {
  readonly text: string;
  /** How often it has changed hands: the version of the item's value. */
  readonly version: number;
}

/**
 * Small notes that have no secret in them: static secrets whose text is the description, so that no value is ever
 * read. The value says nothing; its version is what lets exactly one of several writers have a note, because the
 * gateway takes a new value only on top of the version that the writer has seen.
 */
export interface SeedNotes {
  /** Metadata only; undefined for a proven absence. */
  find(name: string, options?: GatewayCallOptions): Promise<SeedNote | undefined>;
  /** Refused where something stands; not repeated when its outcome is unknown: that is GATEWAY_REPLY_LOST. */
  create(name: string, text: string, options?: GatewayCallOptions): Promise<void>;
  /** Raises the version from the one that was seen. Refused when it is another one by now; not repeated either. */
  takeOver(name: string, version: number, options?: GatewayCallOptions): Promise<void>;
  /** Replaces the text, whatever it was. */
  write(name: string, text: string, options?: GatewayCallOptions): Promise<void>;
  /** Already gone is success. */
  remove(name: string, options?: GatewayCallOptions): Promise<void>;
  rename(name: string, newName: string, options?: GatewayCallOptions): Promise<void>;
}

/** The notes of the gateway that these commands go to; each new value is one that `newValue` gives. */
export function seedNotes(commands: Commands, newValue: () => string): SeedNotes {
  return {
    async find(name, options) {
      const found = await findItem(
        commands,
        name,
        "STATIC_SECRET",
        about("read", "reading journal entry", name, options),
      );
      return (
        found && {
          text: found.item.description ?? "",
          version: found.answer.intOrNull("last_version") ?? 1,
        }
      );
    },

    async create(name, text, options) {
      const fields = {
        name: normalizedGatewayPath(name),
        type: "generic",
        format: "text",
        value: new SecretText(newValue()),
        description: text,
      };
      await commands.run("create-secret", fields, about("once", "making journal entry", name, options));
    },

    async takeOver(name, version, options) {
      const fields = {
        name: normalizedGatewayPath(name),
        format: "text",
        value: new SecretText(newValue()),
        "keep-prev-version": "false",
        "last-version": version,
      };
      const context = about("once", "taking over journal entry", name, options);
      await commands.run("update-secret-val", fields, context);
    },

    async write(name, text, options) {
      const fields = { name: normalizedGatewayPath(name), description: text };
      await commands.run("update-item", fields, about("idempotent", "writing journal entry", name, options));
    },

    async remove(name, options) {
      const fields = { name: normalizedGatewayPath(name) };
      await commands.find(
        "delete-item",
        fields,
        about("idempotent", "deleting journal entry", name, options),
      );
    },

    async rename(name, newName, options) {
      const fields = { name: normalizedGatewayPath(name), "new-name": normalizedGatewayPath(newName) };
      await commands.run("update-item", fields, about("once", "renaming journal entry", name, options));
    },
  };
}
