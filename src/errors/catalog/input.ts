import type { CatalogEntry } from "../catalog-entry.js";

/** What a person wrote: attribute values, construct props. Found before anything is touched. */
export const inputFaults = {
  VALUE_NOT_ALLOWED: {
    summary: "Value not allowed",
    advice: "Write a value that the attribute allows; the reference page of its type says which.",
  },
  PATH_MALFORMED: {
    summary: "Gateway path malformed",
    advice: 'Write the object\'s path like "/folder/name"; the leading slash may be left out.',
  },
  CREDENTIAL_SOURCE_UNCLEAR: {
    summary: "Credential source unclear",
    advice:
      "Set exactly one of seed_user_arn, use_gateway_identity = true, or access_key_id with secret_access_key_wo and secret_access_key_wo_version.",
  },
  KEY_PARTS_SWAPPED: {
    summary: "Parts of a key in each other's place",
    advice:
      "Give the id where an id belongs, and the secret where the secret belongs: an id is stored and shown. The value is not shown here, because it may be the secret. A secret that stands in the configuration has to be ended.",
  },
  WRITE_ONLY_VERSION_MISSING: {
    summary: "Write-only value without a version",
    advice:
      "Set the companion version attribute, and raise it whenever the value changes: Terraform cannot compare a value that it never stores.",
  },
  TTL_OUT_OF_RANGE: {
    summary: "Time to live out of range",
    advice:
      "Use 900 to 43200 seconds for assume_role (3600 at most when the target uses the gateway's own identity), and at least 60 seconds for iam_user.",
  },
  ACCESS_MODE_MISMATCH: {
    summary: "Attribute does not fit the access mode",
    advice:
      "role_arns, external_id and the tags of sessions belong to assume_role; policy_arns, user_groups, console access and its password belong to iam_user.",
  },
  ARN_MALFORMED: {
    summary: "ARN malformed",
    advice:
      "Pass the arn attribute of the resource that is meant: aws_iam_user, aws_iam_role or aws_iam_policy.",
  },
  LITERAL_SECRET: {
    summary: "Literal secret refused",
    advice:
      "Refer to an ephemeral variable (EphemeralVariable) or another ephemeral value: a literal would be written into the synthesized configuration.",
  },
  SECRET_NOT_EPHEMERAL: {
    summary: "Secret would be stored",
    advice:
      "Declare the value with EphemeralVariable and pass its stringValue: everything else is written into the plan file or the state.",
  },
  GATEWAY_PATH_TAKEN: {
    summary: "Gateway path used twice",
    advice: "Give each object a path of its own, or refer to the first one where both are meant to be one.",
  },
  USER_DEDICATED_TWICE: {
    summary: "IAM user dedicated twice",
    advice: "Make one BootstrapUser for each target: a gateway user belongs to exactly one.",
  },
  NOTHING_TO_ROTATE: {
    summary: "Target has no key to rotate",
    advice:
      "Rotate only targets that hold a key: a target that uses the gateway's own identity needs no rotator.",
  },
  NOTHING_TO_RETIRE: {
    summary: "Target has no seed key to retire",
    advice: "Retire only the seed of a target that is made with Credentials.seededBy(user).",
  },
  WRONG_TARGET: {
    summary: "Object belongs to another target",
    advice: "Pass the rotator and the dynamic producer of the same target.",
  },
  TERRAFORM_KEY_FEEDS_TARGET: {
    summary: "Access key of Terraform's feeds the gateway",
    advice:
      "Remove the IamAccessKey, whose secret is in the state for good, and let the user seed the target: Credentials.seededBy(user), or seedUserArn of LatchkeyTargetAws. A key that was deployed already is ended by `latchkey retire`.",
  },
  LITERAL_ACCESS_KEY: {
    summary: "Access key in the code",
    advice:
      "Deactivate that key: whoever reads the code or the synthesized file has it. Let a user seed the target (Credentials.seededBy), or refer to an EphemeralVariable.",
  },
  IMPORT_ID_MALFORMED: {
    summary: "Import id malformed",
    advice:
      "Write the id as the reference page of the type shows it: the object's path, and after it `,attribute=value` for what the gateway does not tell.",
  },
} as const satisfies Record<string, CatalogEntry>;
