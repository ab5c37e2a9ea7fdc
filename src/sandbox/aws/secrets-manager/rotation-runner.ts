import type { SandboxClock } from "../../sandbox-clock.js";
import type { Functions } from "../functions/functions.js";
import type { SandboxRotation } from "../sandbox-aws.js";
import type { Account } from "../store/account.js";
import { nextScheduled } from "./schedule.js";
import type { StoredSecret } from "./secret.js";
import { addVersion, attach, CURRENT, PENDING, versionAt } from "./versions.js";

const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
/** A rotation in which a step fails is tried anew from its first step; Secrets Manager does so several times. How soon is inferred. */
const ATTEMPTS = 3;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Rotates secrets by their functions: when a caller asks for it, and when the sandbox's clock says so. */
export class RotationRunner {
  readonly #account: Account;
  readonly #functions: Functions;
  readonly #clock: SandboxClock;
  readonly #underWay = new Map<StoredSecret, { readonly id: string; readonly done: Promise<void> }>();
  readonly #records: SandboxRotation[] = [];
  readonly #changed: () => void;
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(account: Account, functions: Functions, clock: SandboxClock, changed: () => void) {
    this.#changed = changed;
    this.#account = account;
    this.#functions = functions;
    this.#clock = clock;
    this.#unsubscribe = clock.onMoved(() => this.runDue());
  }

  /** Every step that a function was asked for, oldest first. */
  records(): readonly SandboxRotation[] {
    return [...this.#records];
  }

  /** Whether the sandbox's Lambda has the function. */
  hasFunction(arn: string): boolean {
    return this.#functions.has(arn);
  }

  /** The version into which a secret is being rotated right now. */
  versionUnderWay(secret: StoredSecret): string | undefined {
    return this.#underWay.get(secret)?.id;
  }

  /** Announces a version and begins to rotate into it; an announced one whose rotation has failed is taken up again. */
  start(secret: StoredSecret, id: string): void {
    if (this.#underWay.has(secret)) return;
    const now = this.#clock.now();
    const version = secret.versions.get(id) ?? addVersion(secret, id, now);
    attach(secret, version, PENDING);
    this.#run(secret, id, () => this.#rotate(secret, id));
  }

  /** Has the function test the value that a secret has, under a version that is gone afterwards. */
  test(secret: StoredSecret, id: string): void {
    if (this.#underWay.has(secret)) return;
    const version = addVersion(secret, id, this.#clock.now());
    version.content = versionAt(secret, CURRENT)?.content;
    attach(secret, version, PENDING);
    this.#run(secret, id, async () => {
      await this.#step(secret, id, "testSecret", 1);
      if (!version.stages.has(CURRENT)) secret.versions.delete(id);
    });
  }

  /** Ends a rotation: the step under way is the last one. @returns the version into which it was. */
  cancel(secret: StoredSecret): string | undefined {
    const id = this.versionUnderWay(secret);
    this.#underWay.delete(secret);
    return id;
  }

  /** Takes up what an earlier process has left: rotations that had begun, and the schedule. */
  takeUp(): void {
    for (const secret of this.#account.secrets.all()) {
      const id = unfinished(secret);
      if (id !== undefined && !secret.deletionAt && this.hasFunction(secret.rotationFunction ?? "")) {
        this.start(secret, id);
      }
    }
    this.plan();
  }

  /** Resolves when no rotation is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) {
      await Promise.all([...this.#underWay.values()].map(({ done }) => done));
    }
  }

  /** Rotates what is due by the clock, and waits for it. */
  async runDue(): Promise<void> {
    const now = this.#clock.now();
    this.#account.secrets.purge(now);
    for (const secret of this.#account.secrets.all()) {
      if (!secret.rotationEnabled || !secret.nextRotationAt || secret.nextRotationAt > now) continue;
      this.start(secret, unfinished(secret) ?? this.#account.random.requestId());
    }
    await this.idle();
    this.plan();
  }

  /** Sets the timer for the next rotation. To be called after whatever may have changed a schedule. */
  plan(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const due = this.#account.secrets
      .all()
      .flatMap(({ rotationEnabled, nextRotationAt }) =>
        rotationEnabled && nextRotationAt ? [nextRotationAt] : [],
      );
    if (due.length === 0) return;
    const wait = Math.min(...due.map((at) => at.getTime())) - this.#clock.now().getTime();
    this.#timer = setTimeout(() => void this.runDue(), Math.min(Math.max(wait, 1000), LONGEST_TIMER_MS));
    this.#timer.unref();
  }

  /** Ends what is under way; a function that is in the middle of a step may still end it, unheard. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    clearTimeout(this.#timer);
    this.#stopped = true;
    this.#functions.stop();
    await this.idle();
  }

  #run(secret: StoredSecret, id: string, work: () => Promise<void>): void {
    const done = work().finally(() => {
      if (this.versionUnderWay(secret) === id) this.#underWay.delete(secret);
      this.plan();
      if (!this.#stopped) this.#changed();
    });
    this.#underWay.set(secret, { id, done });
  }

  async #rotate(secret: StoredSecret, id: string): Promise<void> {
    // The caller's own answer goes first.
    await Promise.resolve();
    let finished = false;
    for (let attempt = 1; attempt <= ATTEMPTS && !finished && this.#goesOn(secret, id); attempt += 1) {
      finished = await this.#attempt(secret, id, attempt);
    }
    const now = this.#clock.now();
    if (finished) secret.lastRotatedAt = now;
    if (secret.rotationRules) secret.nextRotationAt = nextScheduled(secret.rotationRules, now);
  }

  async #attempt(secret: StoredSecret, id: string, attempt: number): Promise<boolean> {
    for (const step of STEPS) {
      if (!this.#goesOn(secret, id) || !(await this.#step(secret, id, step, attempt))) return false;
    }
    return versionAt(secret, CURRENT)?.id === id;
  }

  async #step(
    secret: StoredSecret,
    id: string,
    step: SandboxRotation["step"],
    attempt: number,
  ): Promise<boolean> {
    const { arn, rotationFunction = "" } = secret;
    const token = this.#account.random.requestId();
    this.#account.receive(token);
    const event = JSON.stringify({ Step: step, SecretId: arn, ClientRequestToken: id, RotationToken: token });
    const { failed } = await this.#functions.invoke(rotationFunction, event);
    this.#records.push({ at: this.#clock.now(), secret: arn, versionId: id, step, attempt, failed });
    return !failed;
  }

  #goesOn(secret: StoredSecret, id: string): boolean {
    const cancelled = this.versionUnderWay(secret) !== id;
    return !cancelled && !secret.deletionAt && this.#account.secrets.holds(secret) && !this.#stopped;
  }
}

/** The version of a rotation that has begun and did not come to its end. */
export function unfinished(secret: StoredSecret): string | undefined {
  const pending = versionAt(secret, PENDING);
  return pending && !pending.stages.has(CURRENT) ? pending.id : undefined;
}
