import type { AuthMethod } from "./records/auth-method.js";
import type { StoredItem } from "./records/item.js";
import type { K8sConfig } from "./records/k8s-config.js";
import type { KeptObject } from "./records/kept-object.js";
import type { GatewayRole } from "./records/role.js";
import type { StoredTarget } from "./records/target.js";

interface Named {
  readonly id: number;
  readonly name: string;
}

/** Objects of one kind, found by path or by number. Two never share a path. */
export class StoreShelf<T extends Named> {
  readonly #objects = new Map<number, T>();
  readonly #byName = new Map<string, T>();

  add(object: T): T {
    this.#objects.set(object.id, object);
    this.#byName.set(object.name, object);
    return object;
  }

  byName(name: string): T | undefined {
    return this.#byName.get(name);
  }

  /** Gives an object another path, which has to be free. */
  rename({ id }: Pick<T, "id">, name: string): void {
    const object = this.#objects.get(id);
    if (!object) return;
    this.#byName.delete(object.name);
    (object as { name: string }).name = name;
    this.#byName.set(name, object);
  }

  byId(id: number | null): T | undefined {
    return id === null ? undefined : this.#objects.get(id);
  }

  remove(object: T): void {
    this.#objects.delete(object.id);
    this.#byName.delete(object.name);
  }

  /** Every object, in the order in which they were made. */
  inOrderOfMaking(): Iterable<T> {
    return this.#objects.values();
  }

  /** Every object, in the order of their names. */
  all(): T[] {
    return [...this.#objects.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** What is on every shelf, and the number that was given last. */
export interface StoreContents {
  readonly lastId: number;
  readonly shelves: Readonly<Record<string, readonly Named[]>>;
}

/** Everything that the gateway remembers. Items share one space of names, whatever their kind. */
export class Store {
  readonly targets = new StoreShelf<StoredTarget>();
  readonly items = new StoreShelf<StoredItem>();
  readonly authMethods = new StoreShelf<AuthMethod>();
  readonly roles = new StoreShelf<GatewayRole>();
  readonly k8sConfigs = new StoreShelf<K8sConfig>();
  readonly groups = new StoreShelf<KeptObject>();
  readonly folders = new StoreShelf<KeptObject>();
  readonly allowedAccess = new StoreShelf<KeptObject>();
  #lastId = 1000;

  /** Everything, for what keeps it. */
  contents(): StoreContents {
    const shelves = Object.entries(this.#shelves()).map(([name, shelf]) => [
      name,
      [...shelf.inOrderOfMaking()],
    ]);
    return { lastId: this.#lastId, shelves: Object.fromEntries(shelves) };
  }

  /** Takes what {@link Store.contents} gave. */
  refill({ lastId, shelves }: StoreContents): void {
    this.#lastId = lastId;
    for (const [name, shelf] of Object.entries(this.#shelves())) {
      for (const object of shelves[name] ?? []) shelf.add(object);
    }
  }

  #shelves(): Readonly<Record<string, StoreShelf<Named>>> {
    const { targets, items, authMethods, roles, k8sConfigs, groups, folders, allowedAccess } = this;
    return { targets, items, authMethods, roles, k8sConfigs, groups, folders, allowedAccess } as never;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
