import { masked } from "../domain/masked.js";
import { Fault } from "../errors/fault.js";
import type { Deeds } from "../seed/deeds.js";
import type { FreshKey } from "../seed/fresh-key.js";
import type { Heard } from "../seed/hearing.js";
import { proveByIdentity } from "../seed/proof-by-use.js";
import type { ReseedEntry } from "../seed/reseed-entry.js";
import type { MachineMemory } from "./machine-facts.js";
import type { MachineJob } from "./machine-job.js";
import type { MachineStep } from "./next-machine-step.js";
import type { MachineWorld } from "./world.js";

type Own = Pick<MachineMemory, "proven" | "unproven">;

/** What the parts of one run share. */
interface Parts {
  readonly world: Heard<MachineWorld>;
  readonly job: MachineJob;
  readonly entry: ReseedEntry;
  readonly fresh: FreshKey;
  readonly deeds: Deeds;
}

/** The way of one key from the hand of the run to the readers of the secret: written, proven, promoted. */
export class KeyDelivery {
  #memory: Own = { proven: undefined, unproven: undefined };
  #served: string | undefined;
  #isInDoubt = false;

  constructor(readonly parts: Parts) {}

  get memory(): Own {
    return this.#memory;
  }

  /** Whether a request to write the key had no clear answer, so that it may yet come through. */
  get isInDoubt(): boolean {
    return this.#isInDoubt;
  }

  /** The first key of the secret, once readers get it, or may get it by a request that had no answer. */
  get served(): string | undefined {
    // What is taken back, readers have never got.
    return this.parts.fresh.memory.failed ? undefined : this.#served;
  }

  async put(wanted: string | null, isStaged: boolean): Promise<void> {
    const { fresh, deeds, entry, world, job } = this.parts;
    const { vault, progress } = world;
    const { pair } = fresh;
    const { target } = job.subject;
    const earlier = fresh.memory.inHand?.offers ?? 0;
    const what = `access key ${masked(pair.id)} was written to secret ${target}`;
    await entry.renew();
    fresh.offered(earlier + 1);
    try {
      const purpose = job.aim.kind === "fresh" ? job.aim.purpose : null;
      const outcome = await vault.put(wanted ?? vault.versionFor(pair.id), pair, purpose);
      if (!isStaged) this.#serve(pair.id);
      if (outcome.kind === "done") return deeds.done(what);
      this.#isInDoubt = true;
      deeds.doubt(what);
      // Whether what readers get by now is this key has to be looked at.
      if (!isStaged) this.#remember({ proven: undefined });
      progress(`no clear answer to the writing of secret ${target}; looking it up`);
    } catch (error) {
      this.#isInDoubt ||= this.#mayBeDone(error);
      if (!isStaged && this.#mayBeDone(error)) this.#serve(pair.id);
      if (!Fault.is(error) || world.signal.aborted) throw error;
      // After an unclear request a refusal may just mean that the first one came through: the facts will tell.
      if (earlier > 0) return;
      fresh.offered(0);
      fresh.fail(error);
    }
  }

  /** With the key in hand; or, after another run has written it, with what the version holds. */
  async prove(version: string | null, keyId: string): Promise<void> {
    const { fresh, world, job } = this.parts;
    const isInHand = fresh.memory.inHand?.id === keyId;
    const pair = isInHand || version === null ? fresh.pair : await world.vault.read(version);
    const doing = `proving access key ${masked(keyId)} by use`;
    const fail = (seen: string) =>
      this.#unproven(keyId, new Fault("SEED_KEY_UNUSABLE", { doing, seen, state: "" }));
    if ("unreadable" in pair) return fail(pair.unreadable);
    if (pair.id !== keyId) return fail(`the version holds ${masked(pair.id)}`);
    world.progress(doing);
    const proof = await proveByIdentity(world, job.subject.user, pair);
    if (proof.proven) this.#remember({ proven: keyId });
    else fail(`STS did not accept it steadily within two minutes: ${proof.why}`);
  }

  /** A run that was killed, or another writer, may have come between the label of a version and its being written. */
  async recognize(version: string, keyId: string): Promise<void> {
    const { deeds, world } = this.parts;
    const { vault } = world;
    if (await vault.recognizes?.(version, keyId)) return this.#remember({ proven: keyId });
    await deeds.count("labels of a version that holds something else were removed", () =>
      vault.forget(version),
    );
  }

  /** The resource takes such a key back, and its next run mints another one; a function is called for it once more. */
  #unproven(keyId: string, failure: Fault): void {
    const { job, fresh } = this.parts;
    if (job.owner === "resource") this.#remember({ unproven: keyId });
    fresh.fail(failure);
  }

  async promote({ version, from, keyId }: Extract<MachineStep, { do: "promote" }>): Promise<void> {
    const { deeds, entry, world, job } = this.parts;
    await entry.renew();
    world.progress(`having the readers of secret ${job.subject.target} get access key ${masked(keyId)}`);
    if (from === version) this.#serve(keyId);
    try {
      await deeds.count(`the readers of the secret get access key ${masked(keyId)}`, () =>
        world.vault.promote(version, from),
      );
    } catch (error) {
      this.#isInDoubt ||= this.#mayBeDone(error);
      if (this.#mayBeDone(error)) this.#serve(keyId);
      throw error;
    }
    this.#serve(keyId);
  }

  /** Readers had this key before the run began: it adopts it. */
  found(keyId: string): void {
    this.#serve(keyId);
  }

  /** Remembers that readers have their first key. Of one that replaces another the resource tells by its state. */
  #serve(keyId: string): void {
    const { owner, aim } = this.parts.job;
    if (owner === "resource" && aim.kind === "fresh" && aim.known === null) this.#served = keyId;
  }

  #mayBeDone(error: unknown): boolean {
    return this.parts.world.signal.aborted || (Fault.is(error) && error.details.mayBeDone === true);
  }

  #remember(news: Partial<Own>): void {
    this.#memory = { ...this.#memory, ...news };
  }
}
