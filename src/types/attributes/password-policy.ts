import { attr } from "../../vocabulary/index.js";
import { flagText, intText, rawAt } from "../wire/index.js";

/** Where an answer about a dynamic secret has which characters a password is made of; not every gateway tells. */
const POLICY = "password_policy_info";
const isTold = (answer: unknown) => rawAt(answer, POLICY) !== undefined && rawAt(answer, POLICY) !== null;

/** Where the answer is told from, and whether what it leaves out is not set. */
interface PolicyInAnswer {
  readonly at: string;
  readonly length: string;
  /** The part of an answer that has it, unless it is not set. Default: where it is not told, nothing is said. */
  readonly leftOut?: string;
}

const OF_ISSUED: PolicyInAnswer = { at: POLICY, length: "password_length" };

/**
 * Of what the passwords are made that the gateway makes. `when`: for whom, at the end of each sentence. `told`: where an
 * answer tells it. Default: as of a dynamic secret.
 */
export function passwordPolicy(when: string, told: PolicyInAnswer = OF_ISSUED) {
  const { leftOut } = told;
  const mayLack = leftOut === undefined ? { counts: isTold } : { leftOut };
  const letters = (wire: string, name: string, what: string) =>
    attr.optional.bool({
      doc: `Whether a password has ${what} ${when}. Default: the account's own rule. Without it an update leaves it as it is.`,
      leftToGateway: { usually: null, varies: true },
      wire: flagText(wire, { told: `${told.at}.${name}`, ...mayLack }),
    });
  return {
    password_length: attr.optional.int({
      doc: `Characters of a password ${when}, 6 to 128. Default: the account's own rule. Without it an update leaves it as it is.`,
      // What AWS takes: IAM user guide, "Setting an account password policy for IAM users".
      min: 6,
      max: 128,
      leftToGateway: { usually: null, varies: true },
      examples: [16, 24],
      wire: intText("password-length", { told: told.length, nothing: 0, leftOut: leftOut ?? true }),
    }),
    use_capital_letters: letters("use-capital-letters", "use_capital_letters", "capital letters"),
    use_lower_letters: letters("use-lower-letters", "use_lower_letters", "small letters"),
    use_numbers: letters("use-numbers", "use_numbers", "digits"),
    use_special_characters: letters(
      "use-special-characters",
      "use_special_characters",
      "characters that are neither letters nor digits",
    ),
  };
}

/** Their names. */
export const PASSWORD_POLICY = [
  "password_length",
  "use_capital_letters",
  "use_lower_letters",
  "use_numbers",
  "use_special_characters",
] as const;
