import { pauseMs, pausePolicies } from "../domain/backoff.js";
import { isRecord } from "../domain/is-record.js";
import type { RequestFields } from "../domain/request-fields.js";
import { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { GatewayAnswer } from "./answer.js";
import { clockDifference } from "./clock-difference.js";
import {
  type CommandContext,
  CommandFaults,
  type CommandRefusal,
  type LoginInWords,
} from "./command-faults.js";
import { GatewayWait } from "./gateway-wait.js";
import { httpPost } from "./http-post.js";
import { type AskedLogin, loginFields } from "./login.js";
import { LOGIN_ADVICE } from "./login-advice.js";
import { jwtFacts } from "./proofs/jwt-facts.js";
import { requestBody } from "./request-body.js";
import { retryLimits, retryTable } from "./retry-table.js";
import { GatewaySession, type GatewayToken } from "./session.js";
import type { GatewayCallOptions, GatewaySettings, GatewaySurroundings } from "./settings.js";
import { type AnswerVerdict, answerVerdict } from "./verdict.js";

/** Milliseconds for one look whether the gateway is there. */
const LOOK_MS = 10_000;

/** What is left when there is nothing more to try, with the words for it if it is not a value. */
interface Settled {
  readonly outcome: CommandRefusal | Extract<AnswerVerdict, { readonly is: "done" }>;
  readonly faults: CommandFaults;
}

/**
 * Sends commands: `POST <base>/<command>` with the token in the body. Logs in when needed, once more when a token
 * that worked before is refused, and repeats according to the retry table. Whatever fails is a Fault of the gateway's
 * catalogue, and none of them holds a secret that was sent.
 */
export class Commands {
  readonly #settings: GatewaySettings;
  readonly #around: GatewaySurroundings;
  readonly #base: string;
  readonly #session: GatewaySession;
  readonly #wait: GatewayWait;
  #hasWritten = false;

  constructor(settings: GatewaySettings, around: GatewaySurroundings) {
    this.#settings = settings;
    this.#around = around;
    this.#base = settings.url.replace(/\/+$/, "");
    this.#session = new GatewaySession(() => this.#logIn(), around.clock);
    this.#wait = new GatewayWait(settings.waitMs ?? 0, {
      clock: around.clock,
      progress: around.progress ?? around.note,
      ask: (signal) => this.#look(signal),
    });
  }

  /** Whether anything was begun that may change an object, of any kind: a renamed target is told by its rotators, too. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** The value that the gateway answers with. An absent object is GATEWAY_OBJECT_MISSING. */
  async run(command: string, fields: RequestFields, context: CommandContext): Promise<unknown> {
    this.#hasWritten ||= context.kind !== "read";
    const token = await this.#token(context);
    const first = await this.#settle(command, { ...fields, token: token.text }, context);
    if (first.outcome.is === "done") return first.outcome.value;
    if (first.outcome.is !== "unauthorized" || token.fresh) throw first.faults.refused(first.outcome);

    if (this.#settings.login.kind !== "token") first.faults.hadAnotherToken();
    const renewed = await this.#renewed(token, context).catch((error: unknown) => {
      throw first.faults.endedBy(error);
    });
    if (renewed) await askedBefore(context, first.faults);
    const second = renewed
      ? await this.#settle(command, { ...fields, token: renewed.text }, context, first.faults)
      : first;
    if (second.outcome.is === "done") return second.outcome.value;
    throw second.faults.refused(second.outcome);
  }

  /** Like `run`, with undefined for an object that the gateway proves absent. */
  async find(command: string, fields: RequestFields, context: CommandContext): Promise<unknown> {
    try {
      return await this.run(command, fields, context);
    } catch (error) {
      if (Fault.is(error, "GATEWAY_OBJECT_MISSING")) return undefined;
      throw error;
    }
  }

  /** A token beside the session's own, from a login of its own; the fixed one where the caller cannot log in. */
  async anotherToken({
    signal,
  }: GatewayCallOptions = {}): Promise<{ readonly token: SecretText; readonly isOwn: boolean }> {
    const { login } = this.#settings;
    if (login.kind === "token") return { token: login.token, isOwn: false };
    const context = { kind: "read", doing: "logging in to the gateway once more", signal } as const;
    await this.#unlessAborted(() => this.#wait.over(signal), context);
    return { token: await this.#unlessAborted(() => this.#logInOrRevoke(signal), context), isOwn: true };
  }

  /** A caller that was told to stop meanwhile has left, and would not give the token back. */
  async #logInOrRevoke(signal: AbortSignal | undefined): Promise<SecretText> {
    const token = await this.#logIn();
    if (signal?.aborted) await this.revokeToken(token).catch(() => {});
    return token;
  }

  /** When a token ends by itself; null where the gateway does not tell. */
  async expiryOf(token: SecretText, { signal }: GatewayCallOptions = {}): Promise<Date | null> {
    const context = { kind: "read", doing: "asking how long a gateway token lives", signal } as const;
    const { outcome, faults } = await this.#settle("validate-token", { token }, context);
    if (outcome.is !== "done") throw faults.refused(outcome);
    const seconds = new GatewayAnswer(outcome.value, context.doing).intOrNull("ttl");
    // The form of its date is not documented; the seconds that are left are a number.
    return seconds === null ? null : new Date(this.#around.clock.now().getTime() + seconds * 1000);
  }

  /** Has a token revoked; one that the gateway does not take any more is success. */
  async revokeToken(token: SecretText, { signal }: GatewayCallOptions = {}): Promise<void> {
    const context = { kind: "idempotent", doing: "revoking a gateway token", signal } as const;
    const { outcome, faults } = await this.#settle("revoke-creds", { token }, context);
    if (outcome.is !== "done" && outcome.is !== "unauthorized") throw faults.refused(outcome);
  }

  async #token(context: CommandContext): Promise<GatewayToken> {
    await this.#unlessAborted(() => this.#wait.over(context.signal), context);
    const { login } = this.#settings;
    if (login.kind === "token") return { text: login.token, fresh: false };
    return this.#unlessAborted(() => this.#session.token(), context);
  }

  /** Another token in place of one that was refused; undefined if that one is valid, so that permission is lacking. */
  async #renewed(refused: GatewayToken, context: CommandContext): Promise<GatewayToken | undefined> {
    if (this.#settings.login.kind === "token") return this.#checkedFixedToken(refused, context);
    this.#around.note("the gateway refused a token that worked before; logging in again");
    this.#session.drop(refused);
    return this.#token(context);
  }

  async #checkedFixedToken(token: GatewayToken, { signal }: CommandContext): Promise<undefined> {
    const context: CommandContext = {
      kind: "read",
      doing: "validating the gateway token",
      signal,
    };
    const { outcome } = await this.#settle("validate-token", { token: token.text }, context);
    if (outcome.is === "done" && new GatewayAnswer(outcome.value, context.doing).flag("is_valid")) return;
    throw new Fault("GATEWAY_UNAUTHENTICATED", {
      doing: context.doing,
      seen: "the token that the provider was given is no longer valid",
      state: "Nothing was changed by it.",
      advice:
        "Get a new token, or use a login that the provider can renew by itself, such as access_key or aws_iam.",
    });
  }

  async #logIn(): Promise<SecretText> {
    const { login } = this.#settings;
    if (login.kind === "token") return login.token;
    const context: CommandContext = { kind: "read", doing: `logging in to the gateway (${login.kind})` };
    const { clock, cloudId } = this.#around;
    const challenge = async (fields: RequestFields) => {
      const { outcome, faults } = await this.#settle("get-cert-challenge", fields, context);
      if (outcome.is !== "done") throw faults.loginRefused(outcome, await this.#inWords(login, outcome));
      return new GatewayAnswer(outcome.value, context.doing).text("challenge");
    };
    const fields = await loginFields(login, { clock, cloudId, challenge });
    const { outcome, faults } = await this.#settle("auth", fields, context);
    if (outcome.is !== "done")
      throw faults.loginRefused(outcome, await this.#inWords(login, outcome, fields));
    this.#around.note(`logged in to the gateway by ${login.kind}`);
    return new SecretText(new GatewayAnswer(outcome.value, context.doing).text("token"));
  }

  /** What is told of a login that was refused. Where STS does not say who this process is, that is left out. */
  async #inWords(
    login: AskedLogin,
    refusal: CommandRefusal,
    fields: RequestFields = {},
  ): Promise<LoginInWords> {
    const now = this.#around.clock.now();
    const answeredAt = "answeredAt" in refusal ? refusal.answeredAt : undefined;
    const apart = clockDifference(login.kind, answeredAt, now);
    const advice = LOGIN_ADVICE[login.kind];
    return {
      shown: await this.#shown(login, fields, answeredAt ?? now),
      before: apart?.seen,
      advice: apart === undefined ? advice : `${apart.advice} ${advice}`,
    };
  }

  async #shown(login: AskedLogin, fields: RequestFields, at: Date): Promise<string | undefined> {
    if (login.kind === "aws_iam") return this.#around.awsArn?.().catch(() => undefined);
    if (login.kind !== "jwt" || !(fields.jwt instanceof SecretText)) return undefined;
    const facts = jwtFacts(fields.jwt, at);
    return facts === undefined ? undefined : `a token with ${facts}`;
  }

  /** Sends until there is something that a repetition would not change. */
  async #settle(
    command: string,
    fields: RequestFields,
    context: CommandContext,
    earlier?: CommandFaults,
  ): Promise<Settled> {
    const { clock, note } = this.#around;
    const { json, secrets } = requestBody(fields);
    const faults = new CommandFaults(this.#base, context, secrets, earlier);
    const startedAt = clock.now().getTime();
    for (let attempt = 1; ; attempt++) {
      if (context.signal?.aborted) throw faults.interrupted();
      const verdict = answerVerdict(await this.#post(command, json, context));
      const outcome = context.kind === "read" ? fittingOrNothing(verdict, context) : verdict;
      if (outcome.is === "interrupted") throw faults.interrupted();
      if (outcome.is !== "setback") return { outcome, faults };

      faults.met(outcome);
      if (retryTable[context.kind][outcome.trouble] === "look-it-up") throw faults.replyLost(outcome);
      const waitMs = pauseMs(pausePolicies.gateway, attempt, clock.random(), outcome.hintMs);
      const endsMs = clock.now().getTime() - startedAt + waitMs;
      if (outcome.lasting || attempt >= retryLimits.attempts || endsMs > retryLimits.totalMs) {
        throw faults.exhausted(outcome, attempt);
      }
      note(`${command}: ${outcome.trouble} (${outcome.saw}), next attempt in ${Math.round(waitMs)} ms`);
      await this.#unlessAborted(() => clock.sleep(waitMs, context.signal), context);
      await askedBefore(context, faults);
    }
  }

  /** Whether there is a gateway: it refuses a token that is none. No secret is sent to what may be no gateway yet. */
  async #look(signal: AbortSignal | undefined): Promise<AnswerVerdict> {
    const { requestTimeoutMs, userAgent } = this.#settings;
    const answer = await httpPost({
      url: `${this.#base}/validate-token`,
      body: JSON.stringify({ token: "none" }),
      timeoutMs: Math.min(requestTimeoutMs, LOOK_MS),
      userAgent,
      reuseConnection: false,
      signal,
    });
    return answerVerdict(answer);
  }

  #post(command: string, body: string, { kind, signal }: CommandContext) {
    return httpPost({
      url: `${this.#base}/${command}`,
      body,
      timeoutMs: this.#settings.requestTimeoutMs,
      userAgent: this.#settings.userAgent,
      reuseConnection: kind !== "once",
      signal: kind === "read" ? signal : undefined,
    });
  }

  /** Waits for something shared or slow, and no longer than until the caller is told to stop. */
  async #unlessAborted<T>(work: () => Promise<T>, context: CommandContext): Promise<T> {
    const { signal } = context;
    if (!signal) return work();
    const interrupted = () => new CommandFaults(this.#base, context, []).interrupted();
    if (signal.aborted) throw interrupted();
    let stop = () => {};
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(interrupted());
      signal.addEventListener("abort", stop, { once: true });
    });
    try {
      return await Promise.race([aborted, work()]);
    } catch (error) {
      throw signal.aborted && !Fault.is(error) ? interrupted() : error;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }
}

/** Whether the command may be sent once more is the caller's to say. */
async function askedBefore({ beforeAgain }: CommandContext, faults: CommandFaults): Promise<void> {
  try {
    await beforeAgain?.();
  } catch (error) {
    throw faults.endedBy(error);
  }
}

/**
 * A read asks for an object, or for a list, and nothing else is an answer to it. What a change is answered with is not
 * looked at.
 */
function fittingOrNothing(
  verdict: AnswerVerdict,
  { answersWith }: Pick<CommandContext, "answersWith">,
): AnswerVerdict {
  if (verdict.is !== "done") return verdict;
  const { value, saw } = verdict;
  // An empty list is null in some answers of the gateway's family.
  const fits = answersWith === "list" ? value === null || Array.isArray(value) : isRecord(value);
  return fits ? verdict : { is: "not-understood", saw, saysDone: true };
}
