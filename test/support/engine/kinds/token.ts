import { SecretText } from "../../../../src/domain/secret-text.js";
import { defineEphemeralResource } from "../../../../src/engine/index.js";
import { attr, blockTable } from "../../../../src/vocabulary/index.js";
import type { KindsWorld } from "./kinds-world.js";
import { misbehave } from "./misbehave.js";

/** A token for a while. `behaviour` also says what goes wrong later: `crash renewing`, `fault closing`, `hang closing`. */
export const token = defineEphemeralResource<KindsWorld>()({
  table: blockTable({
    type: "token",
    doc: "A token that is there while Terraform runs.",
    attributes: {
      owner: attr.required.string({ doc: "Whose token." }),
      scope: attr.defaulted.string({ doc: "What for.", default: "read" }),
      renew_seconds: attr.optional.number({ doc: "When to renew." }),
      behaviour: attr.optional.string({ doc: "What goes wrong." }),
      secret: attr.computed.string({ doc: "The token.", sensitive: true }),
      lease: attr.computed.string({ doc: "Its lease." }),
    },
  }),
  async open({ client, config, signal }) {
    const { owner, behaviour, renew_seconds } = config;
    const secret = `s3cr3t-of-${owner}`;
    await misbehave(behaviour, { signal, secret, note: client.note });
    const lease = `lease-${client.tokens.size + 1}`;
    client.tokens.set(lease, { secret, renewals: 0 });
    client.note(`opened ${lease} for ${owner} to ${config.scope}`);
    return {
      result: {
        secret: new SecretText(secret),
        lease: behaviour === "misfit" ? (7 as unknown as string) : lease,
      },
      kept: { lease, behaviour, generation: 1 },
      ...(renew_seconds !== null && { renewInSeconds: renew_seconds }),
    };
  },
  async renew({ client, kept, signal }) {
    const { lease, behaviour, generation } = kept;
    const open = client.tokens.get(lease);
    if (behaviour === "crash renewing")
      await misbehave("crash", { signal, secret: open?.secret ?? "", note: client.note });
    client.note(`renewed ${lease}, generation ${generation}`);
    client.renew(lease);
    return { kept: { ...kept, generation: generation + 1 }, renewInSeconds: 60 };
  },
  async close({ client, kept, signal }) {
    const { lease, behaviour, generation } = kept;
    const secret = client.tokens.get(lease)?.secret ?? "";
    if (behaviour?.endsWith("closing")) {
      await misbehave(behaviour.split(" ")[0] ?? null, { signal, secret, note: client.note });
    }
    signal.throwIfAborted();
    client.tokens.delete(lease);
    client.note(`closed ${lease}, generation ${generation}`);
  },
});
