import { createHash } from "node:crypto";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { parseIamUserArn } from "../../domain/iam-user-arn.js";
import { masked } from "../../domain/masked.js";
import { defineResource, type OperationContext } from "../../engine/definition.js";
import { Fault } from "../../errors/fault.js";
import {
  type Aim,
  endAtRenamedUser,
  FOREIGN_ADVICE,
  keepMachineKey,
  leftWithoutSecret,
  lookAtMachineKey,
  type MachineKeyFound,
  machineSubject,
  type SecretNames,
  staticSecretSubject,
} from "../../machine/index.js";
import { machineKeyTable } from "../../schema/index.js";
import type { ComputedOf, PlanOf, StoredOf } from "../../vocabulary/index.js";
import { type Clients, machineWorld, machineWorldInGateway } from "../../wiring/index.js";
import { gatewayOf } from "../needing-gateway.js";

type Table = (typeof machineKeyTable)["attributes"];
type Terms = Pick<
  PlanOf<Table>,
  | "secret_id"
  | "secret_store"
  | "user_arn"
  | "key_id_field"
  | "secret_field"
  | "grace_period_seconds"
  | "quiet_period_seconds"
>;
type Context = OperationContext<Clients>;

const DAY_MS = 86_400_000;
/** For a look that reads no value. */
const ANY_FIELDS = { key_id_field: "", secret_field: "" };

/** `latchkey_machine_key`: from a dedicated user and its secret to a key that readers of the secret get. */
export const machineKey = defineResource<Clients>()({
  table: machineKeyTable,

  async create({ plan, checkpoint, ...context }) {
    return kept(plan, fresh(plan, null), context, () => checkpoint({}));
  },

  async read({ state, ...context }) {
    const terms = withDefaults(state);
    const doing = "looking at the key of a machine user";
    const at = await placeOf(terms, context, doing);
    const found = at && (await lookAtMachineKey(at.world, { subject: at.subject, graceMs: graceMs(terms) }));
    if (!found) {
      const home = at ?? worldOf(terms, namesIn(terms.secret_id), context, doing);
      return (await isLeft(home, state, context))
        ? { ...state, ...terms, key_status: "lost" as const }
        : null;
    }
    if (found.replaced?.verdict === "kept") {
      context.warn(
        "Replaced key is used still",
        `The grace of access key ${masked(found.replaced.keyId)} in secret ${state.secret_id} is over, and the key was not ended: ${found.replaced.why}. The next rotation is refused as long as it is there, because AWS allows a user two keys.`,
      );
    }
    if (found.rotates) {
      context.warn(
        "Secret has a rotation function",
        `Rotation of secret ${state.secret_id} is switched on, so that its function owns the key, and this resource changes nothing. Remove the resource, or switch rotation off: the key stays.`,
      );
    }
    return {
      ...state,
      ...terms,
      access_key_id: found.key?.id ?? state.access_key_id,
      replaced_key_id: found.replaced?.keyId ?? null,
      rotated_at: found.key?.createdAt.toISOString() ?? state.rotated_at,
      key_status: statusOf(found, state.rotate_every_days, context),
    };
  },

  plan({ prior, planned, set, recompute }) {
    set("key_status", "current");
    if (prior === null) return;
    const rotates =
      prior.key_status === "due" ||
      prior.key_status === "lost" ||
      planned("trigger") !== prior.trigger ||
      planned("rotate_every_days") !== prior.rotate_every_days ||
      planned("key_id_field") !== prior.key_id_field ||
      planned("secret_field") !== prior.secret_field;
    if (rotates) {
      recompute("access_key_id");
      recompute("rotated_at");
    }
    const ends = planned("grace_period_seconds") !== prior.grace_period_seconds;
    if (rotates || ends || prior.key_status === "unfinished") recompute("replaced_key_id");
  },

  async planCreate({ planned, ...context }) {
    const [secret_id, user_arn, store] = [planned("secret_id"), planned("user_arn"), planned("secret_store")];
    if (store === "gateway") gatewayOf(context.client);
    if (typeof secret_id !== "string" || typeof user_arn !== "string" || typeof store !== "string") return;
    if (store === "gateway") return refuseForeign({ secret_id, user_arn }, context);
    const secret = await context.client.aws.secrets.describe(secret_id, context).catch((error: unknown) => {
      if (Fault.is(error, "AWS_ACCESS_DENIED")) return undefined;
      throw error;
    });
    if (!secret?.rotates) return;
    context.warn(
      "Secret has a rotation function",
      `Rotation of secret ${secret.name} is switched on, so that its function owns the key. Where this apply switches it off, the resource takes the key over; otherwise it is refused (MACHINE_TWO_OWNERS).`,
    );
  },

  async update({ plan, prior, changed, ...context }) {
    const isAsked = changed("trigger", "key_id_field", "secret_field");
    const isNeeded = prior.key_status === "lost" || isDue(prior.rotated_at, plan.rotate_every_days, context);
    // What was asked for may be what a run has done that was ended before it could say so; what is needed is not.
    const purposeSuffices = !isNeeded;
    const aim = isAsked || isNeeded ? fresh(plan, prior.access_key_id, purposeSuffices) : TIDY;
    return kept(plan, aim, context);
  },

  async delete({ state, ...context }) {
    const terms = withDefaults(state);
    const doing = "ending the keys of a machine user";
    const known = [state.access_key_id, state.replaced_key_id].flatMap((id) => id ?? []);
    const aim = { kind: "none", known } as const;
    if (terms.secret_store === "gateway") {
      const { world, subject, remove } = inGateway(terms, context, doing);
      await endAtRenamedUser(world, subject, known);
      await keepMachineKey(world, { ...jobOf(terms), subject, aim });
      return remove();
    }
    const { world, subject } = worldOf(terms, namesIn(terms.secret_id), context, doing);
    await endAtRenamedUser(world, subject, known);
    const { letGo } = await keepMachineKey(world, { ...jobOf(terms), subject, aim });
    if (!letGo) return;
    context.warn(
      "Keys were left to the rotation function",
      `Rotation of secret ${state.secret_id} is switched on, so that its function owns the keys of ${state.user_arn}: they stay as they are.`,
    );
  },
});

/** Whether only this state knows that keys, or a journal entry, of a secret that is gone are to be removed. */
async function isLeft(
  { world, subject }: Pick<ReturnType<typeof worldOf>, "world" | "subject">,
  { secret_id, user_arn, access_key_id, replaced_key_id }: StoredOf<Table>,
  { warn }: Context,
): Promise<boolean> {
  const known = [access_key_id, replaced_key_id].flatMap((id) => id ?? []);
  const { keyIds, hasEntry } = await leftWithoutSecret(world, subject, known);
  const isLeft = keyIds.length > 0 || (hasEntry && known.length > 0);
  if (keyIds.length > 0) {
    warn(
      "Secret or user of a living key is gone",
      `There is no secret ${secret_id} any more, or no user ${user_arn}, and access key ${keyIds.map(masked).join(" and ")} lives still. The state keeps it, so that a destroy ends it; and so does an apply, once readers of the secret get another one.`,
    );
  }
  return isLeft;
}

const TIDY: Aim = { kind: "tidy", leavesPending: false };

function fresh(plan: PlanOf<Table>, known: string | null, purposeSuffices = false): Aim {
  const common = { kind: "fresh", version: null, reach: "current", mints: true } as const;
  return { ...common, known, purpose: purposeOf(plan), purposeSuffices };
}

/** What a key is made for: the same word for the same trigger and fields. */
function purposeOf({ trigger, key_id_field, secret_field }: PlanOf<Table>): string {
  const asked = JSON.stringify([trigger, key_id_field, secret_field]);
  return createHash("sha256").update(asked).digest("hex").slice(0, 16);
}

async function kept(
  terms: PlanOf<Table>,
  aim: Aim,
  context: Context,
  begun?: () => void,
): Promise<ComputedOf<Table>> {
  const at = await placeOf(terms, context, "keeping the key of a machine user");
  if (!at) {
    throw new Fault("MACHINE_SECRET_MISSING", {
      doing: "keeping the key of a machine user",
      seen: `there is no secret ${terms.secret_id}`,
      state: "Nothing was changed.",
      attribute: "secret_id",
    });
  }
  let isComplete = true;
  const incomplete = (why: Fault) => {
    isComplete = false;
    context.warn(
      "Key delivered, and not all done",
      `Readers of secret ${terms.secret_id} have got their first key. What is left the next apply does: ${why.message}`,
    );
  };
  const { adopted, keyId } = await keepMachineKey(at.world, {
    ...jobOf(terms),
    subject: at.subject,
    aim,
    ...(begun && { begun }),
    unrecorded: (why) =>
      context.warn(
        "Journal of the secret cannot be kept",
        `What a run that is killed leaves of the keys of secret ${terms.secret_id} will not be known: ${why}`,
      ),
    incomplete,
  });
  if (adopted && aim.kind === "fresh" && aim.known === null && keyId !== null) {
    context.warn(
      "Key was there already",
      `Readers of secret ${terms.secret_id} had got access key ${masked(keyId)} before, which a label of the secret says that Latchkey has made: it was taken over, and no other one was made.`,
    );
  }
  // After something went wrong, or an interruption, no more is asked: the next refresh looks.
  const look = () => lookAtMachineKey(at.world, { subject: at.subject, graceMs: graceMs(terms) });
  const found = isComplete
    ? await look().catch((error: unknown) => {
        // A create that fails has its key ended by the next apply.
        if (!begun || !Fault.is(error)) throw error;
        incomplete(error);
        return undefined;
      })
    : undefined;
  const key = found?.key;
  return {
    access_key_id: keyId ?? key?.id ?? "",
    replaced_key_id: found?.replaced?.keyId ?? null,
    rotated_at: (key?.createdAt ?? context.client.clock.now()).toISOString(),
    key_status: "current",
  };
}

function jobOf(terms: Terms) {
  return { owner: "resource", graceMs: graceMs(terms), quietSeconds: terms.quiet_period_seconds } as const;
}

function graceMs({ grace_period_seconds }: Terms): number {
  return 1000 * grace_period_seconds;
}

/** The user and the secret; undefined where there is no such secret of AWS, and nothing makes it. */
async function placeOf(terms: Terms, context: Context, doing: string) {
  const { client, signal } = context;
  if (terms.secret_store === "gateway") return inGateway(terms, context, doing);
  const secret = await client.aws.secrets.describe(terms.secret_id, { signal });
  return secret && worldOf(terms, secret, context, doing);
}

function worldOf(terms: Terms, home: SecretNames, { client, signal, log }: Context, doing: string) {
  const user = userOf(terms, doing);
  const fields = { keyId: terms.key_id_field, secret: terms.secret_field };
  const world = machineWorld(client, { user: user.arn, home, fields }, signal, log);
  return { world, subject: machineSubject(user, home) };
}

function inGateway(
  terms: Pick<Terms, "secret_id" | "user_arn" | "key_id_field" | "secret_field">,
  { client, signal, log }: Context,
  doing: string,
) {
  const user = userOf(terms, doing);
  const path = normalizedGatewayPath(terms.secret_id);
  const fields = { keyId: terms.key_id_field, secret: terms.secret_field };
  const { remove, ...world } = machineWorldInGateway(client, { user: user.arn, path, fields }, signal, log);
  return { world, subject: staticSecretSubject(user, path), remove };
}

/** Refuses a path at which something is that this resource has not made for the keys of this user. */
async function refuseForeign(terms: Pick<Terms, "secret_id" | "user_arn">, context: Context): Promise<void> {
  const { world } = inGateway({ ...terms, ...ANY_FIELDS }, context, "planning the key of a machine user");
  const facts = await world.vault.facts().catch((error: unknown) => {
    if (Fault.is(error, "GATEWAY_PERMISSION_DENIED")) return undefined;
    throw error;
  });
  if (facts?.kind !== "secret" || facts.foreign === undefined) return;
  if (facts.isOfAnotherUser) {
    // Where a resource gets another user, or its user another name, its former object is destroyed first.
    return context.warn(
      "Static secret is for another user's keys",
      `${facts.foreign}. Where this apply ends those keys first, the secret is made anew; otherwise it is refused (MACHINE_TWO_OWNERS).`,
    );
  }
  throw new Fault("MACHINE_TWO_OWNERS", {
    doing: `planning the key of static secret ${terms.secret_id}`,
    seen: facts.foreign,
    state: "Nothing was changed.",
    attribute: "secret_id",
    advice: FOREIGN_ADVICE,
  });
}

/** Both names of a secret that may be gone: an ARN ends with the name, a hyphen and six characters of AWS's own. */
function namesIn(id: string): SecretNames {
  const [, name = id] = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.+)-\w{6}$/.exec(id) ?? [];
  return { arn: id, name };
}

function userOf({ user_arn }: Pick<Terms, "user_arn">, doing: string) {
  const user = parseIamUserArn(user_arn);
  if (user) return user;
  throw new Fault("ARN_MALFORMED", {
    doing,
    seen: `user_arn should be the ARN of an IAM user, got ${JSON.stringify(user_arn)}`,
    state: "Nothing was changed.",
    attribute: "user_arn",
  });
}

function statusOf(
  { key, replaced, unfinished }: MachineKeyFound,
  everyDays: number | null,
  context: Context,
): "current" | "due" | "lost" | "unfinished" {
  if (!key) return "lost";
  if (isDue(key.createdAt.toISOString(), everyDays, context)) return "due";
  return unfinished || replaced?.verdict === "due" ? "unfinished" : "current";
}

function isDue(rotatedAt: string | null, everyDays: number | null, { client }: Context): boolean {
  if (rotatedAt === null || everyDays === null) return false;
  return client.clock.now().getTime() - Date.parse(rotatedAt) >= everyDays * DAY_MS;
}

/** What an import has not told is at its default. */
function withDefaults(state: StoredOf<Table>): Terms {
  const { attributes } = machineKeyTable;
  return {
    secret_id: state.secret_id,
    secret_store: state.secret_store ?? attributes.secret_store.default,
    user_arn: state.user_arn,
    key_id_field: state.key_id_field ?? attributes.key_id_field.default,
    secret_field: state.secret_field ?? attributes.secret_field.default,
    grace_period_seconds: state.grace_period_seconds ?? attributes.grace_period_seconds.default,
    quiet_period_seconds: state.quiet_period_seconds ?? attributes.quiet_period_seconds.default,
  } as Terms;
}
