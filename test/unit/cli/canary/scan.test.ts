import { symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { gzipSync, strToU8, zipSync } from "fflate";
import { scanForCanaries } from "../../../../src/cli/canary/scan.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

const SECRET = 'w/x+Y="z&é<\\Q7';
const CANARY = { label: "the planted one", secret: SECRET };
const utf8 = Buffer.from(SECRET);
/** A base64 text of a longer one, in which the secret begins so many bytes in. */
const inBase64 = (before: number, alphabet: "base64" | "base64url") =>
  Buffer.concat([Buffer.alloc(before, "~"), utf8, Buffer.from("?>tail")]).toString(alphabet);

async function findingsIn(content: string | Uint8Array, name = "some.log") {
  const folder = temporaryFolder();
  file(folder, name, content);
  return (await scanForCanaries([folder], [CANARY])).findings;
}

describe("a planted secret is found", () => {
  test.each([
    ["as it is", SECRET, "plain"],
    ["in JSON", JSON.stringify({ a: SECRET }), "JSON"],
    ["in JSON whose slashes are escaped", JSON.stringify(SECRET).replaceAll("/", "\\/"), "JSON"],
    [
      "in JSON as Go writes it",
      JSON.stringify(SECRET).replace("&", "\\u0026").replace("<", "\\u003c"),
      "JSON",
    ],
    ["in a URL", `https://x/?q=${encodeURIComponent(SECRET)}`, "URL"],
    ["in a form", new URLSearchParams({ q: SECRET }).toString(), "URL"],
    ["in hexadecimal", utf8.toString("hex"), "hex"],
  ])("%s", async (_how, text, spelling) => {
    await expect(findingsIn(`… ${text} …`)).resolves.toContainEqual(
      expect.objectContaining({ file: "some.log", label: "the planted one", spelling }),
    );
  });

  test.each(["base64", "base64url"] as const)(
    "in %s of a longer text, wherever it begins there",
    async (alphabet) => {
      for (const before of [0, 1, 2, 3, 4, 5]) {
        await expect(findingsIn(inBase64(before, alphabet))).resolves.not.toEqual([]);
      }
    },
  );

  test("inside a plan file, which is a ZIP archive, and inside what is packed in there", async () => {
    const plan = zipSync({ tfplan: strToU8(`xx${SECRET}`), "tfstate.gz": gzipSync(strToU8(SECRET)) });
    const findings = await findingsIn(plan, "plan");
    expect(findings.map(({ file: where }) => where).sort()).toEqual(["plan!tfplan", "plan!tfstate.gz!"]);
  });

  test("in the name of a file and in the target of a link", async () => {
    const secret = "planted-name-42";
    const folder = temporaryFolder();
    file(folder, `${secret}.txt`);
    symlinkSync(`/nowhere/${secret}`, join(folder, "link"));
    const { findings } = await scanForCanaries([folder], [{ label: "it", secret }]);
    expect(findings.map(({ file: where, offset }) => [where, offset])).toEqual([
      ["link", -1],
      [`${secret}.txt`, -1],
    ]);
  });

  test("at its place, whatever surrounds it and wherever the pieces of a big file are cut", async () => {
    const piece = 4 * 1024 * 1024;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: piece - 64, max: piece + 64 }), async (offset) => {
        const content = Buffer.alloc(piece + 200, "-");
        utf8.copy(content, offset);
        const found = await findingsIn(content);
        expect(found).toEqual([{ file: "some.log", offset, label: "the planted one", spelling: "plain" }]);
      }),
      { numRuns: 10 },
    );
  });
});

test("nothing is found where nothing was planted, and everything that was searched is counted", async () => {
  const folder = temporaryFolder();
  file(folder, "a/b.log", SECRET.slice(1));
  file(folder, "c.json", "{}");
  const other = temporaryFolder();
  file(other, "d", "12345");
  await expect(scanForCanaries([folder, other], [CANARY, CANARY])).resolves.toEqual({
    files: 3,
    bytes: SECRET.length + 2 + 5,
    secrets: 1,
    findings: [],
    unopened: [],
  });
});

test("a finding never holds the secret", async () => {
  expect(JSON.stringify(await findingsIn(SECRET))).not.toContain(JSON.stringify(SECRET).slice(1, -1));
});

test("an archive that cannot be unpacked is named, not passed over", async () => {
  const folder = temporaryFolder();
  file(folder, "broken", Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]));
  const { unopened } = await scanForCanaries([folder], [CANARY]);
  expect(unopened).toEqual(["broken"]);
});

test("fails for a secret that is too short to be searched for", async () => {
  await expect(scanForCanaries([temporaryFolder()], [{ label: "a pin", secret: "1234567" }])).rejects.toThrow(
    "a pin is too short to be searched for",
  );
});
