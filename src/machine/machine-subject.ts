import type { IamUserArn } from "../domain/iam-user-arn.js";
import { MACHINE_TAG } from "../domain/machine-tag.js";
import type { SeedSubject } from "../seed/index.js";

/** A secret by both of its names. */
export interface SecretNames {
  readonly arn: string;
  readonly name: string;
}

/** Whose keys lie in which secret, in the words of the key engine. */
export function machineSubject(user: IamUserArn, { arn, name }: SecretNames): SeedSubject {
  return {
    user,
    target: name,
    home: {
      noun: "secret",
      tag: MACHINE_TAG,
      names: [name, arn],
      journal: {
        name: `the labels latchkey:by:… of secret ${name}`,
        removal: `aws secretsmanager describe-secret --secret-id ${name}, and update-secret-version-stage for each of them`,
      },
    },
  };
}
