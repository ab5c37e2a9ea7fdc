import { normalizedGatewayPath, plainName } from "../../domain/gateway-path.js";
import type { RequestFields } from "../../domain/request-fields.js";
import { Fault } from "../../errors/fault.js";
import type { Gateway, GatewayCallOptions, ObjectCommand, RawAnswer } from "../../gateway/index.js";
import { type ToldObject, toldObject } from "../../types/mechanism/answers.js";
import type { GatewayType } from "../../types/mechanism/gateway-type.js";
import { rawAt } from "../../types/wire/index.js";
import type {} from "../../vocabulary/index.js";
import type { Numbered, Shelf } from "../own-object.js";

/** An object of a described type, as an answer has told it. */
export interface FoundObject extends Numbered, ToldObject {}

/** All objects of a described type, in a gateway. */
export interface TypeShelf extends Shelf<FoundObject> {
  /** Sends a command about one of them: `once` where a repetition would not be the same. */
  send(
    how: "once" | "change",
    command: string,
    doing: string,
    name: string,
    fields: RequestFields,
    options?: GatewayCallOptions,
  ): Promise<void>;
  /** Already gone is success. */
  remove(name: string, options?: GatewayCallOptions): Promise<void>;
}

/**
 * The objects of a type.
 *
 * @param rest What a rename says beside the new name, where the type's own command for it would take the rest away.
 */
export function shelfOf(
  type: GatewayType,
  { objects }: Gateway,
  rest: () => RequestFields = () => ({}),
): TypeShelf {
  const { noun, commands, isPlainName } = type;
  const about = (
    command: string,
    doing: string,
    name: string,
    fields: RequestFields = {},
  ): ObjectCommand => ({
    command,
    doing: `${doing} ${noun}`,
    name,
    ...(isPlainName && { isPlainName }),
    fields,
  });
  const spelled = isPlainName ? plainName : normalizedGatewayPath;
  return {
    async find(name, options) {
      const answer = await objects.find(about(commands.read, "reading", name, commands.asking), options);
      return (
        answer && foundIn(type, answer, `reading ${noun} ${JSON.stringify(normalizedGatewayPath(name))}`)
      );
    },

    async send(how, command, doing, name, fields, options) {
      await objects[how](about(command, doing, name, fields), options);
    },

    async remove(name, options) {
      await objects.remove(about(commands.delete, "deleting", name), options);
    },

    async rename(name, newName, options) {
      const { command, fields } = commands.rename ?? { command: commands.update ?? "", fields: rest() };
      const renamed = { ...fields, "new-name": spelled(newName) };
      // Once: a repeated one would not find the old name any more, and take that for an absence.
      await objects.once(about(command, "renaming", name, renamed), options);
    },

    async pathOf(number, options) {
      const { list } = commands;
      if (!list) return undefined;
      const doing = `looking in the list for the ${noun} with the number ${number}`;
      const { name = "name", number: numberField = "id" } = list;
      for await (const entry of objects.list(list.command, list.fields ?? {}, list.entries, doing, options)) {
        const path = rawAt(entry, name);
        if (String(rawAt(entry, numberField) ?? "") !== String(number) || typeof path !== "string") continue;
        return normalizedGatewayPath(path);
      }
      return undefined;
    },
  };
}

/**
 * What an answer tells of an object. Its name and its number say whose it is, and are never guessed: throws
 * GATEWAY_ANSWER_UNEXPECTED without them, and GATEWAY_OBJECT_KIND for an object of another kind.
 */
export function foundIn(type: GatewayType, answer: RawAnswer, doing: string): FoundObject {
  const other = type.otherKind?.(answer);
  if (other !== undefined) {
    throw new Fault("GATEWAY_OBJECT_KIND", { doing, seen: other, state: "Nothing was changed by it." });
  }
  const told = toldObject(type, answer);
  const name = told.readings[type.table.identity];
  if (name?.is !== "told" || typeof name.value !== "string") {
    throw unexpected(doing, name?.is === "odd" ? name.seen : "its name is missing or empty");
  }
  const number = type.numbered === undefined ? undefined : told.readings[type.numbered];
  if (number?.is === "odd") throw unexpected(doing, number.seen);
  return {
    ...told,
    name: normalizedGatewayPath(name.value),
    id: number?.is === "told" ? (number.value as number | string | null) : null,
  };
}

function unexpected(doing: string, seen: string): Fault {
  return new Fault("GATEWAY_ANSWER_UNEXPECTED", { doing, seen, state: "Nothing was changed after that." });
}
