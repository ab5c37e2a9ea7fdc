import { Fault } from "../errors/fault.js";
import { clientsAsNeeded } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { GetFlags } from "./get.js";
import type { Host } from "./io.js";
import { confirmPrinting } from "./values/confirm-printing.js";
import { interruptible } from "./values/interrupted.js";
import { jsonWithSecrets, printSecret } from "./values/secret-output.js";
import { secretParts } from "./values/secret-parts.js";
import type { CliWorld } from "./world.js";

export interface GetFromAwsOptions extends GetFlags {
  /** ARN, or name in the region of the environment. */
  readonly secret: string;
}

/**
 * `latchkey get` of a secret in AWS Secrets Manager. To a terminal only after a yes, before which nothing is read.
 *
 * @throws Fault MACHINE_SECRET_MISSING, SECRET_FIELD_MISSING and what AWS refuses with
 */
export async function runGetFromAws(
  options: GetFromAwsOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  const { secret, stage, versionId, field } = options;
  const doing = `getting ${JSON.stringify(secret)}`;
  const { aws } = clientsAsNeeded(host, world);
  if (!(await confirmPrinting(secret, host, world))) return EXIT.failed;
  const which = {
    ...(versionId !== undefined && { version: versionId }),
    ...(stage !== undefined && { label: stage }),
  };
  const about = { doing, state: () => "Nothing was printed." };
  const got = await interruptible(world, about, () =>
    aws.secrets.value(secret, which, { signal: world.signal }),
  );
  if (got === undefined) {
    throw new Fault("MACHINE_SECRET_MISSING", {
      doing,
      seen: `Secrets Manager has no such secret, or none with the version ${versionId ?? stage ?? "AWSCURRENT"}`,
      state: "Nothing was printed.",
    });
  }
  const parts = field === undefined ? undefined : (secretParts(got.value) ?? {});
  const value =
    parts === undefined ? got.value : Object.hasOwn(parts, field ?? "") ? parts[field ?? ""] : undefined;
  if (value === undefined) {
    const names = Object.keys(parts ?? {});
    throw new Fault("SECRET_FIELD_MISSING", {
      doing: `getting field ${JSON.stringify(field)} of ${JSON.stringify(secret)}`,
      seen: names.length > 0 ? `it has ${names.join(", ")}` : "it is one text without parts",
      state: "Nothing was printed.",
    });
  }
  if (options.json) {
    const facts = { arn: got.arn, version_id: got.version, labels: got.labels };
    const encoding = got.bytes && { encoding: "base64" };
    printSecret(
      jsonWithSecrets({ path: secret, kind: "secrets-manager", ...facts, ...encoding, value }),
      world,
      "\n",
    );
  } else printSecret(value, world);
  return EXIT.ok;
}
