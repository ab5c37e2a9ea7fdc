import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { connect as connectTls } from "node:tls";
import { status } from "@grpc/grpc-js";
import { Health } from "../../../src/protocol/generated/health_pb.js";
import { GRPCController } from "../../../src/protocol/generated/plugin_pb.js";
import { Provider } from "../../../src/protocol/generated/tfplugin6_pb.js";
import { type ClientCertificate, makeClientCertificate } from "../../support/protocol/client-certificate.js";
import { eventually } from "../../support/protocol/eventually.js";
import { memoryItem } from "../../support/protocol/memory-item.js";
import { memoryPlugins } from "../../support/protocol/memory-plugins.js";
import { PluginClient, rawCall, unknownOnWire, unwire, wire } from "../../support/protocol/plugin-client.js";
import { type PluginProcess, type StartOptions, startPlugin } from "../../support/protocol/plugin-process.js";
import { executables } from "../../support/runtime/executables.js";

jest.setTimeout(120_000);

const plugins = memoryPlugins();

async function start(options?: StartOptions): Promise<{ plugin: PluginProcess; client: PluginClient }> {
  const plugin = await startPlugin(plugins.program, options);
  return { plugin, client: plugins.clientOf(plugin) };
}

function create(client: PluginClient, config: { readonly [name: string]: unknown }) {
  const { secret_wo: _, ...planned } = memoryItem(config);
  return client.call(Provider.method.applyResourceChange, {
    typeName: "memory_item",
    priorState: wire(null),
    plannedState: wire({ ...planned, id: unknownOnWire, secret_wo: null }),
    config: wire(memoryItem(config)),
    plannedPrivate: Buffer.from("notes"),
  });
}

describe("the handshake", () => {
  test("prints one line that says where to connect, over TLS on a unix socket of its own", async () => {
    const { plugin, client } = await start();

    expect(plugin.line.slice(0, 3)).toEqual(["1", "6", "unix"]);
    expect(plugin.line[4]).toBe("grpc");
    expect(plugin.line).toHaveLength(6);
    expect(plugin.line[5]).not.toContain("=");
    expect(await client.call(Health.method.check, { service: "plugin" })).toMatchObject({ status: 1 });
    expect(plugin.stdout()).toBe(`${plugin.line.join("|")}\n`);
  });

  test("answers 6 to a host that only speaks 6, and says that it does not multiplex when asked", async () => {
    const { plugin, client } = await start({
      env: { PLUGIN_PROTOCOL_VERSIONS: "6", PLUGIN_MULTIPLEX_GRPC: "true" },
    });

    expect(plugin.line[1]).toBe("6");
    expect(plugin.line[6]).toBe("false");
    await client.call(Health.method.check, { service: "" });
  });

  test("serves without TLS where the host has switched it off", async () => {
    const { plugin, client } = await start({ clientCertificate: null });

    expect(plugin.line[5]).toBe("");
    expect(await client.call(Health.method.check, { service: "plugin" })).toMatchObject({ status: 1 });
  });

  test("finds a short place for the socket when TMPDIR is long", async () => {
    const long = mkdtempSync(join(tmpdir(), "x".repeat(100)));
    try {
      const { plugin, client } = await start({ env: { TMPDIR: long } });

      expect(Buffer.byteLength(plugin.line[3] ?? "")).toBeLessThan(104);
      await client.call(Health.method.check, { service: "plugin" });
    } finally {
      rmSync(long, { recursive: true });
    }
  });

  test("makes the socket where PLUGIN_UNIX_SOCKET_DIR says", async () => {
    const wanted = mkdtempSync(join(tmpdir(), "sockets-"));
    try {
      const { plugin, client } = await start({ env: { PLUGIN_UNIX_SOCKET_DIR: wanted } });

      expect(plugin.line[3]?.startsWith(`${wanted}/`)).toBe(true);
      await client.call(Health.method.check, { service: "plugin" });
    } finally {
      rmSync(wanted, { recursive: true });
    }
  });

  // An executable cannot be told that it is elsewhere: its platform is compiled in.
  const onNode = executables() === undefined ? test : test.skip;
  onNode(
    "serves over TLS on a loopback port of the given range where there are no unix sockets",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "pretend-"));
      try {
        const pretend = join(folder, "windows.cjs");
        writeFileSync(pretend, 'Object.defineProperty(process, "platform", { value: "win32" });');
        const env = {
          NODE_OPTIONS: `--require ${pretend}`,
          PLUGIN_MIN_PORT: "20100",
          PLUGIN_MAX_PORT: "20900",
        };
        const { plugin, client } = await start({ env });

        expect(plugin.line.slice(0, 3)).toEqual(["1", "6", "tcp"]);
        const [host, port] = (plugin.line[3] ?? "").split(":");
        expect(host).toBe("127.0.0.1");
        expect(Number(port)).toBeGreaterThanOrEqual(20_100);
        expect(await client.call(Health.method.check, { service: "plugin" })).toMatchObject({ status: 1 });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  test("fails with a reason for a person who starts it by hand", async () => {
    const { plugin } = await start({ env: { TF_PLUGIN_MAGIC_COOKIE: undefined } });

    expect(await plugin.ended).toEqual({ code: 1, signal: null });
    expect(plugin.stdout()).toBe("");
    expect(plugin.stderr()).toContain("[NOT_STARTED_BY_TERRAFORM]");
  });

  test.each([
    ["a host without protocol 6", { PLUGIN_PROTOCOL_VERSIONS: "4,5" }, "PLUGIN_PROTOCOL_UNSUPPORTED"],
    ["a host that gives no client certificate", { PLUGIN_CLIENT_CERT: "" }, "PLUGIN_CONNECTION_UNPROTECTED"],
    ["a directory that does not exist", { TMPDIR: "/nowhere/at/all" }, "PLUGIN_SOCKET_UNAVAILABLE"],
  ])("fails before the handshake, in one line that Terraform shows, for %s", async (_case, env, code) => {
    const { plugin } = await start({ env });

    expect(await plugin.ended).toEqual({ code: 1, signal: null });
    expect(plugin.stdout().trimEnd().split("\n")).toEqual([expect.stringContaining(`[${code}]`)]);
  });
});

describe("the door", () => {
  /** Connects as far as it gets; resolves with the bytes that came before the connection ended. */
  async function knock(plugin: PluginProcess, as: ClientCertificate | null): Promise<Buffer> {
    const socket = connectTls({
      path: plugin.line[3] ?? "",
      rejectUnauthorized: false,
      ALPNProtocols: ["h2"],
      ...(as ? { cert: as.certificatePem, key: as.privateKeyPem } : {}),
    });
    socket.on("error", () => {});
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    const received: Buffer[] = [];
    socket.on("data", (bytes) => received.push(bytes));
    await once(socket, "close");
    return Buffer.concat(received);
  }

  test.each([
    ["no certificate", () => null],
    ["another certificate of the same kind", makeClientCertificate],
  ])("fails a client with %s before a byte of HTTP/2", async (_case, certificate) => {
    const { plugin, client } = await start();

    expect(await knock(plugin, certificate())).toHaveLength(0);

    // and goes on serving the one it was made for
    await client.call(Health.method.check, { service: "plugin" });
  });

  test("fails a gRPC client that presents another certificate", async () => {
    const { plugin } = await start();
    const stranger = new PluginClient({ ...plugin, clientCertificate: makeClientCertificate() });
    plugins.closeLater(stranger);

    await expect(stranger.call(Health.method.check, { service: "plugin" })).rejects.toMatchObject({
      code: 14,
    });
  });

  test("fails a plaintext client", async () => {
    const { plugin } = await start();
    const plain = new PluginClient({ ...plugin, certificatePem: null });
    plugins.closeLater(plain);

    await expect(plain.call(Health.method.check, { service: "plugin" })).rejects.toMatchObject({ code: 14 });
  });
});

describe("calls", () => {
  test("answers UNIMPLEMENTED to whatever it does not serve", async () => {
    const { client } = await start();

    for (const method of ["GenerateResourceConfig", "ReadStateBytes", "LockState", "NoSuchThing"]) {
      await expect(client.callByPath(`/tfplugin6.Provider/${method}`)).rejects.toMatchObject({ code: 12 });
    }
  });

  test("describes its schema and what it is capable of", async () => {
    const { client } = await start();

    const answer = await client.call(Provider.method.getProviderSchema, {});

    expect(answer.serverCapabilities).toMatchObject({
      planDestroy: true,
      getProviderSchemaOptional: true,
      moveResourceState: true,
    });
    expect(answer.provider?.block?.attributes.map(({ name }) => name)).toEqual(["greeting"]);
    const attributes = answer.resourceSchemas.memory_item?.block?.attributes ?? [];
    const byName = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute]));
    expect(byName.secret_wo).toMatchObject({ optional: true, sensitive: true, writeOnly: true });
    expect(Buffer.from(byName.tags?.type ?? "").toString()).toBe('["map","string"]');
    expect(byName.rules?.type).toHaveLength(0);
    expect(byName.rules?.nestedType).toMatchObject({ nesting: 2 });
    const { resources } = await client.call(Provider.method.getMetadata, {});
    expect(resources).toMatchObject([{ typeName: "memory_item" }]);
  });

  test("keeps every digit and every key on the way in and out", async () => {
    const { client } = await start();
    const tags = JSON.parse('{"__proto__":"kept","constructor":"too"}');

    const answer = await create(client, { name: "n", text: "e\u0301", tags, size: "9007199254740993.1" });

    expect(answer.diagnostics).toEqual([]);
    const state = answer.newState?.msgpack ?? new Uint8Array();
    expect(Buffer.from(state).includes(Buffer.from("\xa9__proto__\xa4kept", "latin1"))).toBe(true);
    expect(Buffer.from(state).includes(Buffer.from("9007199254740993.1"))).toBe(true);
    expect(Buffer.from(state).includes(Buffer.from("e\u0301"))).toBe(true);
    expect(Buffer.from(answer.private).toString()).toBe("notes");
  });

  test("takes and gives 10 MB in one value", async () => {
    const { client } = await start();
    const text = "x".repeat(10_000_000);

    const answer = await create(client, { name: "big", text });

    expect(unwire(answer.newState)).toMatchObject({ id: "item-big", text });
  });

  test("answers 500 calls at once", async () => {
    const { client } = await start();
    const names = Array.from({ length: 500 }, (_, index) => `n${index}`);

    const answers = await Promise.all(names.map((name) => create(client, { name })));

    expect(answers.map(({ newState }) => unwire(newState))).toEqual(
      names.map((name) => expect.objectContaining({ id: `item-${name}` })),
    );
  });

  test("points a diagnostic at its attribute", async () => {
    const { client } = await start();

    const answer = await client.call(Provider.method.configureProvider, {
      config: wire({ greeting: "refuse" }),
    });

    expect(answer.diagnostics).toMatchObject([
      {
        severity: 1,
        summary: "Greeting refused",
        attribute: { steps: [{ selector: { case: "attributeName", value: "greeting" } }] },
      },
    ]);
  });

  test("keeps an object whose new state cannot be encoded, as it was planned", async () => {
    const { client } = await start();

    const answer = await create(client, { name: "m", size: 3, behaviour: "misfit" });

    expect(unwire(answer.newState)).toMatchObject({ id: "item-m", name: "m", size: 3 });
    expect(answer.diagnostics).toMatchObject([
      { severity: 1, summary: "Value cannot be handed to Terraform" },
    ]);
    expect(answer.diagnostics[0]?.detail).toContain("size should be a number, got a list");
  });

  test("keeps an object when the server fails in a way that nobody foresaw, and withholds the message", async () => {
    const { client } = await start();

    const answer = await create(client, { name: "r", size: 3, behaviour: "reject" });

    expect(unwire(answer.newState)).toMatchObject({ id: null, name: "r", size: 3 });
    expect(answer.diagnostics).toMatchObject([
      { severity: 1, summary: "Unexpected failure in the provider" },
    ]);
    expect(JSON.stringify(answer.diagnostics)).not.toContain("hunter2");
  });

  test("leaves the state alone when it cannot read it", async () => {
    const { client } = await start();
    const currentState = wire({ id: "x" });

    const answer = await client.call(Provider.method.readResource, {
      typeName: "memory_item",
      currentState,
      private: Buffer.from("notes"),
    });

    expect(answer.newState?.msgpack).toEqual(currentState.msgpack);
    expect(Buffer.from(answer.private).toString()).toBe("notes");
    expect(answer.diagnostics).toMatchObject([
      { severity: 1, summary: "Value from Terraform cannot be read" },
    ]);
  });

  test("fails an unknown resource type with a diagnostic, not with a gRPC error", async () => {
    const { client } = await start();

    const answer = await client.call(Provider.method.importResourceState, {
      typeName: "memory_thing",
      id: "x",
    });

    expect(answer.diagnostics).toMatchObject([{ severity: 1, summary: "Resource type unknown" }]);
  });
});

describe("an action", () => {
  const invocation = (behaviour: string | null) => ({
    actionType: "memory_note",
    config: wire({ text: "hi", behaviour }),
  });

  test("is described where a core looks for it, with a schema of its own", async () => {
    const { client } = await start();

    const { actionSchemas } = await client.call(Provider.method.getProviderSchema, {});
    const { actions } = await client.call(Provider.method.getMetadata, {});

    expect(Object.keys(actionSchemas)).toEqual(["memory_note"]);
    expect(actionSchemas.memory_note?.schema?.block?.attributes).toMatchObject([
      { name: "text", required: true },
      { name: "behaviour", optional: true },
    ]);
    expect(actions).toMatchObject([{ typeName: "memory_note" }]);
  });

  test("streams what it tells, then one completed event, and ends", async () => {
    const { plugin, client } = await start();

    const { events: told, ended } = client.stream(Provider.method.invokeAction, invocation("late"));
    await ended;

    expect(told.map(({ type }) => type)).toMatchObject([
      { case: "progress", value: { message: "noting hi" } },
      { case: "progress", value: { message: "noted" } },
      { case: "completed", value: { diagnostics: [] } },
    ]);
    expect(events(plugin)).toBe("noted hi\n");
    await client.call(Health.method.check, { service: "plugin" });
  });

  test("tells on the way, not at the end, and is stopped by StopProvider with an answer", async () => {
    const { client } = await start();
    const { events: told, ended } = client.stream(Provider.method.invokeAction, invocation("hang"));
    await eventually(() => expect(told).toHaveLength(1));

    await client.call(Provider.method.stopProvider, {});

    await ended;
    expect(told.map(({ type }) => type)).toMatchObject([
      { case: "progress" },
      { case: "completed", value: { diagnostics: [{ summary: "Stopped while hanging" }] } },
    ]);
  });

  test("is stopped when the one who invoked it goes away, and the process goes on", async () => {
    const { plugin, client } = await start();
    const { events: told, ended, cancel } = client.stream(Provider.method.invokeAction, invocation("hang"));
    await eventually(() => expect(told).toHaveLength(1));

    cancel();

    await expect(ended).rejects.toMatchObject({ code: 1 });
    await eventually(() => expect(events(plugin)).toMatch(/nobody listens\nstopped\n$/));
    await client.call(Health.method.check, { service: "plugin" });
  });

  test("is not taken for abandoned when it has ended in the ordinary way", async () => {
    const { plugin, client } = await start();
    await client.stream(Provider.method.invokeAction, invocation(null)).ended;
    await client.call(Health.method.check, { service: "plugin" });
    expect(events(plugin)).toBe("noted hi\n");
  });

  test("answers before the process follows a SIGTERM", async () => {
    const { plugin, client } = await start();
    const { events: told, ended } = client.stream(Provider.method.invokeAction, invocation("hang long"));
    await eventually(() => expect(events(plugin)).toMatch(/^hanging/));

    plugin.child.kill("SIGTERM");

    await ended;
    expect(told.at(-1)?.type).toMatchObject({ case: "completed" });
    expect(await plugin.ended).toEqual({ code: 0, signal: null });
  });
});

describe("the end of the process", () => {
  test("goes at once when it is asked to shut down, and takes the socket along", async () => {
    const { plugin, client } = await start();
    const stdio = client.openStream("/plugin.GRPCStdio/StreamStdio");
    const broker = client.openStream("/plugin.GRPCBroker/StartStream");
    await client.call(Health.method.check, { service: "plugin" });
    const asked = Date.now();

    await client.call(GRPCController.method.shutdown, {});

    expect(await plugin.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - asked).toBeLessThan(900);
    expect(existsSync(dirname(plugin.line[3] ?? ""))).toBe(false);
    await Promise.all([stdio, broker]); // ended, not cut off
  });

  test("ignores Ctrl-C and lets StopProvider end a running create with an answer", async () => {
    const { plugin, client } = await start();
    const running = create(client, { name: "h", behaviour: "hang" });
    await eventually(() => expect(events(plugin)).toMatch(/^hanging/));

    plugin.child.kill("SIGINT");
    plugin.child.kill("SIGINT");
    await client.call(Health.method.check, { service: "plugin" });
    expect(await client.call(Provider.method.stopProvider, {})).toMatchObject({ Error: "" });

    expect((await running).diagnostics).toMatchObject([{ summary: "Stopped while hanging" }]);
  });

  test("lets a running create answer before it follows a SIGTERM", async () => {
    const { plugin, client } = await start();
    const running = create(client, { name: "h", behaviour: "hang long" });
    await eventually(() => expect(events(plugin)).toMatch(/^hanging/));

    plugin.child.kill("SIGTERM");

    expect((await running).diagnostics).toMatchObject([{ summary: "Stopped while hanging" }]);
    expect(await plugin.ended).toEqual({ code: 0, signal: null });
  });

  test("stops what is running and ends within seconds when its client is gone", async () => {
    const plugin = await startPlugin(plugins.program);
    const planned = { ...memoryItem({ name: "h", behaviour: "hang" }), id: unknownOnWire };
    const session = rawCall(plugin, Provider.method.applyResourceChange, {
      typeName: "memory_item",
      priorState: wire(null),
      plannedState: wire(planned),
      config: wire(memoryItem({ name: "h", behaviour: "hang" })),
    });
    await eventually(() => expect(events(plugin)).toMatch(/^hanging/));
    const left = Date.now();

    session.destroy();

    expect(await plugin.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - left).toBeLessThan(4_000);
    expect(events(plugin)).toContain("stopped");
  });

  test("stops what is running and ends when Terraform was killed and the connection has not noticed", async () => {
    // Somebody in between, who may be killed while this test, as the client, holds the connection open.
    const starter = `require("node:child_process").spawn(process.argv[1], { stdio: "inherit" })`;
    const plugin = await startPlugin(process.execPath, { arguments: ["-e", starter, plugins.program] });
    const client = new PluginClient(plugin);
    plugins.closeLater(client);
    const running = create(client, { name: "h", behaviour: "hang" });
    await eventually(() => expect(events(plugin)).toMatch(/^hanging/));

    plugin.child.kill("SIGKILL");

    await expect(running).rejects.toMatchObject({ code: status.UNAVAILABLE });
    await plugin.ended; // its output closes with the last process that holds it
    expect(events(plugin)).toContain("stopped");
  });

  test("reports a crash as a panic with a stack, but without the message", async () => {
    const { plugin, client } = await start();

    await expect(create(client, { name: "c", behaviour: "crash" })).rejects.toMatchObject({ code: 14 });

    expect(await plugin.ended).toEqual({ code: 2, signal: null });
    expect(plugin.stderr()).toMatch(/^panic: TypeError \(message withheld\)\n\n {4}at /m);
    expect(plugin.stderr()).not.toContain("hunter2");
  });
});

describe("stdout and stderr", () => {
  test("keeps stdout to the handshake, whatever is printed later", async () => {
    const { plugin, client } = await start();

    await create(client, { name: "t", behaviour: "chatter" });

    expect(plugin.stdout()).toBe(`${plugin.line.join("|")}\n`);
    await eventually(() => expect(plugin.stderr().length).toBe(1_000_000));
  });

  test("logs JSON lines when TF_LOG asks for it, and nothing otherwise", async () => {
    const loud = await start({ env: { TF_LOG: "DEBUG" } });
    const silent = await start({ env: { TF_LOG: "DEBUG", TF_LOG_PROVIDER_MEMORY: "ERROR" } });
    const request = { terraformVersion: "1.11.4", config: wire({ greeting: null }) };

    await loud.client.call(Provider.method.configureProvider, request);
    await silent.client.call(Provider.method.configureProvider, request);

    await eventually(() => expect(loud.plugin.stderr()).toContain("\n"));
    expect(JSON.parse(loud.plugin.stderr())).toEqual({
      "@level": "info",
      "@message": "configured",
      "@module": "provider.memory",
      "@timestamp": expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      terraform: "1.11.4",
    });
    expect(silent.plugin.stderr()).toBe("");
  });
});

function events(plugin: PluginProcess): string {
  const file = join(plugin.directory, "events.log");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
