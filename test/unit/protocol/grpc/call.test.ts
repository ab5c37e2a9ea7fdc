import { once } from "node:events";
import {
  type ClientHttp2Session,
  connect,
  createServer,
  type Http2Server,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { GrpcCall } from "../../../../src/protocol/grpc/call.js";

let server: Http2Server;
let session: ClientHttp2Session;
/** The server's end of a call that a client has begun. */
let stream: ServerHttp2Stream;
beforeEach(async () => {
  server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  session.request({ ":method": "POST", ":path": "/test.Test/Any" }).on("error", () => {});
  [stream] = (await once(server, "stream")) as [ServerHttp2Stream];
});
afterEach(async () => {
  session.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test.each<readonly [what: string, tell: (call: GrpcCall) => void]>([
  ["a message", (call) => call.send(Buffer.from("late"))],
  ["its end", (call) => call.end()],
  ["a failure", (call) => call.end(13, "late")],
])("says nothing more, and fails nothing, where %s is for a caller that has just gone", (_what, tell) => {
  const call = new GrpcCall(stream);
  stream.destroy();
  // Its "close" is still to come: whoever answers cannot know yet.
  expect(call.unheard.aborted).toBe(false);
  expect(() => tell(call)).not.toThrow();
});

test("tells whoever answers that the caller has gone, once the stream is closed", async () => {
  const call = new GrpcCall(stream);
  stream.destroy();
  await once(stream, "close");
  expect(call.unheard.aborted).toBe(true);
});
