import { told } from "../../types/wire/index.js";
import { attr } from "../../vocabulary/index.js";

/** A text that an answer may tell. `at` is where. */
export function toldText(doc: string, at: string) {
  return attr.computedOrNull.string({ doc, wire: told.text(at) });
}

/** A whole number that an answer may tell. `at` is where. */
export function toldInt(doc: string, at: string) {
  return attr.computedOrNull.int({ doc, wire: told.int(at) });
}

/** Whether an answer says so; what it leaves out is not so. `at` is where. */
export function toldFlag(doc: string, at: string) {
  return attr.computed.bool({ doc, wire: told.flag(at, { unsaid: false }) });
}

/** Texts that an answer may tell. `at` is where. */
export function toldTexts(doc: string, at: string) {
  return attr.computed.list("string", { doc, wire: told.texts(at) });
}

/** When something of an object was done last, as the gateway writes it. */
export const dates = {
  created_at: toldText("When it was made, as the gateway writes it.", "creation_date"),
  modified_at: toldText("When it was changed last, as the gateway writes it.", "modification_date"),
};

export const PROTECTED = "Whether the gateway refuses to delete it.";
