import { GATEWAY_MAX_VERSIONS } from "../../domain/gateway-defaults.js";
import { parseMoment } from "../../domain/moment.js";
import { attr } from "../../vocabulary/index.js";
import {
  customFields,
  descriptionText,
  flagText,
  intText,
  objectPath,
  ownNumber,
  readyPath,
  tags,
  tagsByChange,
} from "../wire/index.js";
import { gatewayTags, keptTexts } from "./elements.js";
import { gatewayName } from "./gateway-name.js";
import { gatewayText } from "./texts.js";

/** The path by which an object goes. `told` is where an answer has it. */
export function path(what: string, told: string) {
  return attr.required.string({
    doc: `Path of the ${what} in the gateway. Changing it renames the ${what}.`,
    ...gatewayName,
    wire: objectPath("name", { told }),
  });
}

/** The path of an object that the gateway cannot rename. `told` is where an answer has it. */
export function fixedPath(what: string, told: string) {
  return attr.required.string({
    doc: `Path of the ${what} in the gateway. Changing it makes a new ${what}: the gateway cannot rename one.`,
    ...gatewayName,
    replaces: true,
    wire: objectPath("name", { told }),
  });
}

/**
 * The text that is shown with an object. `told` is where an answer has it; `alone` the command that changes it alone,
 * where there is one.
 */
export function description(what: string, told = "description", alone?: string) {
  return attr.optional.string({
    doc: `Text shown with the ${what}. Default: none.`,
    ...gatewayText,
    examples: ["a text", "another text"],
    wire: descriptionText("description", { told, ...(alone && { alone }) }),
  });
}

/** A replacement is planned as an update and a create, so that its destroy is heard of in the apply alone. */
const WHEN_REFUSED =
  "The plan of a destroy is refused already, before anything is destroyed; a replacement is refused in the apply, by the gateway.";

/** Whether an object is kept from being deleted. `told` is where an answer has it. */
export function deleteProtection(what: string, told = "delete_protection") {
  return attr.defaulted.bool({
    doc: `Whether the gateway refuses to delete the ${what}, a destroy included, until this is \`false\` again. ${WHEN_REFUSED} Default: \`false\`.`,
    default: false,
    examples: [false, true],
    wire: flagText("delete_protection", { told }),
  });
}

/** The same of what a destroy deletes only once that is off. An answer that does not tell it says that it is. */
export function offBeforeDestroy() {
  return attr.defaulted.bool({
    doc: `Whether the gateway refuses to delete it: it has to be \`false\`, and applied, before a destroy. ${WHEN_REFUSED} Default: \`false\`.`,
    default: false,
    examples: [false, true],
    wire: flagText("delete_protection", { unsaid: false }),
  });
}

/** The path of an object again, for whatever has to wait until the object is there. `told` is where an answer has it. */
export function readyName(what: string, told: string) {
  return attr.computed.string({
    doc: `Path of the ${what} again, not known before the ${what} is there under it: an ephemeral resource whose \`name\` it is waits for the ${what} in the apply that makes it.`,
    stable: true,
    wire: readyPath(told),
  });
}

/** The key by which the gateway encrypts what an object holds. `told` is where an answer has its path. */
export function protectionKey(what: string, wire: string, told: string) {
  return attr.optional.string({
    doc: `Path of the key that encrypts what the ${what} holds. Default: the account's own. Without it an update leaves the key as it is.`,
    ...gatewayName,
    leftToGateway: { usually: null, varies: true },
    examples: ["/keys/one", "/keys/two"],
    wire: objectPath(wire, { told, leftOut: true }),
  });
}

/** How many versions of an object are kept. `told` is where an answer has it; none does unless it is given. */
export function maxVersions(what: string, told?: string) {
  return attr.optional.int({
    doc: `How many versions of the ${what} are kept. Default: the account's own number, usually ${GATEWAY_MAX_VERSIONS}. Without it an update leaves the number as it is.`,
    min: 1,
    leftToGateway: { usually: GATEWAY_MAX_VERSIONS, varies: true },
    ...(told === undefined && { tellsNothing: true }),
    wire: intText("max-versions", told === undefined ? {} : { told }),
  });
}

/** Fields of the account's own making, as items have them. */
export function customFieldsOf(what: string) {
  return attr.optional.map("string", {
    doc: `Values of the account's own fields, by their names. Default: none. Without it an update leaves those of the ${what} as they are.`,
    each: keptTexts,
    leftToGateway: { usually: null, varies: true },
    examples: [{ owner: "ours" }, { owner: "theirs", place: "here" }],
    wire: customFields("item-custom-fields", {
      told: "item_custom_fields_details",
      leftOut: true,
      unlisted: true,
    }),
  });
}

/** The tags of an object. `by`: whether an update gives them as a whole, or adds and removes. */
export function tagsOf(what: string, told: string, by: "change" | "whole") {
  return attr.optional.set("string", {
    doc: `Tags of the ${what} in the gateway. Default: none.`,
    each: gatewayTags,
    examples: [
      ["a", "b"],
      ["b", "c"],
    ],
    wire: by === "change" ? tagsByChange(told) : tags(told),
  });
}

const NUMBER =
  "by which it is told from another one of the same name. 0 after a create of which the provider cannot tell yet whether the gateway carried it out; null where the gateway does not tell a number.";

/** The number of an item, of whatever kind. `told` is where an answer has it. */
export function itemNumber(told: string) {
  return attr.computedOrNull.int({
    doc: `The gateway's own number of the item, ${NUMBER}`,
    stable: true,
    wire: ownNumber.int(told),
  });
}

/** The number of any other object. `told` is where an answer has it. */
export function objectNumber(what: string, told: string) {
  return attr.computedOrNull.int({
    doc: `The gateway's own number of the ${what}, ${NUMBER}`,
    stable: true,
    wire: ownNumber.int(told),
  });
}

/** The same of an object that the gateway numbers with a text. */
export function objectId(what: string, told: string) {
  return attr.computedOrNull.string({
    doc: `The gateway's own id of the ${what}, ${NUMBER.replace("0 after", "Empty after").replace("a number", "an id")}`,
    stable: true,
    wire: ownNumber.text(told),
  });
}

/** Parts of a second, which the gateway does not keep. */
const PARTS_OF_A_SECOND = /\.\d*[1-9]/;

/** What is no moment, or none that the gateway can keep: it counts whole seconds since 1970, of which 0 says "never". */
function flawOfMoment(text: string): string | undefined {
  const got = `got ${JSON.stringify(text)}`;
  const at = parseMoment(text);
  if (at === undefined) return `should be a moment such as 2027-01-31T12:00:00Z, ${got}`;
  return at.getTime() <= 0 || PARTS_OF_A_SECOND.test(text)
    ? `should be a whole second after 1970-01-01T00:00:00Z, as the gateway counts them, ${got}`
    : undefined;
}

/** What every attribute with a moment shares: two spellings of one moment are equal. */
export const moment = {
  flaw: flawOfMoment,
  canonical: (text: string) => parseMoment(text)?.toISOString().replace(".000Z", "Z") ?? text,
  examples: ["2030-01-31T12:00:00Z", "2031-01-31T12:00:00Z"],
} as const;
