import type { Gateway } from "../../../src/gateway/index.js";

/** By types that do not work through targets of AWS: the kind of the targets that they do work through. */
const KINDS: { readonly [type: string]: "db" | "azure" | "gcp" } = {
  dynamic_secret_gcp: "gcp",
  dynamic_secret_mongodb: "db",
  dynamic_secret_mssql: "db",
  dynamic_secret_mysql: "db",
  dynamic_secret_postgresql: "db",
  rotated_secret_azure: "azure",
  rotated_secret_mysql: "db",
  rotated_secret_postgresql: "db",
};

const HELD = {
  azure: { "client-id": "an-application", "client-secret": "the-secret-of-an-application" },
  db: { "db-type": "mysql", "user-name": "admin", pwd: "the-password-of-the-admin" },
  gcp: { "gcp-key": "the-key-of-a-service-account" },
};

/** Two targets that a type can work through. */
export function targetsOf(type: string): readonly [string, string] {
  const kind = KINDS[type];
  const place = `/types/target${kind === undefined ? "" : `-${kind}`}`;
  return [`${place}-one`, `${place}-two`];
}

/** Makes the targets of every kind but AWS. */
export async function makeTargets({ objects }: Gateway): Promise<void> {
  for (const [kind, fields] of Object.entries(HELD)) {
    for (const name of [`/types/target-${kind}-one`, `/types/target-${kind}-two`]) {
      await objects.once({ command: `target-create-${kind}`, doing: "creating target", name, fields });
    }
  }
}
