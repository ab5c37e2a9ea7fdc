import { z } from "zod";
// In a project of your own: from "latchkey/webhook".
import {
  AlreadyGone,
  type CustomProducerProps,
  customProducer,
  RefusedInput,
} from "../../../src/webhook/index.js";

/** What the gateway keeps for this producer: where the API is, and an administrator's key. */
const payload = z.object({
  url: z.url(),
  key: z.string(),
  // Of the key itself and of the one before it, once they were made by a rotation.
  own: z.string().optional(),
  previous: z.string().optional(),
});
type Payload = z.infer<typeof payload>;

const madeKey = z.object({ id: z.number(), secret: z.string() });
const listedKeys = z.object({ keys: z.array(z.object({ id: z.number(), name: z.string() })) });

/** Short-lived keys of an HTTP API, for whoever may ask the gateway for them. */
export function apiKeys(callers: CustomProducerProps<Payload, unknown>["callers"]) {
  return customProducer({
    payload,
    input: z.object({ scope: z.enum(["read", "write"]).default("read") }),
    callers,
    prefix: "orders",

    async create({ payload, input, name, expiresAt, signal, client, purpose }) {
      if (input.scope === "write" && !client.subClaims.team?.includes("orders")) {
        throw new RefusedInput("only the team orders may have a key that writes");
      }
      const scope = purpose === "rotation" ? "admin" : input.scope;
      const asked = { name, scope, expires_at: expiresAt };
      const made = madeKey.parse(await api(payload, "POST", "/keys", signal, asked));
      return { id: made.id, response: { key_id: made.id, key: made.secret } };
    },

    async revoke({ payload, id, signal }) {
      await api(payload, "DELETE", `/keys/${encodeURIComponent(id)}`, signal);
    },

    // A new administrator's key is made as any other; the one before the present one is revoked.
    rotate: {
      next: ({ id, response }, { url, own }) => ({ url, key: String(response.key), own: id, previous: own }),
      own: ({ own }) => own,
      previous: ({ previous }) => previous,
    },

    dryRun: ({ payload, signal }) => api(payload, "GET", "/keys", signal),
    clean: {
      // One dynamic secret alone has keys of this prefix: an old key that its payload does not hold is in no other one.
      admins: true,
      list: async ({ payload, signal }) => listedKeys.parse(await api(payload, "GET", "/keys", signal)).keys,
    },
  });
}

async function api(
  { url, key }: Payload,
  method: string,
  path: string,
  signal: AbortSignal,
  body?: object,
): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method,
    signal,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (response.status === 404 && method === "DELETE") throw new AlreadyGone();
  if (!response.ok) throw new Error(`the API answered ${response.status}`);
  return response.status === 204 ? {} : response.json();
}
