import { SecretText } from "../../../src/domain/secret-text.js";
import { Fault } from "../../../src/errors/fault.js";
import { type Clients, seedWorld } from "../../../src/wiring/index.js";
import { clientOf, closeServers } from "../../support/gateway/client.js";

afterEach(closeServers);

const DETAILS = { doing: "testing", seen: "it was refused", state: "Nothing was changed." };

/** A world whose gateway issues credentials, and refuses to take them back. */
function unrevokable() {
  const issued: string[] = [];
  const warnings: string[] = [];
  const issuedCredentials = {
    issue: async (producer: string) => {
      issued.push(producer);
      return { id: "tmp-1" };
    },
    revoke: () => Promise.reject(new Fault("GATEWAY_PERMISSION_DENIED", DETAILS)),
  };
  const clients = { gateway: { issuedCredentials }, aws: {}, settings: {} } as unknown as Clients;
  const log = { log: (_level: string, message: string) => warnings.push(message) };
  return { world: seedWorld(clients, new AbortController().signal, log), issued, warnings };
}

test("a credential that was issued is the proof, even where it cannot be revoked", async () => {
  const { world, issued, warnings } = unrevokable();
  await world.gateway.proveByIssuing("/prod/aws");
  expect(issued).toEqual(["/prod/aws"]);
  expect(warnings).toEqual([expect.stringContaining("could not be revoked (GATEWAY_PERMISSION_DENIED)")]);
});

test("an update that was not sent again may have been done, although another run has the target by then", async () => {
  const atWork = new Fault("SEED_AT_WORK", DETAILS);
  const updateAws = async (_: unknown, { beforeAgain }: { beforeAgain(): Promise<void> }) => beforeAgain();
  const clients = { gateway: { targets: { updateAws } }, aws: {}, settings: {} } as unknown as Clients;
  const { gateway } = seedWorld(clients, new AbortController().signal, { log: () => {} });
  const shape = { name: "/prod/aws", description: null, region: null };
  const pair = { id: "AKIAIOSFODNN7EXAMPLE", secret: new SecretText("secret") };

  const outcome = await gateway.updateTarget(shape, pair, () => Promise.reject(atWork));

  expect(outcome).toEqual({ kind: "unclear", why: DETAILS.seen });
});

test("words of a rotation are shown in one line, without key material and not at any length", async () => {
  const details = {
    rotator_status: "Rotation\n\tFailed",
    last_rotation_error: `AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ${"no ".repeat(2000)}AccessDenied`,
  };
  const { gateway: client } = await clientOf(() => ({
    json: {
      item_name: "/rotator",
      item_type: "ROTATED_SECRET",
      item_general_info: { rotated_secret_details: details },
    },
  }));
  const clients = { gateway: client, aws: {}, settings: {} } as unknown as Clients;
  const { gateway } = seedWorld(clients, new AbortController().signal, { log: () => {} });

  const found = await gateway.findRotator("/rotator");

  expect(found?.status).toBe("Rotation Failed");
  expect(found?.lastError).toMatch(/^AKIA…MPLE \[left out\] no no /);
  expect(found?.lastError).toMatch(/no no AccessDenied$/);
  expect(found?.lastError?.length).toBeLessThanOrEqual(2001);
});
