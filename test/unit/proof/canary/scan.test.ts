import { spawnSync } from "node:child_process";
import { readdirSync, symlinkSync } from "node:fs";
import promises from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { DISGUISES } from "../../../../src/disguise/disguise.js";
import { type ScanReport, scanForCanaries } from "../../../../src/proof/canary/scan.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const CANARY = { label: "the planted one", secret: SECRET };
const PIECE = 4 * 1024 * 1024;
const base64 = (text: string) => Buffer.from(text).toString("base64");

async function scanOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<ScanReport> {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) file(folder, name, content);
  return scanForCanaries([folder], [CANARY]);
}

const placesIn = ({ findings }: ScanReport) =>
  findings.map(({ file: where, spelling }) => `${where}: ${spelling}`).sort();

/** What Terraform, the provider, cdktf and Node write, each with a secret in it. */
const WRITTEN: readonly [
  place: string,
  name: string,
  content: () => string | Uint8Array,
  spelling: string,
][] = [
  [
    "an attribute in a state",
    "terraform.tfstate",
    () => state({ attributes: { secret_key: SECRET } }),
    "plain",
  ],
  [
    "a sensitive value with another habit of escaping",
    "terraform.tfstate",
    () => state({ attributes: { p: SECRET } }).replaceAll("+", "\\u002b"),
    "JSON",
  ],
  [
    "private state, which is base64 of JSON",
    "terraform.tfstate",
    () => state({ private: base64(JSON.stringify({ seed: { key: SECRET } })) }),
    "base64",
  ],
  ["the identity of an object", "terraform.tfstate", () => state({ identity: { id: SECRET } }), "plain"],
  [
    "a backup of a state",
    "terraform.tfstate.1763600000.backup",
    () => state({ attributes: { k: SECRET } }),
    "plain",
  ],
  [
    "a compressed state",
    "terraform.tfstate.gz",
    () => gzipSync(state({ attributes: { k: SECRET } })),
    "plain",
  ],
  [
    "a lock",
    ".terraform.tfstate.lock.info",
    () => JSON.stringify({ ID: "1", Operation: "OperationTypeApply", Info: SECRET }),
    "plain",
  ],
  [
    "synthesized JSON",
    "cdktf.out/stacks/quickstart/cdk.tf.json",
    () => JSON.stringify({ variable: { p: { default: SECRET } } }),
    "plain",
  ],
  [
    "a JSON text within synthesized JSON",
    "cdktf.out/manifest.json",
    () => JSON.stringify({ a: JSON.stringify({ b: SECRET }).replaceAll("/", "\\/") }),
    "JSON",
  ],
  [
    "the settings of a backend",
    ".terraform/terraform.tfstate",
    () => JSON.stringify({ backend: { config: { token: SECRET } } }),
    "plain",
  ],
  ["what a child has printed", "logs/apply.out.log", () => `a\nError: ${SECRET}\n`, "plain"],
  [
    "a diagnostic that Terraform put into a box",
    "logs/apply.out.log",
    () => `╷\n│ Error: no\n│ \n│ it says ${SECRET.slice(0, 18)}\n│ ${SECRET.slice(18)}\n╵`,
    "line breaks",
  ],
  [
    "a line of the provider's log",
    "logs/terraform.log",
    () =>
      `2025-11-20T01:02:03Z [TRACE] provider.x: ${JSON.stringify({ "@message": `sent ${JSON.stringify({ k: SECRET })}` })}\n`,
    "plain",
  ],
  [
    "the header of a request",
    "logs/terraform.log",
    () => `Authorization: Basic ${base64(`p-1234:${SECRET}`)}\n`,
    "base64",
  ],
  [
    "the body of a request, as a form",
    "logs/terraform.log",
    () => `Action=X&Secret=${encodeURIComponent(SECRET)}\n`,
    "URL",
  ],
  ["an answer in XML", "logs/terraform.log", () => `<Key>${SECRET.replaceAll("+", "&#43;")}</Key>`, "HTML"],
  [
    "a certificate's 64 columns",
    "logs/terraform.log",
    () => base64(`${"x".repeat(30)}${SECRET}`).replace(/.{64}/, "$&\n"),
    "base64 + line breaks",
  ],
  [
    "a crash of Terraform",
    "crash.log",
    () => `panic: runtime error\n\ngoroutine 1 [running]:\nmain.f({0xc000, "${SECRET}"})\n`,
    "plain",
  ],
  [
    "a dump of memory with strings of two bytes",
    "core.4711",
    () => Buffer.concat([elf(4), Buffer.from(SECRET, "utf16le"), Buffer.alloc(99)]),
    "UTF-16",
  ],
  [
    "a dump of memory with an encoded string",
    "core.4711",
    () => Buffer.concat([elf(4), Buffer.from(base64(`~${SECRET}`)), Buffer.alloc(99)]),
    "base64",
  ],
  [
    "a program",
    "terraform-provider-x",
    () => Buffer.concat([elf(2), Buffer.alloc(99), Buffer.from(SECRET)]),
    "plain",
  ],
];

function state(part: object): string {
  const resources = [{ mode: "managed", type: "t", name: "n", instances: [{ schema_version: 0, ...part }] }];
  return JSON.stringify(
    { version: 4, terraform_version: "1.11.4", serial: 1, outputs: {}, resources },
    null,
    2,
  );
}

/** The first bytes of a program or of a dump, on Linux. */
function elf(type: number): Buffer {
  const head = Buffer.alloc(64);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  head.writeUInt16LE(type, 16);
  return head;
}

describe("a planted secret is found in", () => {
  test.each(WRITTEN)("%s (%s)", async (_place, name, content, spelling) => {
    expect(placesIn(await scanOf({ [name]: content() }))).toEqual([`${name}: ${spelling}`]);
  });

  test("a plan file, which is a ZIP archive, and what is packed in there", async () => {
    const plan = zipSync({
      tfplan: strToU8(`xx${SECRET}`),
      tfstate: strToU8(state({ private: base64(SECRET) })),
      "tfconfig/m-/main.tf": strToU8(`locals { a = "${SECRET}" }`),
      "inner.zip": zipSync({ "state.gz": gzipSync(SECRET) }),
    });
    expect(placesIn(await scanOf({ "plans/plan": plan }))).toEqual([
      "plans/plan!inner.zip!state.gz: plain",
      "plans/plan!tfconfig/m-/main.tf: plain",
      "plans/plan!tfplan: plain",
      "plans/plan!tfstate: base64",
    ]);
  });

  test("the name of a file, of a member of an archive, and in the target of a link", async () => {
    const secret = "planted-name-42";
    const folder = temporaryFolder();
    file(folder, `${secret}/a`);
    file(folder, "b.zip", zipSync({ [`x/${secret}`]: strToU8("") }));
    symlinkSync(`/nowhere/${secret}`, join(folder, "link"));
    const { findings } = await scanForCanaries([folder], [{ label: "it", secret }]);
    expect(findings.filter(({ offset }) => offset === -1).map(({ file: where }) => where)).toEqual([
      `b.zip!x/${secret}`,
      "link",
      `${secret}/a`,
    ]);
  });

  test("a heap snapshot and a diagnostic report of Node", async () => {
    const folder = temporaryFolder();
    const program = `
      globalThis.kept = { password: process.env.PLANTED.split("").join("") };
      require("node:v8").writeHeapSnapshot("crash.heapsnapshot");
      process.report.writeReport("report.json");
    `;
    const env = { PATH: process.env.PATH, PLANTED: SECRET };
    const { status } = spawnSync(process.execPath, ["-e", program], { cwd: folder, env });
    expect(status).toBe(0);
    const { findings } = await scanForCanaries([folder], [CANARY]);
    expect(new Set(findings.map(({ file: where }) => where))).toEqual(
      new Set(["crash.heapsnapshot", "report.json"]),
    );
  });

  test("at its place, wherever the pieces of a big file are cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: PIECE - 96, max: PIECE + 64 }),
        fc.constantFrom(
          [SECRET, "plain"] as const,
          [encodeURIComponent(SECRET), "URL"] as const,
          [base64(`~${SECRET}`), "base64"] as const,
          [SECRET.replace(/.{7}/g, "$&\n│ "), "line breaks"] as const,
          [Buffer.from(SECRET).toString("hex"), "hex"] as const,
        ),
        async (offset, [text, spelling]) => {
          const content = Buffer.alloc(PIECE + 1000, ".");
          content.write(text, offset);
          const { findings } = await scanOf({ "big.log": content });
          expect(findings.map(({ offset: _, ...rest }) => rest)).toEqual([
            { file: "big.log", label: "the planted one", spelling },
          ]);
          expect(Math.abs((findings[0]?.offset ?? 0) - offset)).toBeLessThan(4);
        },
      ),
      { numRuns: 6 },
    );
  }, 60_000);
});

test("nothing is found where nothing was planted, and everything that was searched is counted", async () => {
  const folder = temporaryFolder();
  file(folder, "a/b.log", SECRET.slice(1));
  file(folder, "c.json", "{}");
  const other = temporaryFolder();
  file(other, "d", "12345");
  await expect(scanForCanaries([folder, other], [CANARY, CANARY])).resolves.toEqual({
    files: 3,
    bytes: SECRET.length - 1 + 2 + 5,
    secrets: 1,
    spellings: DISGUISES.length + 1,
    findings: [],
    unread: [],
    withoutContent: [],
  });
});

test("a finding never holds the secret", async () => {
  const { findings } = await scanOf({ a: SECRET, b: base64(JSON.stringify(SECRET)) });
  expect(findings).toHaveLength(2);
  expect(JSON.stringify(findings)).not.toContain(SECRET.slice(0, 10));
});

describe("what cannot be searched is named, not passed over:", () => {
  test("an archive that cannot be unpacked", async () => {
    const { unread } = await scanOf({ broken: Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]) });
    expect(unread).toEqual([{ file: "broken", why: expect.stringContaining("zip") }]);
  });

  test("the rest of a compressed file that breaks off; what comes before is searched", async () => {
    const whole = gzipSync(
      Buffer.concat([Buffer.from(SECRET), Buffer.alloc(100_000, Math.random().toString())]),
    );
    const { findings, unread } = await scanOf({ "cut.log.gz": whole.subarray(0, -20) });
    expect(findings).toEqual([expect.objectContaining({ file: "cut.log.gz", offset: 0 })]);
    expect(unread).toEqual([{ file: "cut.log.gz", why: expect.stringMatching(/./) }]);
  });

  test("an archive within so many others that nobody packs it", async () => {
    let packed = gzipSync(SECRET);
    for (let times = 0; times < 5; times++) packed = gzipSync(packed);
    const { unread } = await scanOf({ "a.gz": packed });
    expect(unread).toEqual([{ file: "a.gz", why: expect.stringContaining("it is packed more than") }]);
  });

  test("a file and a folder that may not be read", async () => {
    const folder = temporaryFolder();
    file(folder, "secret.pem", SECRET);
    file(folder, "closed/a", SECRET);
    const denied = Object.assign(new Error("denied"), { code: "EACCES" });
    const [open, readdir] = [promises.open, promises.readdir];
    jest.spyOn(promises, "open").mockImplementation(async (path, ...rest) => {
      if (String(path).endsWith("secret.pem")) throw denied;
      return open(path, ...rest);
    });
    jest.spyOn(promises, "readdir").mockImplementation((async (path: string, options: object) => {
      if (path.endsWith("closed")) throw denied;
      return readdir(path, options);
    }) as never);
    try {
      const { unread } = await scanForCanaries([folder], [CANARY]);
      expect(unread).toEqual([
        { file: "closed", why: "EACCES" },
        { file: "secret.pem", why: "EACCES" },
      ]);
    } finally {
      jest.restoreAllMocks();
    }
  });

  test("a folder that is not there", async () => {
    const { unread } = await scanForCanaries([join(temporaryFolder(), "gone")], [CANARY]);
    expect(unread).toEqual([{ file: ".", why: "ENOENT" }]);
  });

  test("a socket and a pipe, which hold nothing", async () => {
    const folder = temporaryFolder();
    const server = createServer().listen(join(folder, "plugin.sock"));
    try {
      spawnSync("mkfifo", [join(folder, "pipe")]);
      expect(readdirSync(folder)).toHaveLength(2);
      const { withoutContent, unread } = await scanForCanaries([folder], [CANARY]);
      expect({ withoutContent, unread }).toEqual({
        withoutContent: ["pipe (a pipe)", "plugin.sock (a socket)"],
        unread: [],
      });
    } finally {
      server.close();
    }
  });
});

test("fails for a secret that is too short to be searched for", async () => {
  await expect(scanForCanaries([temporaryFolder()], [{ label: "a pin", secret: "1234567" }])).rejects.toThrow(
    "a pin is too short to be searched for",
  );
});
