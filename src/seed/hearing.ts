import { journalPath } from "../domain/journal-path.js";
import { masked } from "../domain/masked.js";
import { OnTheWay } from "../domain/on-the-way.js";
import type { JournalOutcome, SeedJournal } from "./journal.js";
import type { KeyWorld, Outcome, SeedGateway, SeedIam, SeedWorld } from "./world.js";

/** A world of which one run remembers what came instead of clear answers to its writes. */
export type Heard<World extends KeyWorld> = World & { readonly onTheWay: OnTheWay };

export type HeardWorld = Heard<SeedWorld>;

/**
 * The same world for one run, which remembers what became of every write that was not clearly done: whether the run looks
 * at the outcome, goes on all the same or ends by it. A world that remembers already stays as it is.
 */
export function hearing<World extends KeyWorld>(world: World): Heard<World> {
  if (isHeard(world)) return world;
  const onTheWay = new OnTheWay();
  const ears = new Ears(onTheWay, world.signal);
  return {
    ...world,
    onTheWay,
    iam: iamHeard(world.iam, ears),
    ...(hasGateway(world) && { gateway: gatewayHeard(world.gateway, ears) }),
    journal: journalHeard(world.journal, ears),
  };
}

function isHeard<World extends KeyWorld>(world: World): world is Heard<World> {
  return "onTheWay" in world;
}

function hasGateway(world: KeyWorld): world is SeedWorld {
  return "gateway" in world;
}

class Ears {
  constructor(
    readonly onTheWay: OnTheWay,
    readonly signal: AbortSignal,
  ) {}

  /** Gives what came of a request as it came. */
  async hear<T>(request: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      // That the run was told to stop is what ends it.
      if (error !== this.signal.reason) this.onTheWay.hearsOf(request, error);
      throw error;
    }
  }

  async hearOutcome<O extends Outcome<unknown> | JournalOutcome>(
    request: string,
    work: Promise<O>,
  ): Promise<O> {
    const outcome = await this.hear(request, work);
    if (outcome.kind === "unclear" && outcome.why !== undefined) {
      this.onTheWay.hears(`${request} had no clear answer: ${outcome.why}`);
    }
    return outcome;
  }
}

function iamHeard(iam: SeedIam, ears: Ears): SeedIam {
  return {
    ...iam,
    createKey: (userName) => ears.hearOutcome("the request for an access key", iam.createKey(userName)),
    setStatus: (userName, keyId, status) =>
      ears.hear(
        `the request to make access key ${masked(keyId)} ${status}`,
        iam.setStatus(userName, keyId, status),
      ),
    deleteKey: (userName, keyId) =>
      ears.hear(`the request to delete access key ${masked(keyId)}`, iam.deleteKey(userName, keyId)),
  };
}

function gatewayHeard(gateway: SeedGateway, ears: Ears): SeedGateway {
  return {
    ...gateway,
    createTarget: (shape, ...request) =>
      ears.hearOutcome(`the request to create target ${shape.name}`, gateway.createTarget(shape, ...request)),
    updateTarget: (shape, ...request) =>
      ears.hearOutcome(`the request to update target ${shape.name}`, gateway.updateTarget(shape, ...request)),
    removeTarget: (name) => ears.hear(`the request to delete target ${name}`, gateway.removeTarget(name)),
    rotateNow: (name) => ears.hearOutcome("the request for a rotation", gateway.rotateNow(name)),
  };
}

function journalHeard(journal: SeedJournal, ears: Ears): SeedJournal {
  const entryOf = (target: string) => `journal entry ${journal.nameOf?.(target) ?? journalPath(target)}`;
  return {
    ...journal,
    create: (target, entry) =>
      ears.hearOutcome(`the request to make ${entryOf(target)}`, journal.create(target, entry)),
    takeOver: (target, version, entry) =>
      ears.hearOutcome(
        `the request to take over ${entryOf(target)}`,
        journal.takeOver(target, version, entry),
      ),
    update: (target, entry) =>
      ears.hear(`the request to write ${entryOf(target)}`, journal.update(target, entry)),
    letGo: (target, entry) =>
      ears.hear(`the request to write ${entryOf(target)}`, journal.letGo(target, entry)),
    remove: (target) => ears.hear(`the request to delete ${entryOf(target)}`, journal.remove(target)),
    rename: (target, newTarget) =>
      ears.hear(`the request to rename ${entryOf(target)}`, journal.rename(target, newTarget)),
  };
}
