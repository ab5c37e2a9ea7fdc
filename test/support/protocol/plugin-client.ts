import { type ClientHttp2Session, connect } from "node:http2";
import { connect as connectTls } from "node:tls";
import {
  create,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { Client, credentials } from "@grpc/grpc-js";
import { decode, ExtData, ExtensionCodec, encode } from "@msgpack/msgpack";
import type { PluginProcess } from "./plugin-process.js";

/** A gRPC client of a provider process, on grpc-js: what Terraform's side of the wire does. */
export class PluginClient {
  readonly #client: Client;

  constructor(plugin: Pick<PluginProcess, "target" | "certificatePem" | "clientCertificate">) {
    const { certificatePem, clientCertificate } = plugin;
    const secure =
      certificatePem === null
        ? credentials.createInsecure()
        : credentials.createSsl(
            Buffer.from(certificatePem),
            clientCertificate && Buffer.from(clientCertificate.privateKeyPem),
            clientCertificate && Buffer.from(clientCertificate.certificatePem),
          );
    this.#client = new Client(plugin.target, secure, {
      "grpc.ssl_target_name_override": "localhost",
      "grpc.default_authority": "localhost",
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
  }

  call<M extends DescMethodUnary>(
    method: M,
    request: MessageInitShape<M["input"]>,
  ): Promise<MessageShape<M["output"]>> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        `/${method.parent.typeName}/${method.name}`,
        (bytes: Buffer) => bytes,
        (bytes) => fromBinary<M["output"]>(method.output, bytes),
        Buffer.from(toBinary(method.input, create(method.input, request))),
        (error, answer) => (answer === undefined ? reject(error) : resolve(answer)),
      );
    });
  }

  /** Calls a method that may not exist, with an empty request. */
  callByPath(path: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const raw = (bytes: Buffer) => bytes;
      this.#client.makeUnaryRequest(path, raw, raw, Buffer.alloc(0), (error, answer) =>
        error ? reject(error) : resolve(answer),
      );
    });
  }

  /** Calls a method that answers with a stream: its events as they come, and a way to go away. */
  stream<M extends DescMethodServerStreaming>(
    method: M,
    request: MessageInitShape<M["input"]>,
  ): { readonly events: MessageShape<M["output"]>[]; readonly ended: Promise<void>; cancel(): void } {
    const call = this.#client.makeServerStreamRequest(
      `/${method.parent.typeName}/${method.name}`,
      (bytes: Buffer) => bytes,
      (bytes) => fromBinary<M["output"]>(method.output, bytes),
      Buffer.from(toBinary(method.input, create(method.input, request))),
    );
    const events: MessageShape<M["output"]>[] = [];
    call.on("data", (event: MessageShape<M["output"]>) => events.push(event));
    const ended = new Promise<void>((resolve, reject) => {
      call.on("end", resolve);
      call.on("error", reject);
    });
    return { events, ended, cancel: () => call.cancel() };
  }

  /** Opens a stream that the server keeps open; resolves with its end. */
  openStream(path: string): Promise<void> {
    const raw = (bytes: Buffer) => bytes;
    const stream = this.#client.makeServerStreamRequest(path, raw, raw, Buffer.alloc(0));
    return new Promise((resolve, reject) => {
      stream.on("data", () => {});
      stream.on("end", resolve);
      stream.on("error", reject);
    });
  }

  close(): void {
    this.#client.close();
  }
}

/** Sends one call on an HTTP/2 session of its own, which can be cut off, unlike a gRPC client. */
export function rawCall<M extends DescMethodUnary>(
  plugin: PluginProcess,
  method: M,
  request: MessageInitShape<M["input"]>,
): ClientHttp2Session {
  const session = connect("https://localhost", {
    createConnection: () =>
      connectTls({
        path: plugin.line[3] ?? "",
        ALPNProtocols: ["h2"],
        servername: "localhost",
        ca: plugin.certificatePem ?? [],
        cert: plugin.clientCertificate?.certificatePem,
        key: plugin.clientCertificate?.privateKeyPem,
      }),
  });
  const body = toBinary(method.input, create(method.input, request));
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(body.length, 1);
  const stream = session.request({
    ":method": "POST",
    ":path": `/${method.parent.typeName}/${method.name}`,
    "content-type": "application/grpc",
    te: "trailers",
  });
  stream.on("error", () => {});
  stream.end(Buffer.concat([frame, body]));
  return session;
}

/** What an unknown value looks like to the client. */
export const unknownOnWire = new ExtData(0, new Uint8Array([0]));

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: 0,
  encode: () => null,
  decode: () => unknownOnWire,
});

/** A dynamic value, made by the msgpack library without any layer of ours. */
export function wire(value: unknown): { msgpack: Uint8Array } {
  return { msgpack: encode(value) };
}

/** Reads a dynamic value with the msgpack library alone. */
export function unwire(value: { readonly msgpack: Uint8Array } | undefined): unknown {
  return value && decode(value.msgpack, { extensionCodec });
}
