/** The end of a process: whatever is called after it happens in no process at all. */
export class Crash extends Error {
  constructor(call: string) {
    super(`died at ${call}`);
  }
}

/** Counts calls across several wrapped objects and says when their process dies. */
export class Lifetime {
  calls = 0;
  #dead = false;

  get isOver(): boolean {
    return this.#dead;
  }

  constructor(
    readonly dies: (call: string, number: number) => "before" | "after" | false,
    /** Called before each call that is made, for what happens elsewhere in the meantime. */
    readonly meanwhile: (call: string) => Promise<void> = async () => {},
  ) {}

  async live<T>(call: string, work: () => Promise<T>): Promise<T> {
    if (this.#dead) throw new Crash(call);
    this.calls += 1;
    const death = this.dies(call, this.calls);
    if (death === "before") {
      this.#dead = true;
      throw new Crash(call);
    }
    await this.meanwhile(call);
    const result = await work();
    if (death === "after") {
      // The work is done and the reply is lost: the crash that matters.
      this.#dead = true;
      throw new Crash(call);
    }
    return result;
  }
}

/** The same object in a process with this lifetime; every method is a call, known by `noun` and its name. */
export function mortal<T extends object>(target: T, lifetime: Lifetime, noun = ""): T {
  return new Proxy(target, {
    get(object, name) {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== "function" || typeof name !== "string") return member;
      return (...args: unknown[]) => lifetime.live(noun + name, () => Reflect.apply(member, object, args));
    },
  });
}

/** The same object in a process that dies right after its first call of `name`. */
export function dieAfter<T extends object>(target: T, name: keyof T & string): T {
  return mortal(target, new Lifetime((call) => call === name && "after"));
}
