import type { IamUserArn } from "../domain/iam-user-arn.js";
import { journalPath } from "../domain/journal-path.js";
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

/** Whose key lies in which static secret of the gateway. @param path with its leading slash */
export function staticSecretSubject(user: IamUserArn, path: string): SeedSubject {
  const journal = journalPath(path);
  return {
    user,
    target: path,
    home: {
      noun: "static secret",
      tag: MACHINE_TAG,
      names: [path, path.slice(1)],
      journal: { name: journal, removal: `akeyless delete-item --name ${journal}` },
    },
  };
}
