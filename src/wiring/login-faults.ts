import { Fault } from "../errors/fault.js";

/** A login of which a part is not there. */
export function incompleteLogin(
  kind: string,
  seen: string,
  attribute: string,
  advice: readonly string[] = [],
): Fault {
  return new Fault("GATEWAY_LOGIN_MISSING", {
    doing: `preparing to log in to the gateway (${kind})`,
    seen,
    state: "Nothing was changed.",
    attribute,
    ...(advice.length > 0 && { advice: advice.join(" ") }),
  });
}

/** A part in the place of another. No attribute is named: Terraform would print its line, and with it what may be the secret. */
export function swappedParts(kind: string, seen: string): Fault {
  return new Fault("KEY_PARTS_SWAPPED", {
    doing: `preparing to log in to the gateway (${kind})`,
    seen,
    state: "Nothing was changed.",
  });
}
