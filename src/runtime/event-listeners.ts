import type { SecretsEvent, SecretsEventName, SecretsEventOf } from "./secrets-event.js";

type Listener = (event: SecretsEvent) => void;

/** Who is told of events. */
export class EventListeners {
  readonly #listeners = new Map<SecretsEventName, Set<Listener>>();

  /** @returns how to stop being told */
  add<N extends SecretsEventName>(name: N, listener: (event: SecretsEventOf<N>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    // Its own, so that a function which is added twice is told twice, and can be taken away one by one.
    const added: Listener = (event) => listener(event as SecretsEventOf<N>);
    listeners.add(added);
    return () => void listeners.delete(added);
  }

  /** Tells them at once. A listener's own error is the application's: it is thrown, and breaks no read. */
  tell(event: SecretsEvent): void {
    for (const listener of this.#listeners.get(event.name) ?? []) {
      try {
        listener(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
