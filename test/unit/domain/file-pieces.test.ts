import { spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { filePieces, Unreadable } from "../../../src/domain/file-pieces.js";
import { TooLarge, whole } from "../../../src/domain/whole.js";
import { file, temporaryFolder } from "../../support/cli/temporary-folder.js";

const never = new AbortController().signal;
const testOnUnix = process.platform === "win32" ? test.skip : test;

async function textAt(path: string, signal = never): Promise<string> {
  return (await whole(filePieces(path, signal), 1024 ** 3)).toString("utf8");
}

function pipeIn(folder: string): string {
  const path = join(folder, "pipe");
  spawnSync("mkfifo", [path]);
  return path;
}

test("a file is read to its end, whatever its length", async () => {
  const content = "0123456789".repeat(250_000);
  await expect(textAt(file(temporaryFolder(), "state", content))).resolves.toBe(content);
  await expect(textAt(file(temporaryFolder(), "empty"))).resolves.toBe("");
});

test("what is not there, and a folder, have the system's codes", async () => {
  const folder = temporaryFolder();
  await expect(textAt(join(folder, "nowhere"))).rejects.toMatchObject({ code: "ENOENT" });
  await expect(textAt(folder)).rejects.toMatchObject({ code: "EISDIR" });
});

testOnUnix("a pipe is waited for, and read to its end", async () => {
  const path = pipeIn(temporaryFolder());
  const reading = textAt(path);
  // Opens once there is a reader.
  const writer = createWriteStream(path);
  writer.write("one ");
  writer.end("two");
  await expect(reading).resolves.toBe("one two");
});

testOnUnix("a wait for a pipe ends with the signal, before a writer came as well as after it", async () => {
  const path = pipeIn(temporaryFolder());
  const stopped = new AbortController();
  const reading = textAt(path, stopped.signal);
  stopped.abort(new Error("stop"));
  await expect(reading).rejects.toThrow("stop");

  const later = new AbortController();
  const pieces = filePieces(path, later.signal);
  const first = pieces.next();
  const writer = createWriteStream(path);
  writer.write("begun");
  expect(Buffer.from((await first).value ?? "").toString()).toBe("begun");
  const second = pieces.next();
  later.abort(new Error("stop later"));
  await expect(second).rejects.toThrow("stop later");
  writer.on("error", () => {}).destroy();
});

testOnUnix("a device that never ends is given up", async () => {
  await expect(textAt("/dev/zero")).rejects.toThrow(
    new Unreadable("it is a device that has not ended after 64 MB"),
  );
  await expect(textAt("/dev/null")).resolves.toBe("");
});

testOnUnix("a socket is refused", async () => {
  const path = join(temporaryFolder(), "socket");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  await expect(textAt(path)).rejects.toThrow(Unreadable);
  server.close();
});

test("what is larger than it may be is given up as soon as it is", async () => {
  let given = 0;
  async function* endless() {
    for (;;) {
      given += 1024 * 1024;
      yield Buffer.alloc(1024 * 1024);
    }
  }
  await expect(whole(endless(), 3 * 1024 * 1024)).rejects.toThrow(TooLarge);
  expect(given).toBe(4 * 1024 * 1024);
});
