import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { handshakeLine } from "../../../../src/protocol/handshake/handshake-line.js";
import { listen } from "../../../../src/protocol/handshake/socket.js";

const ports = { min: 10_000, max: 25_000 };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function server(): Server {
  const made = createServer();
  servers.push(made);
  return made;
}

test("a socket lies in a directory that only this user can enter, and goes with it", async () => {
  const { address, remove } = await listen(server(), { platform: "linux", directory: null, ports });

  expect(address.network).toBe("unix");
  expect(statSync(dirname(address.text)).mode & 0o777).toBe(0o700);
  remove();
  expect(existsSync(dirname(address.text))).toBe(false);
});

test("on Windows it is a loopback port of the range, the first that is free", async () => {
  const taken = server().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;

  const { address } = await listen(server(), {
    platform: "win32",
    directory: null,
    ports: { min: port, max: port + 100 },
  });

  expect(address.network).toBe("tcp");
  expect(address.text).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(Number(address.text.split(":")[1])).toBeGreaterThan(port);
});

test("fails when every port of the range is taken", async () => {
  const taken = server().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;

  await expect(
    listen(server(), { platform: "win32", directory: null, ports: { min: port, max: port } }),
  ).rejects.toMatchObject({ code: "PLUGIN_SOCKET_UNAVAILABLE" });
});

test("fails in a wanted directory whose name is too long, and leaves nothing there", async () => {
  const wanted = mkdtempSync(join(tmpdir(), "x".repeat(110)));
  try {
    await expect(listen(server(), { platform: "linux", directory: wanted, ports })).rejects.toMatchObject({
      code: "PLUGIN_SOCKET_UNAVAILABLE",
    });
    expect(statSync(wanted).nlink).toBe(2); // itself and its parent's entry: no directory inside
  } finally {
    rmSync(wanted, { recursive: true });
  }
});

test("the line says where, with the certificate as base64 without padding", () => {
  const address = { network: "unix", text: "/tmp/p" } as const;

  expect(handshakeLine(address, Buffer.from("a"), false)).toBe("1|6|unix|/tmp/p|grpc|YQ\n");
  expect(handshakeLine(address, null, false)).toBe("1|6|unix|/tmp/p|grpc|\n");
  expect(handshakeLine(address, null, true)).toBe("1|6|unix|/tmp/p|grpc||false\n");
});
