import { AUTH_KINDS } from "./auth-kinds.js";
import { DYNAMIC_KINDS } from "./dynamic-kinds.js";
import { ROTATED_KINDS } from "./rotated-kinds.js";
import { TARGET_KINDS } from "./target-kinds.js";

/** The fields of requests that the tables of all kinds say are secret. */
export const SECRET_WIRES: readonly string[] = [
  ...new Set(
    [...AUTH_KINDS, ...DYNAMIC_KINDS, ...ROTATED_KINDS, ...TARGET_KINDS]
      .flatMap(({ fields }) => fields)
      .filter((field) => field.secret)
      .map((field) => field.wire),
  ),
];
