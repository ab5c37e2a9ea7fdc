import { randomUUID } from "node:crypto";
import { createDeployerAws } from "../aws/index.js";
import type { Clock } from "../domain/clock.js";
import { type IamUserArn, parseIamUserArn } from "../domain/iam-user-arn.js";
import { type KeyFields, USUAL_KEY_FIELDS } from "../domain/key-fields.js";
import { masked } from "../domain/masked.js";
import { DEFAULT_QUIET_SECONDS } from "../domain/quiet-period.js";
import { backgroundClock, systemClock } from "../domain/system-clock.js";
import { Fault } from "../errors/fault.js";
import { type Aim, keepMachineKey, type MachineWorld, machineSubject } from "../machine/index.js";
import type { Log } from "../wiring/log.js";
import { machineWorld } from "../wiring/machine-world.js";
import { awsSettingsFrom } from "../wiring/settings.js";
import { type RotationCall, type RotationStep, rotationCall } from "./rotation-event.js";

/** Time that is left for the last answers, before Lambda ends the function. */
const LAST_WORDS_MS = 5_000;
const DAY_SECONDS = 86_400;

/** What a rotation function is for. */
export interface RotationFunctionProps {
  /** ARN of the IAM user whose key it rotates. The user carries the tag `latchkey:secret` with the secret's name or ARN. */
  readonly userArn: string;
  /** ARN of the secret in which the users of the key find it. */
  readonly secretArn: string;
  /** How long a replaced key goes on working, in seconds. @default 604800, a week */
  readonly graceSeconds?: number;
  /** Between the deactivation of a replaced key and its deletion, in seconds. @default 15 */
  readonly quietSeconds?: number;
  /** How long a new key must keep working before readers get it, in seconds. @default 10 */
  readonly settleSeconds?: number;
  /** Names of the two fields of the secret's JSON. @default `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` */
  readonly fields?: Partial<KeyFields>;
  /** @default the machine's own */
  readonly clock?: Clock;
  /** Takes a line per remote effect; no secret is in it. @default it goes to standard output */
  readonly log?: Log;
}

/** The part of Lambda's context that is of use. */
export interface RotationContext {
  getRemainingTimeInMillis?(): number;
}

/** What came of a call: of the key that readers get, and of those that it has replaced. */
export interface RotationReport {
  /** Masked id of the key that readers get; null where it is none of ours. */
  readonly key: string | null;
  /** Replaced keys that live still, each with the reason. */
  readonly kept: readonly { readonly key: string; readonly why: string }[];
}

/**
 * The rotation function of a machine user's secret, for Lambda: Secrets Manager calls it with one of its four steps, and
 * a schedule with any other event, upon which replaced keys whose grace is over are ended. Each step may come twice, late
 * or be killed: what is there already is found, and the same is done once. It rejects with a Fault, and Secrets Manager
 * tries again.
 */
export function rotationFunction(
  props: RotationFunctionProps,
): (event: unknown, context?: RotationContext) => Promise<RotationReport> {
  const user = userOf(props.userArn);
  const fields = { ...USUAL_KEY_FIELDS, ...props.fields };
  const { clock = systemClock, log = STDOUT } = props;
  const aws = createDeployerAws(awsSettingsFrom(process.env), (message) => log.log("warn", message));
  const self = {
    process: randomUUID(),
    host: process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? "lambda",
    atWork: new Set<number>(),
  };
  const clients = { aws, clock, self, settings: { keySettleSeconds: props.settleSeconds ?? 10 } };

  return async (event, context) => {
    const call = rotationCall(event);
    const signal = untilShortlyBefore(context?.getRemainingTimeInMillis?.());
    const secret = await aws.secrets.describe(props.secretArn, { signal });
    if (!secret) throw refusal(call, "MACHINE_SECRET_MISSING", `there is no secret ${props.secretArn}`);
    if (call.kind === "step" && call.secret !== secret.arn) {
      throw refusal(
        call,
        "ROTATION_EVENT_MALFORMED",
        `the function is for ${secret.arn}, and was called for ${call.secret}`,
      );
    }
    const world = machineWorld(clients, { user: user.arn, home: secret, fields }, signal, log);
    const result = await keepMachineKey(world, {
      subject: machineSubject(user, secret),
      owner: "function",
      graceMs: 1000 * (props.graceSeconds ?? 7 * DAY_SECONDS),
      quietSeconds: props.quietSeconds ?? DEFAULT_QUIET_SECONDS,
      aim: await aimOf(call, world),
      unrecorded: (why) => log.log("warn", `the journal of the secret cannot be kept: ${why}`),
    });
    return {
      key: result.keyId === null ? null : masked(result.keyId),
      kept: result.kept.map(({ keyId, why }) => ({ key: masked(keyId), why })),
    };
  };
}

/** How far each step goes. Readers of the secret get the key with the last one only. */
const REACH: Readonly<Record<RotationStep, "pending" | "proven" | "current">> = {
  createSecret: "pending",
  setSecret: "pending",
  testSecret: "proven",
  finishSecret: "current",
};

/** What a rotation is for, its version says. */
const UNTOLD = { purpose: null, purposeSuffices: false } as const;

async function aimOf(call: RotationCall, { vault }: MachineWorld): Promise<Aim> {
  const facts = await vault.facts();
  const versions = facts.kind === "secret" ? facts.versions : [];
  if (call.kind === "look") {
    // A secret that has no key yet gets its first one without a rotation, from a look that may have to be gone on with. A
    // version of a rotation, which has an id of Secrets Manager's, is not a look's.
    const isFirst = versions.every(({ id, keyId, pending }) =>
      keyId === null ? !pending : pending && id === vault.versionFor(keyId),
    );
    return isFirst
      ? { kind: "fresh", known: null, ...UNTOLD, version: null, reach: "current", mints: true }
      : { kind: "tidy", leavesPending: true };
  }
  const { version, step } = call;
  const named = versions.find(({ id, pending, current }) => id === version && (pending || current));
  // Secrets Manager tries a configuration by this step alone, with a copy of the current version, which has no label.
  if (step === "testSecret" && !named?.keyId) return { kind: "tidy", leavesPending: true };
  if (!named) {
    throw refusal(call, "MACHINE_NOTHING_PENDING", `version ${version} is neither pending nor current`);
  }
  return {
    kind: "fresh",
    known: null,
    ...UNTOLD,
    version,
    reach: REACH[step],
    mints: step === "createSecret",
  };
}

function refusal(
  call: RotationCall,
  code: "MACHINE_SECRET_MISSING" | "MACHINE_NOTHING_PENDING" | "ROTATION_EVENT_MALFORMED",
  seen: string,
): Fault {
  const doing = call.kind === "step" ? `carrying out ${call.step}` : "looking after a machine user's key";
  return new Fault(code, { doing, seen, state: "Nothing was changed." });
}

function userOf(arn: string): IamUserArn {
  const user = parseIamUserArn(arn);
  if (user) return user;
  throw new Fault("ARN_MALFORMED", {
    doing: "making a rotation function",
    seen: `userArn should be the ARN of an IAM user, got ${JSON.stringify(arn)}`,
    state: "Nothing was done.",
  });
}

function untilShortlyBefore(leftMs: number | undefined): AbortSignal {
  if (leftMs === undefined) return new AbortController().signal;
  const over = new AbortController();
  const reason = new Fault("AWS_INTERRUPTED", {
    doing: "working within the function's timeout",
    seen: "Lambda is about to end the function",
    state: "",
  });
  void backgroundClock.sleep(Math.max(0, leftMs - LAST_WORDS_MS)).then(() => over.abort(reason));
  return over.signal;
}

const STDOUT: Log = {
  log: (level, message) => process.stdout.write(`${JSON.stringify({ level, message })}\n`),
};
