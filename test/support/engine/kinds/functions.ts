import { defineFunction } from "../../../../src/engine/index.js";
import { Fault } from "../../../../src/errors/fault.js";
import { attr, functionTable, isUnknown, UNKNOWN } from "../../../../src/vocabulary/index.js";

/** Joins the parts of a path; `crash` as a part is a defect of its author, `..` is refused by it. */
export const joinPath = defineFunction({
  table: functionTable({
    name: "join_path",
    doc: "Joins parts to a path. Empty parts are left out.",
    parameters: { root: attr.required.string({ doc: "Where it begins.", oneOf: ["/", "/prod"] }) },
    variadic: {
      name: "parts",
      of: attr.required.string({
        doc: "What follows.",
        flaw: (part: string) => (part.includes("/") ? "should not hold a slash" : undefined),
      }),
    },
    returns: attr.computed.string({ doc: "The path." }),
  }),
  call({ root, parts }) {
    if (parts.includes("crash")) throw new TypeError("the password is hunter2");
    if (parts.includes("..")) {
      throw new Fault("PATH_MALFORMED", {
        doing: "joining a path",
        seen: "a part leads upwards",
        state: "Nothing was changed.",
        attribute: "parts",
      });
    }
    if (parts.includes("misfit")) return 7 as unknown as string;
    return [root === "/" ? "" : root, ...parts.filter((part) => part !== "")].join("/");
  },
});

/** What is known of a value. */
export const whatIs = defineFunction({
  table: functionTable({
    name: "what_is",
    doc: "Says what is known of a text.",
    parameters: { text: attr.optional.string({ doc: "Any text.", sensitive: true }) },
    returns: attr.computedOrNull.object(
      {
        known: attr.computed.bool({ doc: "Whether it is known." }),
        length: attr.computedOrNull.int({ doc: "How long it is." }),
      },
      { doc: "What is known." },
    ),
    takesUnknown: ["text"],
  }),
  call({ text }) {
    if (isUnknown(text)) return UNKNOWN;
    if (text === null) return null;
    if (text.startsWith("refused")) {
      throw new Fault("VALUE_NOT_ALLOWED", {
        doing: "looking at a text",
        seen: `it is ${text}`,
        state: "Nothing was changed.",
        attribute: "text",
      });
    }
    return { known: true, length: text.length };
  },
});
