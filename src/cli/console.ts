import { roleSignInUrl, userSignInUrl } from "../aws/index.js";
import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import type { IssueRequest } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";
import { clientsByEnvironment } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import { misused } from "./flags.js";
import type { Host } from "./io.js";
import { awaitHonoured } from "./values/await-honoured.js";
import { confirmPrinting } from "./values/confirm-printing.js";
import { interruptible } from "./values/interrupted.js";
import type { IssueFlags } from "./values/issue-flags.js";
import { Lease } from "./values/lease.js";
import { jsonWithSecrets, printSecret } from "./values/secret-output.js";
import type { CliWorld } from "./world.js";

/** The flags as they were given. */
export interface ConsoleFlags extends IssueFlags {
  readonly destination?: string;
  readonly account?: string;
  readonly json?: true;
}

export interface ConsoleOptions extends ConsoleFlags {
  /** Of the dynamic secret, in its one spelling. */
  readonly path: string;
  readonly request: IssueRequest;
}

/** A sign-in to the console. */
type SignIn =
  | { readonly kind: "role"; readonly url: SecretText }
  | {
      readonly kind: "user";
      readonly url: string;
      readonly username: SecretText;
      readonly password: SecretText;
    };

/**
 * `latchkey console`: has a credential issued with which a person signs in to the AWS console, and prints it. To a
 * terminal only after a yes, before which nothing is issued.
 *
 * @throws Fault
 */
export async function runConsole(options: ConsoleOptions, host: Host, world: CliWorld): Promise<ExitCode> {
  const { path, json } = options;
  const clients = clientsByEnvironment(host, world);
  if (!(await confirmPrinting(path, host, world))) return EXIT.failed;
  let lease: Lease | undefined;
  const state = () => lease?.state ?? "Nothing was issued.";
  try {
    await interruptible(
      world,
      { doing: `signing in to the console by ${JSON.stringify(path)}`, state },
      async () => {
        await refuseWithoutConsole(clients, options, world);
        lease = await Lease.begin(clients, path, options.request, host, world);
        const signIn = await signInBy(lease, options, world);
        const { kind, ...parts } = signIn;
        const facts = { id: lease.credential.id, revocable: lease.revocableId !== null };
        const ends_at = lease.endsAt?.toISOString() ?? null;
        if (json) printSecret(jsonWithSecrets({ path, kind, ...facts, ends_at, ...parts }), world, "\n");
        else printSecret(signIn.kind === "role" ? signIn.url : jsonWithSecrets(parts), world, "\n");
        host.progress(lease.issuedNote);
      },
    );
    return EXIT.ok;
  } catch (error) {
    // Nothing of what was issued has been printed, so that it is of no use.
    await lease?.end();
    if (!Fault.is(error) || !lease) throw error;
    throw new Fault(error.code, { ...error.details, state: lease.state });
  }
}

/** Refuses, before anything is issued, what gives no sign-in, and users without a key whose account is not told. */
async function refuseWithoutConsole(
  { gateway }: Clients,
  { path, account }: ConsoleOptions,
  { signal }: CliWorld,
): Promise<void> {
  const doing = `signing in to the console by ${JSON.stringify(path)}`;
  const producer = await gateway.dynamicProducers.find(path, { signal });
  if (!producer) {
    throw new Fault("GATEWAY_OBJECT_MISSING", {
      ...{ doing, seen: "the gateway has no such dynamic secret", state: "Nothing was issued." },
    });
  }
  if (producer.accessMode === "assume_role") return;
  if (!producer.consoleAccess) {
    throw new Fault("CONSOLE_SIGN_IN_REFUSED", {
      doing,
      seen: "its users get no password for the console",
      state: "Nothing was issued.",
      advice: "Give the dynamic secret console access (console_access), or name one that has it.",
    });
  }
  if (!producer.programmaticAccess && account === undefined) {
    throw misused("--account is missing: the users of this dynamic secret have no access key to tell it");
  }
}

async function signInBy(
  lease: Lease,
  { account, destination }: ConsoleOptions,
  world: CliWorld,
): Promise<SignIn> {
  const { credential, clients, path } = lease;
  const { signal } = world;
  const { aws: key } = credential;
  if (key?.sessionToken) {
    const credentials = {
      keyId: key.accessKeyId,
      secret: key.secretAccessKey,
      sessionToken: key.sessionToken,
    };
    const { arn } = await ownerOf(lease, credentials, signal);
    const url = await roleSignInUrl(clients.settings.aws, { credentials, arn, destination, signal });
    return { kind: "role", url };
  }
  const { user: username, password } = credential.fields;
  if (!username || !password) {
    throw new Fault("CONSOLE_SIGN_IN_REFUSED", {
      doing: `signing in to the console by ${JSON.stringify(path)}`,
      seen: "what was issued has no user with a password",
      state: lease.state,
    });
  }
  if (key) await awaitHonoured(lease, key, world);
  const owner = key
    ? await ownerOf(lease, { keyId: key.accessKeyId, secret: key.secretAccessKey }, signal)
    : { arn: "arn:aws", account: undefined };
  // A user without a key is not issued without the account, see refuseWithoutConsole.
  const url = userSignInUrl(owner.arn, account ?? owner.account ?? "");
  return { kind: "user", url, username, password };
}

/** Who STS says that a credential is. @throws Fault ISSUED_KEY_UNUSABLE */
async function ownerOf(
  { clients, path, state }: Lease,
  credentials: Parameters<Clients["aws"]["sts"]["whoIs"]>[0],
  signal: AbortSignal,
): Promise<{ readonly arn: string; readonly account: string }> {
  const who = await clients.aws.sts.whoIs(credentials, { signal });
  if (who.ok) return who;
  throw new Fault("ISSUED_KEY_UNUSABLE", {
    doing: `asking STS whose the credential is that dynamic secret ${JSON.stringify(path)} has issued`,
    seen: who.code,
    state,
  });
}
