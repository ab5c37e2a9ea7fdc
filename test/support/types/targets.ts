/** By types that do not work through targets of AWS: the kind of the targets that they do work through. */
const KINDS: { readonly [type: string]: keyof typeof HELD } = {
  dynamic_secret_gcp: "gcp",
  dynamic_secret_mongodb: "db",
  dynamic_secret_mssql: "db",
  dynamic_secret_mysql: "db",
  dynamic_secret_postgresql: "db",
  rotated_secret_azure: "azure",
  rotated_secret_custom: "web",
  rotated_secret_mysql: "db",
  rotated_secret_postgresql: "postgres",
};

const HELD = {
  aws: { "access-key-id": "AKIAIOSFODNN7EXAMPLE", "access-key": "the-secret-of-a-key" },
  azure: { "client-id": "an-application", "client-secret": "the-secret-of-an-application" },
  db: { "db-type": "mysql", "user-name": "admin", pwd: "the-password-of-the-admin" },
  postgres: { "db-type": "postgres", "user-name": "admin", pwd: "the-password-of-the-admin" },
  gcp: { "gcp-key": "the-key-of-a-service-account" },
  web: { url: "https://webhook.example/sync/rotate" },
};

const namesOf = (kind: string): readonly [string, string] => [
  `/types/target-${kind}-one`,
  `/types/target-${kind}-two`,
];

/** Two targets that a type can work through. */
export function targetsOf(type: string): readonly [string, string] {
  return namesOf(KINDS[type] ?? "aws");
}

/** The word for a kind in the command that makes its targets, where that is another one. */
const WORDS: { readonly [kind: string]: string } = { postgres: "db" };

/** Makes the targets of every kind, by the commands of the gateway. */
export async function makeTargets(
  send: (command: string, fields: { readonly name: string }) => Promise<unknown>,
): Promise<void> {
  for (const [kind, fields] of Object.entries(HELD)) {
    for (const name of namesOf(kind)) await send(`target-create-${WORDS[kind] ?? kind}`, { name, ...fields });
  }
}
