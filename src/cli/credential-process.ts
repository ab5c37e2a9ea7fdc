import { Fault } from "../errors/fault.js";
import { awsKeyOf, type IssueRequest } from "../gateway/index.js";
import type { Clients } from "../wiring/index.js";
import { clientsByEnvironment } from "./clients.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Host } from "./io.js";
import { awaitHonoured } from "./values/await-honoured.js";
import { confirmPrinting } from "./values/confirm-printing.js";
import { CredentialCache, type PrintedCredential } from "./values/credential-cache.js";
import { interruptible } from "./values/interrupted.js";
import { Lease } from "./values/lease.js";
import { jsonWithSecrets, printSecret } from "./values/secret-output.js";
import type { CliWorld } from "./world.js";

export interface CredentialProcessOptions {
  /** Of the dynamic secret. */
  readonly path: string;
  readonly request: IssueRequest;
  /** Undefined: every call has a credential issued. */
  readonly cacheFile: string | undefined;
}

/**
 * `latchkey credential-process`: one line of JSON, as `credential_process` of the AWS CLI and SDKs wants it.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 *
 * @throws Fault
 */
export async function runCredentialProcess(
  options: CredentialProcessOptions,
  host: Host,
  world: CliWorld,
): Promise<ExitCode> {
  const clients = clientsByEnvironment(host, world);
  if (!(await confirmPrinting(options.path, host, world))) return EXIT.failed;
  printSecret(jsonWithSecrets(answerWith(await credentialFor(options, clients, host, world))), world, "\n");
  return EXIT.ok;
}

function answerWith({ accessKeyId, secretAccessKey, sessionToken, endsAt }: PrintedCredential) {
  return {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    ...(sessionToken && { SessionToken: sessionToken }),
    ...(endsAt && { Expiration: endsAt.toISOString() }),
  };
}

async function credentialFor(
  { path, request, cacheFile }: CredentialProcessOptions,
  clients: Clients,
  host: Host,
  world: CliWorld,
): Promise<PrintedCredential> {
  const subject = { gateway: clients.settings.gateway.url, path, ...request };
  const cache = cacheFile === undefined ? undefined : new CredentialCache(cacheFile, subject, host);
  const kept = cache?.read(world.clock.now());
  if (kept) return kept;
  const issuedAt = world.clock.now();
  const credential = await issued(path, request, clients, host, world);
  if (cache && credential.sessionToken === null) {
    host.progress(
      "Warning: the credential is that of a user, and is not kept in the file: only those of a role are",
    );
  }
  cache?.write(credential, issuedAt);
  return credential;
}

async function issued(
  path: string,
  request: IssueRequest,
  clients: Clients,
  host: Host,
  world: CliWorld,
): Promise<PrintedCredential> {
  let lease: Lease | undefined;
  const about = {
    doing: `issuing a credential by dynamic secret ${JSON.stringify(path)}`,
    state: () => lease?.state ?? "Nothing was issued.",
  };
  return interruptible(world, about, async () => {
    lease = await Lease.begin(clients, path, request, host, world);
    try {
      const aws = awsKeyOf(lease.credential, path);
      await awaitHonoured(lease, aws, world);
      return { ...aws, endsAt: lease.endsAt };
    } catch (error) {
      // No other program knows it.
      await lease.end();
      throw Fault.is(error) ? new Fault(error.code, { ...error.details, state: lease.state }) : error;
    }
  });
}
