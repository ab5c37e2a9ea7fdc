/** A resource of a state, with one instance unless `instances` says otherwise. */
export interface StateResource {
  readonly type: string;
  readonly name: string;
  readonly module?: string;
  readonly mode?: "managed" | "data";
  readonly attributes?: object;
  readonly dependsOn?: readonly string[];
  /** Attributes by the keys of count or for_each. */
  readonly instances?: readonly { readonly key: string | number; readonly attributes: object }[];
}

/** The text of a state as Terraform writes it. */
export function stateText(
  resources: readonly StateResource[],
  outputs: Readonly<Record<string, unknown>> = {},
) {
  return JSON.stringify(
    {
      version: 4,
      terraform_version: "1.11.4",
      serial: 7,
      lineage: "5a0d6d3e-0f0b-4f6e-9a53-2f6f1f0c9a11",
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, value]) => [name, { value, type: "string", sensitive: true }]),
      ),
      resources: resources.map(
        ({ type, name, module, mode = "managed", attributes = {}, instances, dependsOn = [] }) => ({
          ...(module !== undefined && { module }),
          mode,
          type,
          name,
          provider: 'provider["registry.terraform.io/hashicorp/aws"]',
          instances: (instances ?? [{ key: undefined, attributes }]).map((one) => ({
            ...(one.key !== undefined && { index_key: one.key }),
            schema_version: 0,
            attributes: one.attributes,
            sensitive_attributes: [],
            private: "bnVsbA==",
            dependencies: dependsOn,
          })),
        }),
      ),
      check_results: null,
    },
    null,
    2,
  );
}

/** The secret of every access key in these states. */
export const STORED_SECRET = "s3Cr".repeat(10);

/** The attributes of an `aws_iam_access_key` as the AWS provider stores them. */
export function accessKey(id: string, user: string): object {
  return {
    create_date: "2026-02-27T10:00:00Z",
    encrypted_secret: null,
    encrypted_ses_smtp_password_v4: null,
    id,
    key_fingerprint: null,
    pgp_key: null,
    secret: STORED_SECRET,
    ses_smtp_password_v4: `B${STORED_SECRET}mtp`,
    status: "Active",
    user,
  };
}
