import type { Clock } from "../domain/clock.js";
import { isRecord } from "../domain/is-record.js";
import { Fault } from "../errors/fault.js";
import { type CreateAnswer, createAnswer } from "./created-credential.js";
import { credentialName } from "./credential-name.js";
import type { WebhookProducerProps } from "./definition.js";
import { DRY_RUN_ACCESS_ID, DRY_RUN_ID } from "./dry-run.js";
import { LeftoverCleaner } from "./leftover-cleaner.js";
import { ownCode, ownFault } from "./own-code.js";
import { AlreadyGone } from "./own-errors.js";
import { type ReadPayload, readPayload, writePayload } from "./payload.js";
import { payloadDigest } from "./payload-digest.js";
import { tell } from "./report.js";
import { rotateByCreate } from "./rotation.js";
import { placeOf, type StandardSchema } from "./schema.js";
import { SharedAttempts } from "./shared-attempts.js";
import { Succession } from "./succession.js";
import { inTime, TIMEOUT_SECONDS } from "./time-limit.js";
import type { CreateRequest, RevokeRequest } from "./wire-request.js";

/** What the gateway is answered to a revoke. */
export interface RevokeAnswer {
  readonly revoked: readonly string[];
  readonly message?: string;
}

const PREFIX = "latchkey";
const LIFETIME_SECONDS = 86_400;
const OLD_PAYLOAD_SECONDS = 600;

/** The three operations of a producer, whoever carries them over. */
export class Producer<Payload, Input> {
  readonly #props: WebhookProducerProps<Payload, Input>;
  readonly #clock: Clock;
  readonly #succession: Succession;
  readonly #cleaner: LeftoverCleaner<Payload> | undefined;
  readonly #prefix: string;
  readonly #lifetimeSeconds: number;
  readonly #revoking = new SharedAttempts();
  readonly #background = new Set<Promise<void>>();

  constructor(props: WebhookProducerProps<Payload, Input>, clock: Clock) {
    const { prefix = PREFIX, lifetimeSeconds = LIFETIME_SECONDS, report } = props;
    this.#props = props;
    this.#clock = clock;
    this.#prefix = prefix;
    this.#lifetimeSeconds = lifetimeSeconds;
    this.#succession = new Succession(clock, props.oldPayloadSeconds ?? OLD_PAYLOAD_SECONDS);
    this.#cleaner =
      props.clean && new LeftoverCleaner({ cleaning: props.clean, clock, prefix, lifetimeSeconds, report });
  }

  /** Makes a credential, or answers a dry run. */
  async create(request: CreateRequest, signal: AbortSignal): Promise<CreateAnswer> {
    const payload = await this.#read(request.payload);
    if (request.client.accessId === DRY_RUN_ACCESS_ID) return this.#tried(payload, signal);
    const input = await this.#inputOf(request.input);
    const cleaned = this.#clean(payload, signal);
    try {
      return await this.#made(payload, input, request.client, "client", signal);
    } finally {
      await cleaned;
    }
  }

  /** Ends credentials. Tells which of them it has ended; throws where it has ended none. */
  async revoke({ payload: text, ids }: RevokeRequest, signal: AbortSignal): Promise<RevokeAnswer> {
    const wanted = ids.filter((id) => id !== DRY_RUN_ID);
    if (wanted.length === 0) return { revoked: ids };
    const payload = await this.#read(text);
    if (!this.#props.revoke)
      return { revoked: ids, message: "credentials of this producer end by themselves" };
    const left = new Map<string, unknown>();
    for (const id of wanted) {
      await this.#revokeOne(payload, id, signal).catch((error: unknown) => left.set(id, error));
    }
    await this.#clean(payload, signal);
    if (left.size === 0) return { revoked: ids };
    const [[, failure]] = left as unknown as [[string, unknown]];
    const fault = ownFault(
      {
        code: "WEBHOOK_REVOKE_FAILED",
        doing: `revoking ${wanted.length === 1 ? "a credential" : `${wanted.length} credentials`}`,
        payload: payload.text,
        state: `${wanted.length - left.size} of ${wanted.length} were ended; the others may still work.`,
      },
      failure,
    );
    if (left.size === wanted.length) throw fault;
    tell(this.#props.report, { what: "revoke", outcome: "failed", ms: 0, code: fault.code, cause: failure });
    return { revoked: ids.filter((id) => !left.has(id)), message: fault.message };
  }

  /** Gives the payload that the gateway is to keep from now on. */
  async rotate(text: string, signal: AbortSignal): Promise<string> {
    const { rotate, clean } = this.#props;
    if (!rotate) {
      throw new Fault("WEBHOOK_ROTATES_NOT", {
        doing: "rotating the payload",
        seen: "the producer has no `rotate`",
        state: "Nothing was done.",
      });
    }
    const payload = await readPayload(this.#props.payload, text);
    const fresh = await this.#succession.replace(text, async () =>
      writePayload(this.#props.payload, await this.#rotated(payload, signal)),
    );
    const { value } = payload;
    const admins =
      clean?.admins && typeof rotate === "object" ? [rotate.own(value), rotate.previous(value)] : undefined;
    await this.#clean(
      payload,
      signal,
      admins?.filter((id) => id !== undefined),
    );
    return fresh;
  }

  /** Ends a credential whose answer has not reached the gateway; in the background, and never rejects. */
  undo(request: CreateRequest, { id }: CreateAnswer): void {
    const { revoke, report, limits } = this.#props;
    if (!revoke || id === DRY_RUN_ID) return;
    const limit = { clock: this.#clock, ms: (limits?.timeoutSeconds ?? TIMEOUT_SECONDS) * 1000 };
    const began = this.#clock.now().getTime();
    const ms = () => this.#clock.now().getTime() - began;
    const undone = inTime(limit, async (signal) =>
      this.#revokeOne(await this.#read(request.payload), id, signal),
    ).then(
      () => tell(report, { what: "undo", outcome: "done", ms: ms(), credentials: 1 }),
      (cause: unknown) =>
        tell(report, { what: "undo", outcome: "failed", ms: ms(), code: "WEBHOOK_REVOKE_FAILED", cause }),
    );
    this.#background.add(undone);
    void undone.then(() => this.#background.delete(undone));
  }

  /** Resolves when nothing is left to be undone. */
  async settled(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  #read(text: string): Promise<ReadPayload<Payload>> {
    return readPayload(this.#props.payload, this.#succession.newest(text));
  }

  async #tried(payload: ReadPayload<Payload>, signal: AbortSignal): Promise<CreateAnswer> {
    const work = { code: "WEBHOOK_CREATE_FAILED", doing: "trying the payload" } as const;
    await ownCode({ ...work, payload: payload.text, state: "Nothing was made." }, () =>
      this.#props.dryRun?.({ payload: payload.value, signal }),
    );
    return { id: DRY_RUN_ID, response: {} };
  }

  async #inputOf(given: CreateRequest["input"]): Promise<Input> {
    const schema = this.#props.input ?? (ANY_OBJECT as StandardSchema<unknown> as StandardSchema<Input>);
    const verdict = await schema["~standard"].validate(given ?? {});
    if (verdict.issues === undefined) return verdict.value;
    const [issue] = verdict.issues;
    const place = issue ? placeOf(issue) : "";
    throw new Fault("WEBHOOK_INPUT_REFUSED", {
      doing: "reading the arguments of the request",
      seen: `${place === "" ? "they are" : `${place} is`} not what the producer takes`,
      state: "Nothing was done.",
    });
  }

  async #made(
    payload: ReadPayload<Payload>,
    input: Input,
    client: CreateRequest["client"],
    purpose: "client" | "rotation",
    signal: AbortSignal,
  ): Promise<CreateAnswer> {
    const now = this.#clock.now();
    const over = new Date(now.getTime() + this.#lifetimeSeconds * 1000);
    const expiresAt = purpose === "client" ? over : undefined;
    const named = expiresAt
      ? ({ kind: "user", at: expiresAt } as const)
      : ({ kind: "admin", at: now } as const);
    const name = credentialName(this.#prefix, named);
    const work = { code: "WEBHOOK_CREATE_FAILED", doing: "creating a credential" } as const;
    const state = "The gateway knows of nothing new; what was made until then may still be there.";
    const made = await ownCode({ ...work, payload: payload.text, state }, () =>
      this.#props.create({ payload: payload.value, input, client, purpose, name, expiresAt, signal }),
    );
    return createAnswer(made);
  }

  async #rotated(payload: ReadPayload<Payload>, signal: AbortSignal): Promise<Payload> {
    const { rotate } = this.#props;
    const work = { code: "WEBHOOK_ROTATE_FAILED", doing: "rotating the payload" } as const;
    const state = "The gateway keeps the old payload; the system may have changed already.";
    return ownCode({ ...work, payload: payload.text, state }, async () => {
      if (typeof rotate !== "object") return rotate?.({ payload: payload.value, signal }) as Promise<Payload>;
      return rotateByCreate({
        rotation: rotate,
        payload: payload.value,
        create: async () => {
          const client = { accessId: "", subClaims: {} };
          const input = rotate.input ?? (await this.#inputOf(undefined));
          return this.#made(payload, input, client, "rotation", signal);
        },
        revoke: (id) => this.#revokeOne(payload, id, signal),
        leftOver: (cause) =>
          tell(this.#props.report, { what: "clean", outcome: "failed", ms: 0, code: work.code, cause }),
      });
    });
  }

  /** An id is one of the system that the payload belongs to: another one may have given the same. */
  #revokeOne({ text, value }: ReadPayload<Payload>, id: string, signal: AbortSignal): Promise<void> {
    return this.#revoking.share(`${payloadDigest(text)} ${id}`, signal, async () => {
      try {
        await this.#props.revoke?.({ payload: value, id, signal });
      } catch (error) {
        if (!(error instanceof AlreadyGone)) throw error;
      }
    });
  }

  async #clean(
    payload: ReadPayload<Payload>,
    signal: AbortSignal,
    admins?: readonly string[],
  ): Promise<void> {
    if (!this.#props.revoke) return;
    const revoke = (id: string, stop: AbortSignal) => this.#revokeOne(payload, id, stop);
    await this.#cleaner?.look({ payload, admins, signal, revoke });
  }
}

/** What a producer takes that names no schema for its input. */
const ANY_OBJECT: StandardSchema<Readonly<Record<string, unknown>>> = {
  "~standard": {
    version: 1,
    vendor: "latchkey",
    validate: (value) => (isRecord(value) ? { value } : { issues: [{ message: "no object" }] }),
  },
};
