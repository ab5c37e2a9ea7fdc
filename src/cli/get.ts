import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import type { IssueRequest } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";
import { clientsByEnvironment } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import { misused } from "./flags.js";
import type { Host } from "./io.js";
import { confirmPrinting } from "./values/confirm-printing.js";
import { interruptible } from "./values/interrupted.js";
import type { IssueFlags } from "./values/issue-flags.js";
import { Lease } from "./values/lease.js";
import { jsonWithSecrets, printSecret } from "./values/secret-output.js";
import { secretParts } from "./values/secret-parts.js";
import type { CliWorld } from "./world.js";

/** The flags as they were given. */
export interface GetFlags extends IssueFlags {
  readonly secretVersion?: number;
  /** Name of a secret in AWS Secrets Manager. */
  readonly secretsManager?: string;
  readonly stage?: string;
  readonly versionId?: string;
  readonly field?: string;
  readonly json?: true;
}

export interface GetSecretOptions extends GetFlags {
  /** Of the secret, in its one spelling. */
  readonly path: string;
  readonly request: IssueRequest;
}

/** A value that was read, or a credential that was issued. */
interface Got {
  readonly kind: "static" | "rotated" | "dynamic";
  /** Undefined for a static secret, which is one text. */
  readonly fields: Readonly<Record<string, SecretText>> | undefined;
  readonly whole: SecretText;
  /** For a script, beside path, kind and value. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Of what was issued for this. */
  readonly lease?: Lease;
}

/**
 * `latchkey get`: prints a secret. To a terminal only after a yes, before which nothing is read or issued.
 *
 * @throws Fault
 */
export async function runGet(options: GetSecretOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { path } = options;
  const clients = clientsByEnvironment(host, world);
  if (!(await confirmPrinting(path, host, world))) return EXIT.failed;
  const about = { doing: `getting ${JSON.stringify(path)}`, state: () => "Nothing was printed." };
  const got = await interruptible(world, about, () => read(clients, options, host, world));
  const value = options.field === undefined ? got.whole : await part(got, path, options.field);
  if (options.json) {
    const shown = options.field === undefined && got.kind !== "static" ? got.fields : value;
    printSecret(jsonWithSecrets({ path, kind: got.kind, ...got.facts, value: shown }), world, "\n");
  } else {
    // Only what is kept as a text ends as it is kept.
    printSecret(value, world, options.field === undefined && got.kind !== "static" ? "\n" : "");
  }
  return EXIT.ok;
}

async function read(
  clients: Clients,
  { path, secretVersion, request }: GetSecretOptions,
  host: Host,
  world: CliWorld,
): Promise<Got> {
  const { items, staticSecrets, secretValues } = clients.gateway;
  const { signal } = world;
  const version = secretVersion ?? null;
  switch (await items.kindOf(path, { signal })) {
    case "STATIC_SECRET": {
      const newest = version ?? (await staticSecrets.find(path, { signal }))?.lastVersion ?? null;
      const whole = await secretValues.ofStatic(path, { version: newest }, { signal });
      return { kind: "static", fields: undefined, whole, facts: { version: newest } };
    }
    case "ROTATED_SECRET": {
      const { fields, json } = await secretValues.ofRotated(path, { version }, { signal });
      return { kind: "rotated", fields, whole: json, facts: { version } };
    }
    case "DYNAMIC_SECRET": {
      if (version !== null) throw misused("--secret-version is given, and a dynamic secret has no versions");
      const lease = await Lease.begin(clients, path, request, host, world);
      const { credential, revocableId, endsAt } = lease;
      host.progress(lease.issuedNote);
      const facts = {
        id: credential.id,
        revocable: revocableId !== null,
        ends_at: endsAt?.toISOString() ?? null,
      };
      return { kind: "dynamic", fields: credential.fields, whole: credential.json, facts, lease };
    }
    case undefined:
      throw new Fault("GATEWAY_OBJECT_MISSING", {
        doing: `getting ${JSON.stringify(path)}`,
        seen: "the gateway has no such item",
        state: "Nothing was read.",
      });
    default:
      throw new Fault("GATEWAY_OBJECT_KIND", {
        doing: `getting ${JSON.stringify(path)}`,
        seen: "the item is no static, rotated or dynamic secret",
        state: "Nothing was read.",
      });
  }
}

/** The part of this name. Where there is none, what was issued for it is taken back. @throws Fault SECRET_FIELD_MISSING */
async function part({ fields, whole, lease }: Got, path: string, field: string): Promise<SecretText> {
  const parts = fields ?? secretParts(whole) ?? {};
  const found = Object.hasOwn(parts, field) ? parts[field] : undefined;
  if (found !== undefined) return found;
  const names = Object.keys(parts);
  await lease?.end();
  throw new Fault("SECRET_FIELD_MISSING", {
    doing: `getting field ${JSON.stringify(field)} of ${JSON.stringify(path)}`,
    seen: names.length > 0 ? `it has ${names.join(", ")}` : "it is one text without parts",
    state: lease?.state ?? "Nothing was printed.",
  });
}
