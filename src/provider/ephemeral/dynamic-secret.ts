import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { masked } from "../../domain/masked.js";
import type { OperationContext } from "../../engine/definition.js";
import { defineEphemeralResource } from "../../engine/ephemeral/definition.js";
import { Fault } from "../../errors/fault.js";
import type { IssuedAwsKey, IssuedCredential } from "../../gateway/index.js";
import { dynamicSecretValueTable } from "../../schema/index.js";
import { proveByIdentity } from "../../seed/index.js";
import { type Clients, seedWorld } from "../../wiring/index.js";
import { endAfter, type FixedEnd, warnIfOutlived } from "./outlived.js";

type Context = OperationContext<Clients>;

/** What extending and taking back need to know. Plain data, without a secret. */
interface Lease {
  readonly name: string;
  /** Null for a credential that can only run out. */
  readonly revocable: { readonly id: string; readonly ttlSeconds: number | null } | null;
  /** When one that can only run out does. */
  readonly end: FixedEnd;
}

/** `ephemeral "latchkey_dynamic_secret"`: has a credential issued, and takes it back. */
export const dynamicSecretValue = defineEphemeralResource<Clients>()({
  table: dynamicSecretValueTable,

  async open({ config, ...context }) {
    const { client, signal } = context;
    const name = normalizedGatewayPath(config.name);
    const request = { roleArn: config.role_arn, args: config.args ?? {} };
    const issued = await issue(name, request, context);
    const lease = leaseOf(name, issued, context);
    try {
      signal.throwIfAborted();
      // A session of a role is honoured at once; only the key of a user that was made a moment ago has to spread.
      if (issued.aws && !issued.aws.sessionToken && config.ready_timeout_seconds > 0) {
        await awaitReady(name, issued.aws, config.ready_timeout_seconds, context);
      }
    } catch (error) {
      throw await takenBack(client, lease, error);
    }
    return {
      result: {
        access_key_id: issued.aws?.accessKeyId ?? null,
        secret_access_key: issued.aws?.secretAccessKey ?? null,
        session_token: issued.aws?.sessionToken ?? null,
        username: issued.fields.user ?? null,
        password: issued.fields.password ?? null,
        json: issued.json,
        credential_id: issued.id,
        ttl_seconds: issued.ttlSeconds,
      },
      kept: lease,
      ...renewal(lease),
    };
  },

  async renew({ client, kept, signal }) {
    const { name, revocable } = kept;
    if (!revocable || revocable.ttlSeconds === null) return undefined;
    const minutes = Math.max(1, Math.ceil(revocable.ttlSeconds / 60));
    await client.gateway.issuedCredentials.extend(name, { id: revocable.id }, minutes, { signal });
    return renewal(kept);
  },

  async close({ kept, ...context }) {
    const { client, signal } = context;
    if (kept.revocable) {
      await client.gateway.issuedCredentials.revoke(kept.name, kept.revocable.id, { signal });
    }
    warnIfOutlived(context, kept.end, {
      what: `The credential that dynamic secret ${JSON.stringify(kept.name)} has issued`,
      advice:
        "Give the dynamic secret a longer ttl_seconds (and the role a longer maximum session), or split the run.",
    });
  },
});

async function issue(
  name: string,
  request: { readonly roleArn: string | null; readonly args: Readonly<Record<string, string>> },
  { client, signal }: Context,
): Promise<IssuedCredential> {
  try {
    return await client.gateway.issuedCredentials.issue(name, request, { signal });
  } catch (error) {
    if (!Fault.is(error, "GATEWAY_REPLY_LOST")) throw error;
    throw new Fault(error.code, {
      ...error.details,
      state:
        "Whether a credential was issued is not known. If one was, nothing has its secret, and the gateway ends it when its time is over.",
    });
  }
}

function leaseOf(name: string, { id, ttlSeconds, aws }: IssuedCredential, { client, warn }: Context): Lease {
  if (aws?.sessionToken) return { name, revocable: null, end: endAfter(client, ttlSeconds) };
  if (id !== null) return { name, revocable: { id, ttlSeconds }, end: null };
  warn(
    "Credential that cannot be revoked",
    `The gateway tells no id for what dynamic secret ${JSON.stringify(name)} has issued, so that it is not revoked at the end of this run: it ends when its time is over.`,
  );
  return { name, revocable: null, end: endAfter(client, ttlSeconds) };
}

/** No run lasts longer, and Terraform is given no longer time. */
const LONGEST_RUN_SECONDS = 30 * 24 * 3600;

/**
 * Half of its life is left when it is extended: an extension that fails once is no end yet. The gateway tells a life in
 * whole minutes, so that one of seconds is told as 0, and is over before it could be extended.
 */
function renewal({ revocable }: Lease): { readonly renewInSeconds?: number } {
  const ttl = revocable?.ttlSeconds ?? 0;
  return ttl <= 0 ? {} : { renewInSeconds: Math.min(ttl / 2, LONGEST_RUN_SECONDS) };
}

/** Waits until AWS honours a new key. @throws Fault ISSUED_KEY_UNUSABLE */
async function awaitReady(
  name: string,
  { accessKeyId, secretAccessKey }: IssuedAwsKey,
  seconds: number,
  { client, signal, log }: Context,
): Promise<void> {
  const shown = masked(accessKeyId);
  log.log("info", `waiting until AWS honours access key ${shown}, which dynamic secret ${name} has issued`);
  const world = seedWorld(client, signal, log);
  const proof = await proveByIdentity(
    world,
    null,
    { id: accessKeyId, secret: secretAccessKey },
    seconds * 1000,
  );
  if (proof.proven) {
    log.log("info", `AWS honours access key ${shown}`);
    return;
  }
  throw new Fault("ISSUED_KEY_UNUSABLE", {
    doing: `waiting until AWS honours access key ${shown}, which dynamic secret ${JSON.stringify(name)} has issued`,
    seen: `STS did not accept it steadily within ${seconds} seconds: ${proof.why}`,
    state: "",
  });
}

/** The error of an opening that has failed after the credential was issued, which is revoked for that. */
async function takenBack({ gateway }: Clients, { name, revocable }: Lease, error: unknown): Promise<unknown> {
  if (!revocable) return error;
  try {
    // Without the signal: what has been issued is taken back although the run is to stop.
    await gateway.issuedCredentials.revoke(name, revocable.id);
  } catch (failed) {
    if (!Fault.is(error) || !Fault.is(failed)) return error;
    const state = `The credential that was issued could not be revoked (${failed.code}); the gateway ends it when its time is over.`;
    return new Fault(error.code, { ...error.details, state });
  }
  if (!Fault.is(error)) return error;
  return new Fault(error.code, { ...error.details, state: "The credential that was issued is revoked." });
}
