import { clientOf, closeServers } from "../../support/gateway/client.js";

afterEach(closeServers);

test("forbids the gateway to answer from its cache where a value is wanted afresh, and only there", async () => {
  const { gateway, server } = await clientOf(({ command }) => {
    if (command === "get-secret-value") return { json: { "/s": "value" } };
    if (command === "rotated-secret-get-value") return { json: { value: { password: "value" } } };
    const details = { rotated_secret_details: { rotator_type: "user-pass-rotator" } };
    return { json: { item_name: "/s", item_type: "ROTATED_SECRET", item_general_info: details } };
  });
  for (const request of [{ afresh: true }, { afresh: false }, undefined]) {
    await gateway.secretValues.ofStatic("/s", request);
    await gateway.secretValues.ofRotated("/s", request);
  }
  for (const command of ["get-secret-value", "rotated-secret-get-value"]) {
    expect(server.of(command).map(({ body }) => body["ignore-cache"])).toEqual([
      "true",
      undefined,
      undefined,
    ]);
  }
});
