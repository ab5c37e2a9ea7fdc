import { readInvitation } from "../../../../src/protocol/handshake/invitation.js";

const fromTerraform = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "6,5",
  PLUGIN_CLIENT_CERT: "a certificate",
  PLUGIN_MIN_PORT: "10001",
  PLUGIN_MAX_PORT: "10002",
};

test("an invitation by Terraform is taken as it is", () => {
  expect(readInvitation(fromTerraform)).toEqual({
    clientCertificate: "a certificate",
    socketDirectory: null,
    ports: { min: 10001, max: 10002 },
    asksForMultiplexing: false,
  });
});

test("a certificate counts even if TLS is said to be off: whoever gives one will present it", () => {
  expect(readInvitation({ ...fromTerraform, TF_DISABLE_PLUGIN_TLS: "1" }).clientCertificate).toBe(
    "a certificate",
  );
});

test("only with TLS switched off may the certificate be missing", () => {
  const { PLUGIN_CLIENT_CERT: _, ...without } = fromTerraform;
  expect(readInvitation({ ...without, TF_DISABLE_PLUGIN_TLS: "1" }).clientCertificate).toBeNull();
  expect(() => readInvitation(without)).toThrow(
    expect.objectContaining({ code: "PLUGIN_CONNECTION_UNPROTECTED" }),
  );
});

test.each(["0", "-1", "65536", "1e9x", ""])("the port %j gives way to the default", (port) => {
  expect(readInvitation({ ...fromTerraform, PLUGIN_MIN_PORT: port }).ports.min).toBe(10_000);
});

test.each([
  [{ TF_PLUGIN_MAGIC_COOKIE: "another" }, "NOT_STARTED_BY_TERRAFORM"],
  [{ PLUGIN_PROTOCOL_VERSIONS: "5" }, "PLUGIN_PROTOCOL_UNSUPPORTED"],
  [{ PLUGIN_PROTOCOL_VERSIONS: "16,60" }, "PLUGIN_PROTOCOL_UNSUPPORTED"],
])("fails with %j as %s", (change, code) => {
  expect(() => readInvitation({ ...fromTerraform, ...change })).toThrow(expect.objectContaining({ code }));
});
