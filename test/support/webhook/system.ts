import { z } from "zod";
import type { CustomProducerProps } from "../../../src/webhook/index.js";

/** What the producer of the tests works with. */
export const payloadSchema = z.object({ url: z.string(), key: z.string() });
export type SystemPayload = z.infer<typeof payloadSchema>;

/** A system with users and an admin key, in memory, that counts what it was asked. */
export class System {
  readonly users = new Map<string, { readonly key: string }>();
  readonly keys = new Set(["root-key-of-the-system"]);
  readonly calls: string[] = [];
  #made = 0;

  readonly payload: SystemPayload = { url: "https://system.example", key: "root-key-of-the-system" };

  get payloadText(): string {
    return JSON.stringify(this.payload);
  }

  /** A producer for it, with everything that a producer may have. */
  props(more: Partial<CustomProducerProps<SystemPayload, { readonly role?: string | undefined }>> = {}) {
    return {
      payload: payloadSchema,
      input: z.object({ role: z.enum(["reader", "writer"]).optional() }),
      callers: "unverified" as const,
      create: async ({ payload, name, input }) => {
        this.#admit(payload, `create ${input.role ?? "any"}`);
        this.users.set(name, payload);
        return { id: name, response: { user: name, password: `password-of-${name}` } };
      },
      revoke: async ({ payload, id }) => {
        this.#admit(payload, `revoke ${id}`);
        this.users.delete(id);
      },
      rotate: this.rotate,
      ...more,
    } satisfies CustomProducerProps<SystemPayload, { readonly role?: string | undefined }>;
  }

  /** Replaces the key by another one; the old one is good for nothing from then on. */
  readonly rotate = async ({ payload }: { readonly payload: SystemPayload }): Promise<SystemPayload> => {
    this.#admit(payload, "rotate");
    this.#made += 1;
    const key = `fresh-key-of-the-system-${this.#made}`;
    this.keys.delete(payload.key);
    this.keys.add(key);
    return { ...payload, key };
  };

  #admit({ key }: SystemPayload, doing: string): void {
    this.calls.push(doing);
    if (!this.keys.has(key)) throw new Error(`the key ${key} is not known`);
  }
}
