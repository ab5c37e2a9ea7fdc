import { createColors } from "picocolors";
import { cardOf } from "../../../../src/cli/status/card.js";
import { readFacts } from "../../../../src/cli/status/read-facts.js";
import { statusReportData } from "../../../../src/cli/status/report-data.js";
import { reportMarkdown, statusReportText } from "../../../../src/cli/status/report-text.js";
import type { Clients } from "../../../../src/wiring/index.js";
import { NOW, record, rotator, subject } from "../../../support/cli/status-facts.js";
import { clientOf, closeServers } from "../../../support/gateway/client.js";

afterEach(closeServers);

const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLE0KEY";
const KEY_ID = "AKIAABCDEFGHIJKLWXYZ";
const WORDS = `SignatureDoesNotMatch:\u001b[31m 'GET\nx-amz-security-token:${SECRET}' by ${KEY_ID}`;

/** A gateway that tells of a rotation what AWS has said to it. */
async function clientsWith(details: object): Promise<Clients> {
  const { gateway } = await clientOf(() => ({
    json: {
      item_name: rotator.name,
      item_type: "ROTATED_SECRET",
      item_targets_assoc: [{ target_name: rotator.target }],
      item_general_info: { rotated_secret_details: details },
    },
  }));
  const targets = {
    find: async () => record,
    heldKeyId: async () => ({ usesGatewayIdentity: false, keyId: KEY_ID }),
  };
  return {
    gateway: { targets, rotators: gateway.rotators },
    clock: { now: () => NOW },
  } as unknown as Clients;
}

test.each(["rotator_status", "last_rotation_error"])(
  "what the gateway says of a rotation is shown without key material and control sequences (%s)",
  async (field) => {
    const clients = await clientsWith({ [field]: WORDS });
    const about = { ...subject, user: undefined };
    const facts = await readFacts(clients, about, new AbortController().signal, (_what, work) => work);
    const report = { targets: [cardOf(about, facts)], machineKeys: [] };
    const shown = JSON.stringify([
      facts,
      statusReportData(report),
      statusReportText(report, createColors(false)),
      reportMarkdown(report),
    ]);
    expect(shown).toContain("SignatureDoesNotMatch: [31m 'GET x-amz-security-token:[left out]' by AKIA…WXYZ");
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain("\\u001b");
  },
);
