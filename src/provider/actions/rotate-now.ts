import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { defineAction } from "../../engine/definition.js";
import { rotatedInWords, rotateNow } from "../../rotate/index.js";
import { rotateNowTable } from "../../schema/index.js";
import { type Clients, rotationWorld } from "../../wiring/index.js";

/** `latchkey_rotate_now`: a rotation at a moment of the user's choice, told line by line. */
export const rotateNowAction = defineAction<Clients>()({
  table: rotateNowTable,

  async invoke({ config, progress, client, signal }) {
    const path = normalizedGatewayPath(config.name);
    const world = rotationWorld(client, signal, progress);
    const job = { path, endGrace: config.end_grace, wayToEndGrace: "end_grace = true" };
    progress(rotatedInWords(path, await rotateNow(world, job)));
  },
});
