import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { type AddressInfo, createServer, type Server } from "node:net";
import { type CallHandler, listenForCalls } from "../../../../src/protocol/grpc/listener.js";

const ANSWERS: readonly (readonly [path: string, answer: CallHandler])[] = [
  [
    "/test.Test/Echo",
    async (call) => {
      call.send(await call.request());
      call.end();
    },
  ],
  ["/test.Test/Fail", () => Promise.reject(new Error("the password is hunter2"))],
  [
    "/test.Test/Twice",
    async (call) => {
      call.end();
      call.send(Buffer.from("late"));
      call.end(13, "late");
    },
  ],
];

let server: Server;
let session: ClientHttp2Session;
beforeEach(async () => {
  const listener = listenForCalls(new Map(ANSWERS));
  server = createServer(listener.take).listen(0, "127.0.0.1");
  await once(server, "listening");
  session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  session.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const framed = (text: string, flag = 0) => {
  const prefix = Buffer.from([flag, 0, 0, 0, 0]);
  prefix.writeUInt32BE(Buffer.byteLength(text), 1);
  return Buffer.concat([prefix, Buffer.from(text)]);
};

/** What a call comes to: the bytes of the answer, and how it ended. */
async function call(path: string, body: Buffer): Promise<{ body: string; status: unknown; message: string }> {
  const stream = session.request({ ":method": "POST", ":path": path, "content-type": "application/grpc" });
  const end: { [name: string]: unknown } = {};
  stream.on("response", (headers) => Object.assign(end, headers));
  stream.on("trailers", (trailers) => Object.assign(end, trailers));
  const parts: Buffer[] = [];
  stream.on("data", (part) => parts.push(part));
  stream.end(body);
  await once(stream, "close");
  return {
    body: Buffer.concat(parts).toString("latin1"),
    status: end["grpc-status"],
    message: decodeURIComponent(String(end["grpc-message"] ?? "")),
  };
}

test("answers one message with one message and a status", async () => {
  expect(await call("/test.Test/Echo", framed("hello"))).toEqual({
    body: framed("hello").toString("latin1"),
    status: "0",
    message: "",
  });
});

test("answers what there is not with UNIMPLEMENTED, and goes on", async () => {
  const answer = await call("/test.Test/Größe", framed(""));
  expect(answer).toMatchObject({ status: "12", body: "" });
  expect(await call("/test.Test/Echo", framed("x"))).toMatchObject({ status: "0" });
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["a message that ends too early", framed("hello").subarray(0, 8)],
  ["two messages", Buffer.concat([framed("a"), framed("b")])],
  ["a compressed message", framed("hello", 1)],
])("fails a request of %s as what it is", async (_case, body) => {
  expect(await call("/test.Test/Echo", body)).toEqual({
    body: "",
    status: "13",
    message: "the request is not one uncompressed message",
  });
});

test("fails a call that ends in an error, and withholds the error's message", async () => {
  const { status, message } = await call("/test.Test/Fail", framed(""));
  expect(status).toBe("13");
  expect(message).not.toContain("hunter2");
});

test("ends a call once, whatever is sent later", async () => {
  expect(await call("/test.Test/Twice", framed(""))).toEqual({ body: "", status: "0", message: "" });
});
