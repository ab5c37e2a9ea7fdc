/**
 * Who sends a call: our provider, the AWS provider beside it, the gateway to AWS by itself, or a person, who is only in
 * the story.
 */
export type Actor = "provider" | "aws-provider" | "gateway" | "person";

/** A call to one of the systems as it goes over the wire, without secrets. */
export interface Call {
  readonly actor: Actor;
  readonly system: "iam" | "sts" | "secretsmanager" | "gateway";
  /** The action of a service of AWS, or the gateway's command. */
  readonly operation: string;
  /**
   * What tells calls of the same operation apart: the new status of a key, the object's path, whose key signs, or what a
   * label of a secret is about.
   */
  readonly subject: string;
  /** The IAM user that it names; empty for none. */
  readonly userName: string;
  /** The access key that it is about; empty for none. */
  readonly keyId: string;
  /** The access key that signed it; empty for calls to the gateway. */
  readonly signedBy: string;
}

/**
 * The name of a side effect, the same in every run: `provider.UpdateAccessKey.Inactive`,
 * `provider.target-create-aws.aws`, `gateway.CreateAccessKey`. The folder that all objects of a cell stand in is left
 * out.
 */
export function nameOf({ actor, operation, subject }: Call): string {
  const last = subject.split("/").at(-1) ?? "";
  return [actor, operation, last.replace(/\W+/g, "-")].filter((part) => part !== "").join(".");
}
