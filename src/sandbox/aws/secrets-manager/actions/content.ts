import { AwsError } from "../../errors.js";
import type { Fields } from "../fields.js";
import { TOKEN, VALUE } from "../rules.js";
import type { SecretContent } from "../secret.js";
import type { SecretsCall } from "./action.js";

/** The value that a call brings; undefined if it brings none. @throws AwsError InvalidParameterException for two. */
export function optionalContent(fields: Fields): SecretContent | undefined {
  const string = fields.optionalText("SecretString", VALUE) || undefined;
  const binary =
    fields.optionalText("SecretBinary", { min: 0, max: Math.ceil(VALUE.max / 3) * 4 }) || undefined;
  if (string !== undefined && binary !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  return string === undefined && binary === undefined ? undefined : { string, binary };
}

/** The id of the version that a call makes. */
export function versionIdOf({ fields, random }: SecretsCall): string {
  return fields.optionalText("ClientRequestToken", TOKEN) ?? random.requestId();
}
