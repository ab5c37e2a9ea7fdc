import { toldByImportId } from "../engine/import-id.js";
import { Fault } from "../errors/fault.js";
import { seedRetirementTable } from "../schema/index.js";
import type { StoredOf } from "../vocabulary/index.js";
import { splitBeforeUserArn } from "./split-before-user-arn.js";

type Told = Partial<StoredOf<(typeof seedRetirementTable)["attributes"]>>;

/** What the id of an import says of a retirement: by names, or `TARGET,ROTATOR,USER_ARN,SEED_KEY_ID`. */
export function importedRetirement(id: string): Told {
  const told = toldByImportId(seedRetirementTable, id, (head) => shortForm(head) ?? { target: head }) as Told;
  const { target, rotator, seed_user_arn, seed_key_id } = told;
  if (target && rotator && seed_user_arn && seed_key_id) return told;
  throw malformed("the id does not tell target, rotator, the user's ARN and the id of the seed");
}

/**
 * Told apart by shape: the key id has no comma in it, and what stands in front of it is an ARN or is not. IAM allows a
 * comma in a user's name, and the gateway in a path. Undefined where the text has no ARN in it.
 */
function shortForm(head: string): Told | undefined {
  const comma = head.lastIndexOf(",");
  const split = splitBeforeUserArn(head.slice(0, Math.max(comma, 0)));
  if (!split) return undefined;
  const [paths, seed_user_arn] = split;
  const commas = [...paths.matchAll(/,/g)].map(({ index }) => index);
  const [between, ...others] =
    commas.length === 1 ? commas : commas.filter((index) => paths[index + 1] === "/");
  if (between === undefined || others.length > 0) {
    throw malformed(
      "where the target's path ends and the rotator's begins cannot be told: tell it by name, as rotator=PATH",
    );
  }
  return {
    target: paths.slice(0, between),
    rotator: paths.slice(between + 1),
    seed_user_arn,
    seed_key_id: head.slice(comma + 1),
  };
}

function malformed(seen: string): Fault {
  return new Fault("SEED_IMPORT_ID_MALFORMED", {
    doing: "importing a seed retirement",
    seen,
    state: "Nothing was imported.",
  });
}
