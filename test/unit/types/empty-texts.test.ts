import { gatewayTypes } from "../../../src/types/generated/index.js";
import type { GatewayType } from "../../../src/types/mechanism/gateway-type.js";
import { flawOf } from "../../../src/vocabulary/index.js";

const texts = (gatewayTypes as readonly unknown[] as readonly GatewayType[]).flatMap(({ table }) =>
  Object.entries(table.attributes)
    .filter(([, { mode, type, wire }]) => mode === "optional" && type === "string" && wire?.told)
    .map(([name, attribute]) => [table.type, name, attribute] as const),
);

test.each(texts)(
  "%s: %s refuses an empty text, or takes it for unset, as the wire does",
  (_, __, attribute) => {
    expect(attribute.emptyIsUnset === true || flawOf(attribute, "") !== undefined).toBe(true);
  },
);
