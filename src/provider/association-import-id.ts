import { Fault } from "../errors/fault.js";

/** What an import id says of an association. */
export interface ToldAssociation {
  readonly assoc_id?: string;
  readonly role_name?: string;
  readonly am_name?: string;
}

/** How the gateway calls associations: `ass-` and 20 characters. */
const ASSOCIATION_ID = /^ass-[^/:]{20}$/;

/**
 * An association's id, `ROLE:ASSOC_ID` or `ROLE:AUTH_METHOD`. The gateway allows a colon in a path: the two are parted
 * at the only one there is, or else at the only one that a slash follows.
 * @throws Fault IMPORT_ID_MALFORMED
 */
export function importedAssociation(id: string): ToldAssociation {
  if (ASSOCIATION_ID.test(id)) return { assoc_id: id };
  const colons = [...id.matchAll(/:/g)].map(({ index }) => index);
  const last = colons.at(-1);
  if (last !== undefined && ASSOCIATION_ID.test(id.slice(last + 1))) {
    return { role_name: id.slice(0, last), assoc_id: id.slice(last + 1) };
  }
  const [between, ...others] = colons.length === 1 ? colons : colons.filter((index) => id[index + 1] === "/");
  const role_name = id.slice(0, between);
  const am_name = id.slice((between ?? 0) + 1);
  if (between !== undefined && others.length === 0 && role_name && am_name) return { role_name, am_name };
  throw new Fault("IMPORT_ID_MALFORMED", {
    doing: "importing an association of a role",
    seen: "the id is neither that of an association (ass-…) nor ROLE:AUTH_METHOD with one colon between the two",
    state: "Nothing was imported.",
    advice: "Give the id of the association, ass- and 20 characters, which the gateway tells with the role.",
  });
}
