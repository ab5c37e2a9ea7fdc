import type { Clue } from "./hits.js";
import { LooseSecrets } from "./loose-secrets.js";
import { type Depth, type OpenBlocks, REACH } from "./open-blocks.js";
import { insert, ranked, type SecretCandidate, type SourceKey } from "./source-findings.js";
import { mayNameSecret } from "./surroundings.js";

/** As many of each kind before a place are compared with it. */
const MOST_NEIGHBOURS = 16;
/** Two members of one object are 0 blocks apart, two outputs 2. */
const FARTHEST_BESIDE = 2;

/** A hit in the text, as it is compared with later ones. */
export interface Mark extends Depth {
  readonly hit: Pick<Clue, "kind" | "text">;
  /** Bytes from the beginning of the source. */
  readonly start: number;
  readonly end: number;
  readonly attribute: string | undefined;
}

/** The key ids of a text, each with what may be its secret, in the order in which they are come upon. */
export class Pairs {
  readonly keys = new Map<string, SourceKey>();
  readonly #blocks: OpenBlocks;
  readonly #loose = new LooseSecrets();
  #ids: Mark[] = [];
  #secrets: Mark[] = [];

  /** @param blocks that have been followed to where the next mark is */
  constructor(blocks: OpenBlocks) {
    this.#blocks = blocks;
  }

  /** The last secrets and the like. */
  get lastSecrets(): readonly Mark[] {
    return this.#secrets;
  }

  /** What looks like secrets by its name as well, up to a few of the last ones. */
  get plausibleSecrets(): string[] {
    return this.#secrets
      .filter((mark) => mark.hit.kind === "secret" && plausible(mark))
      .map(({ hit }) => hit.text);
  }

  /** How many texts there were that look like secrets. */
  get secretsSeen(): number {
    return this.#loose.seen;
  }

  /** Whether the same was found at the same place. */
  knows(text: string, start: number): boolean {
    const known = (mark: Mark) => mark.start === start && mark.hit.text === text;
    return this.#ids.some(known) || this.#secrets.some(known);
  }

  keyNamed(id: string): SourceKey {
    const key = this.keys.get(id) ?? newKey(id);
    this.keys.set(id, key);
    return key;
  }

  /** @param secrets that may be the key's; by default the last ones */
  takeId(key: SourceKey, mark: Mark, secrets: readonly Mark[] = this.#secrets): void {
    const neighbours = secrets.filter((secret) => secret.end >= mark.start - REACH);
    this.#relate(neighbours, mark, (secret, relation) => this.#pair(key, mark, secret, relation));
    this.#ids = remembered(this.#ids, mark);
    this.#blocks.watch([...this.#ids, ...this.#secrets]);
    this.#loose.sawId(key.id, mark.start);
  }

  takeSecret(mark: Mark): void {
    const { kind, text } = mark.hit;
    if (kind === "token" && !/token/i.test(mark.attribute ?? "")) return;
    if (kind === "smtp" && !/smtp/i.test(mark.attribute ?? "")) return;
    if (kind === "secret" && plausible(mark)) this.#loose.sawSecret(text, mark.start);
    const neighbours = this.#ids.filter((id) => id.end >= mark.start - REACH);
    this.#relate(neighbours, mark, (id, relation) => {
      const key = this.keys.get(id.hit.text);
      if (key) this.#pair(key, id, mark, relation);
    });
    this.#secrets = remembered(this.#secrets, mark);
    this.#blocks.watch([...this.#ids, ...this.#secrets]);
  }

  /** Adds what another search has found out about a key. */
  addCandidates(key: SourceKey, candidates: readonly SecretCandidate[]): void {
    key.candidates = ranked(key.candidates, candidates);
    for (const { text, beside, plausible: named } of candidates) {
      if (beside && named) this.#loose.areTogether(key.id, text);
    }
  }

  /** Gives keys that stand alone the secrets that stand alone. */
  end(): void {
    for (const [id, candidates] of this.#loose.candidates()) {
      const key = this.keys.get(id);
      if (key) key.candidates = ranked(key.candidates, candidates);
    }
  }

  /** Calls back for each earlier mark with how far it is from this one. */
  #relate(
    earlier: readonly Mark[],
    later: Mark,
    each: (mark: Mark, relation: { blocks: number; bytes: number }) => void,
  ): void {
    for (const mark of [...earlier].reverse()) {
      each(mark, {
        blocks: this.#blocks.blocksSince(mark),
        bytes: Math.max(0, later.start - mark.end),
      });
    }
  }

  #pair(key: SourceKey, id: Mark, secret: Mark, relation: { blocks: number; bytes: number }): void {
    const beside = relation.blocks <= FARTHEST_BESIDE;
    switch (secret.hit.kind) {
      case "token":
        if (beside) key.sessionTokens.add(secret.hit.text);
        return;
      case "smtp":
        if (beside) key.smtpPassword = true;
        return;
      default: {
        const candidate: SecretCandidate = {
          text: secret.hit.text,
          beside,
          plausible: plausible(secret),
          ...relation,
        };
        insert(key.candidates, candidate);
        if (beside && candidate.plausible) this.#loose.areTogether(id.hit.text, secret.hit.text);
      }
    }
  }
}

function newKey(id: string): SourceKey {
  return {
    id,
    places: [],
    further: 0,
    candidates: [],
    sessionTokens: new Set(),
    smtpPassword: false,
    users: new Set(),
  };
}

function plausible({ attribute }: Mark): boolean {
  return mayNameSecret(attribute);
}

function remembered(marks: readonly Mark[], mark: Mark): Mark[] {
  return [...marks.slice(1 - MOST_NEIGHBOURS), mark];
}
