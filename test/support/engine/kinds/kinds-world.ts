import { World } from "../thing.js";

/** The remote of the types of every kind: things, and tokens that are open. What happens to tokens is told to `note`. */
export class KindsWorld extends World {
  readonly tokens = new Map<string, { readonly secret: string; renewals: number }>();

  #renew: () => void = () => {};
  /** Resolves when the first token is renewed. */
  readonly renewal = new Promise<void>((resolve) => {
    this.#renew = resolve;
  });

  renew(lease: string): void {
    const open = this.tokens.get(lease);
    if (open) open.renewals++;
    this.#renew();
  }

  constructor(readonly note: (event: string) => void) {
    super();
  }
}
