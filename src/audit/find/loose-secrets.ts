import type { SecretCandidate } from "./source-findings.js";

/** As many secrets that stand with no key are remembered in one source. */
const MOST_SECRETS = 2000;
/** As many of them are candidates for one key. */
const PER_KEY = 8;

/**
 * Key ids and secrets of one source that do not stand together, such as lists of ids and lists of secrets. The last
 * resort: if there are as many of the one as of the other, the third belongs to the third; otherwise the nearest may.
 */
export class LooseSecrets {
  readonly #ids = new Map<string, number>();
  readonly #secrets = new Map<string, number>();
  readonly #paired = new Set<string>();
  #beyond = 0;

  /** How many secrets were seen, each text once as far as they are remembered. */
  get seen(): number {
    return this.#secrets.size + this.#beyond;
  }

  sawId(id: string, at: number): void {
    if (!this.#ids.has(id)) this.#ids.set(id, at);
  }

  sawSecret(secret: string, at: number): void {
    if (this.#secrets.has(secret)) return;
    if (this.#secrets.size < MOST_SECRETS) this.#secrets.set(secret, at);
    else this.#beyond++;
  }

  areTogether(id: string, secret: string): void {
    this.#paired.add(id);
    this.#paired.add(secret);
  }

  /** For each key id that stands with no secret, the secrets that stand with no key id. */
  candidates(): Map<string, SecretCandidate[]> {
    const alone = (all: ReadonlyMap<string, number>) => [...all].filter(([text]) => !this.#paired.has(text));
    const secrets = alone(this.#secrets);
    const ids = alone(this.#ids);
    return new Map(
      ids.map(([id, at], index) => {
        const counterpart = secrets.length === ids.length ? secrets[index] : undefined;
        const near = nearest(secrets, at).filter((secret) => secret !== counterpart);
        const chosen = counterpart ? [counterpart, ...near] : near;
        return [
          id,
          chosen.slice(0, PER_KEY).map(([text, place], rank) => ({
            text,
            beside: false,
            plausible: true,
            // Whatever is known of the blocks in between is a better reason.
            blocks: 1_000_000 + rank,
            bytes: Math.abs(place - at),
          })),
        ];
      }),
    );
  }
}

/** The nearest of secrets that are in the order of their places. */
function nearest(secrets: readonly [string, number][], at: number): [string, number][] {
  let after = firstAfter(secrets, at);
  let before = after - 1;
  const found: [string, number][] = [];
  while (found.length < PER_KEY) {
    const [back, on] = [secrets[before], secrets[after]];
    if (back && (!on || at - back[1] <= on[1] - at)) {
      found.push(back);
      before--;
    } else if (on) {
      found.push(on);
      after++;
    } else break;
  }
  return found;
}

/** Which of them is the first behind a place; their number where none is. */
function firstAfter(secrets: readonly [string, number][], at: number): number {
  let [low, high] = [0, secrets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((secrets[middle] as [string, number])[1] > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
