import { clientOf, closeServers, thrownBy } from "../../support/gateway/client.js";

afterEach(closeServers);

const CAUSE = "api error AccessDenied: no identity-based policy allows the iam:CreateAccessKey action";
const LONG = `failed to rotate secret /r: ${"rotator worker: attempt failed, going on with the next one: ".repeat(30)}${CAUSE}`;

test.each([400, 401, 403, 404, 409, 422, 429, 500, 503])(
  "shows the cause at the end of a long refusal with %d",
  async (status) => {
    const { gateway } = await clientOf(() => ({ status, json: { error: LONG } }));
    const { message } = await thrownBy(gateway.rotators.rotateNow("/r"));
    expect(message).toContain("failed to rotate secret /r");
    expect(message).toContain(CAUSE);
  },
);

test("shows the cause at the end of a long refusal of a login", async () => {
  const { gateway } = await clientOf(() => ({ json: {} }), {
    auth: () => ({ status: 401, json: { error: "Failed to authenticate", message: LONG } }),
  });
  expect((await thrownBy(gateway.rotators.rotateNow("/r"))).message).toContain(CAUSE);
});

test("keeps the cause at the end of what a rotator reports", async () => {
  const details = { rotator_type: "target-rotator", last_rotation_error: LONG };
  const { gateway } = await clientOf(() => ({
    json: {
      item_name: "/r",
      item_id: 7,
      item_type: "ROTATED_SECRET",
      item_general_info: { rotated_secret_details: details },
    },
  }));
  expect((await gateway.rotators.find("/r"))?.lastError).toContain(CAUSE);
});

test.each([400, 409, 500, 503])(
  "advises by the policy that the cause of a refusal with %d names",
  async (status) => {
    const error = `${LONG} with an explicit deny in a service control policy`;
    const { gateway } = await clientOf(() => ({ status, json: { error } }));
    expect((await thrownBy(gateway.rotators.find("/r"))).message).toContain(
      "A service control policy of the organization forbids it, which no policy of the account can overrule.",
    );
  },
);
