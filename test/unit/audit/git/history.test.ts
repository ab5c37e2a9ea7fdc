import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { filesAt } from "../../../../src/audit/index.js";
import { blob, commit, idOf, layGitFolder, layLoose, packOf, tree } from "../../../support/audit/git.js";
import { madeUpKey } from "../../../support/audit/keys.js";
import { noise } from "../../../support/audit/noise.js";
import { namesOf, placesIn, scanOf } from "../../../support/audit/reading.js";
import { auditReport, runAudit } from "../../../support/audit/run-audit.js";
import { file, temporaryFolder } from "../../../support/cli/temporary-folder.js";

const key = madeUpKey(1);
const STATE = `{\n  "id": "${key.id}",\n  "secret": "${key.secret}"\n}`;
const state = blob(STATE);
const inner = tree({ "terraform.tfstate": idOf(state) });
const root = tree({ "envs/": idOf(inner) });

async function audited(...paths: string[]) {
  const sources = [];
  for await (const source of filesAt(paths)) sources.push(source);
  return await scanOf(...sources);
}

/** Where keys were found, without the folder. */
async function places(folder: string, path = folder) {
  return placesIn(await audited(path)).map((place) => relative(folder, place));
}

/** A folder of git with the objects, each in a file of its own. */
function loose(folder = temporaryFolder(), objects = [state, inner, root, commit(idOf(root), "One")]) {
  layGitFolder(folder);
  for (const object of objects) layLoose(folder, object);
  return folder;
}

const looseAt = (id: string) => `objects/${id.slice(0, 2)}/${id.slice(2)}`;

test("an object in a file of its own is read, and named by its id and its path", async () => {
  const id = idOf(state);
  expect(await places(loose())).toEqual([`${looseAt(id)}!${id} envs/terraform.tfstate:2`]);
});

test("an object of a pack is read, and named by its id and its path", async () => {
  const folder = layGitFolder(temporaryFolder());
  file(folder, "objects/pack/pack-1.pack", packOf([state, inner, root].map((object) => ({ object }))));
  file(
    folder,
    "objects/pack/pack-1.idx",
    Buffer.concat([Buffer.from("\xfftOc\0\0\0\x02", "latin1"), noise(5000)]),
  );
  const scan = await audited(folder);
  const place = `objects/pack/pack-1.pack!${idOf(state)} envs/terraform.tfstate:2`;
  expect({ places: placesIn(scan), unread: scan.unread }).toEqual({
    places: [join(folder, place)],
    unread: [],
  });
});

test("what was packed before it was committed is opened", async () => {
  const packed = blob(gzipSync(STATE));
  const id = idOf(packed);
  expect(await places(loose(undefined, [packed]))).toEqual([`${looseAt(id)}!${id} (blob):2`]);
});

test("messages of commits, the log of references and what was stashed are read", async () => {
  const [message, log, stashed] = [madeUpKey(2).id, madeUpKey(3).id, blob(madeUpKey(4).id)];
  const made = commit(idOf(root), `Add ${message}`);
  const folder = loose(undefined, [made, stashed]);
  file(folder, "logs/HEAD", `0 1 A <a@b> 1 +0000\tcommit: ${log}\n`);
  file(folder, "packed-refs", `# pack-refs\n${idOf(made)} refs/heads/${madeUpKey(5).id}\n`);
  expect((await places(folder)).sort()).toEqual(
    [
      `${looseAt(idOf(made))}!${idOf(made)} (commit):5`,
      `${looseAt(idOf(stashed))}!${idOf(stashed)} (blob):1`,
      "logs/HEAD:1",
      "packed-refs:2",
    ].sort(),
  );
});

test("a worktree and a submodule lead to where their history is", async () => {
  const repository = temporaryFolder();
  const git = loose(join(repository, ".git"));
  file(git, "worktrees/w/HEAD", "ref: refs/heads/x\n");
  file(git, "worktrees/w/commondir", "../..\n");
  file(repository, "w/.git", `gitdir: ${join(git, "worktrees", "w")}\n`);
  loose(join(git, "modules", "m"));
  file(repository, "m/.git", "gitdir: ../.git/modules/m\n");
  const id = idOf(state);
  const object = `${looseAt(id)}!${id} envs/terraform.tfstate:2`;
  expect(await places(repository, join(repository, "m/.git"))).toEqual([`.git/modules/m/${object}`]);
  expect(await places(repository, join(repository, "w/.git"))).toEqual([
    `.git/modules/m/${object}`,
    `.git/${object}`,
  ]);
});

test("a repository without a work tree is read below other folders, too", async () => {
  const folder = temporaryFolder();
  loose(join(folder, "backup", "x.git"));
  const id = idOf(state);
  expect(await places(folder)).toEqual([`backup/x.git/${looseAt(id)}!${id} envs/terraform.tfstate:2`]);
});

test("objects that a repository borrows are read, and named where they are gone", async () => {
  const lender = loose();
  const folder = layGitFolder(temporaryFolder());
  file(folder, "objects/info/alternates", `${join(lender, "objects")}\n/nowhere/at/all\n`);
  const scan = await audited(folder);
  expect(placesIn(scan)).toEqual([expect.stringContaining(idOf(state))]);
  expect(scan.unread).toEqual([{ name: "/nowhere/at/all", why: "ENOENT" }]);
});

/** A repository that borrows from these folders of objects. */
function borrowing(...lenders: readonly string[]) {
  const folder = layGitFolder(temporaryFolder());
  file(folder, "objects/info/alternates", `${lenders.join("\n")}\n`);
  return folder;
}

test("objects that a lender borrows itself are read, and named where they are gone", async () => {
  const between = borrowing(join(loose(), "objects"), "/nowhere/at/all");
  const scan = await audited(borrowing(join(between, "objects")));
  expect(placesIn(scan)).toEqual([expect.stringContaining(idOf(state))]);
  expect(scan.unread).toEqual([{ name: "/nowhere/at/all", why: "ENOENT" }]);
});

test.each([
  ["itself", ".."],
  ["the folder that it is in", "../.."],
  ["itself by a link", "../again/objects"],
])("a repository that borrows from %s is read once", async (_, lender) => {
  const folder = loose(join(temporaryFolder(), "x.git"));
  file(folder, "objects/info/alternates", `${lender}\n`);
  symlinkSync(".", join(folder, "again"));
  const scan = await audited(folder);
  expect({ unread: scan.unread, places: placesIn(scan).length }).toEqual({ unread: [], places: 1 });
});

test("repositories that borrow from each other are read once", async () => {
  const [one, other] = [loose(), layGitFolder(temporaryFolder())];
  file(one, "objects/info/alternates", `${join(other, "objects")}\n`);
  file(other, "objects/info/alternates", `${join(one, "objects")}\n`);
  expect(await places(one)).toEqual([`${looseAt(idOf(state))}!${idOf(state)} envs/terraform.tfstate:2`]);
});

test("pipes where git has files are not waited for", async () => {
  const folder = loose(join(temporaryFolder(), "x.git"));
  mkdirSync(join(folder, "objects/ab"));
  for (const name of ["shallow", `objects/ab/${"c".repeat(38)}`, "objects/info/alternates", "../.git"])
    expect(spawnSync("mkfifo", [join(folder, name)]).status).toBe(0);
  rmSync(join(folder, "config"));
  spawnSync("mkfifo", [join(folder, "config")]);
  const found = namesOf(filesAt([dirname(folder)]));
  expect(await found).toContain(join(folder, looseAt(idOf(state))));
});

test("objects with ids of SHA-256 are read and named alike", async () => {
  const folder = layGitFolder(temporaryFolder());
  const named = tree({ "a.tfstate": idOf(state, "sha256") });
  layLoose(folder, state, "sha256");
  layLoose(folder, named, "sha256");
  file(folder, "objects/pack/p.pack", packOf([{ object: blob(madeUpKey(2).id) }], "sha256"));
  expect(await places(folder)).toEqual([
    `${looseAt(idOf(state, "sha256"))}!${idOf(state, "sha256")} a.tfstate:2`,
    `objects/pack/p.pack!${idOf(blob(madeUpKey(2).id), "sha256")} (blob):1`,
  ]);
});

describe("what is not here, or cannot be read, is named:", () => {
  const whys = async (folder: string) => (await audited(folder)).unread.map(({ why }) => why);

  test("what a partial clone has not fetched", async () => {
    const config = '[remote "origin"]\n\tpromisor = true\n\tpartialclonefilter = blob:none\n';
    expect(await whys(layGitFolder(temporaryFolder(), config))).toEqual([
      expect.stringMatching(/partial clone/),
    ]);
  });

  test("what a shallow clone has left away", async () => {
    const folder = loose();
    file(folder, "shallow", `${idOf(root)}\n`);
    expect(await whys(folder)).toEqual([expect.stringMatching(/shallow clone/)]);
  });

  test("what a lender has left away, or not fetched", async () => {
    const config = '[remote "origin"]\n\tpromisor = true\n';
    const lender = layGitFolder(temporaryFolder(), config);
    file(lender, "shallow", `${idOf(root)}\n`);
    const between = borrowing(join(lender, "objects"));
    expect((await audited(borrowing(join(between, "objects")))).unread).toEqual([
      { name: lender, why: expect.stringMatching(/partial clone/) },
      { name: join(lender, "shallow"), why: expect.stringMatching(/shallow clone/) },
    ]);
  });

  test("a pack that was cut off, of which the rest is read", async () => {
    const folder = layGitFolder(temporaryFolder());
    const pack = packOf([{ object: state }, { object: blob(noise(500)) }]);
    file(folder, "objects/pack/tmp_pack_x", pack.subarray(0, -200));
    const scan = await audited(folder);
    expect(scan.unread).toEqual([
      { name: join(folder, "objects/pack/tmp_pack_x"), why: expect.stringMatching(/no whole pack/) },
    ]);
    expect(scan.ledger.keys().map(({ id }) => id)).toEqual([key.id]);
  });

  test("differences to what is not in the pack", async () => {
    const entries = [
      { object: state },
      { object: blob(`${STATE}\n`), base: { entry: 0, by: "id" as const } },
    ];
    const folder = layGitFolder(temporaryFolder());
    const whole = packOf(entries);
    const thin = packOf([{ object: blob("other") }]);
    // The same difference behind an object that it is not made of.
    const start = packOf([{ object: state }]).length - 20;
    const body = Buffer.concat([thin.subarray(0, -20), whole.subarray(start, -20)]);
    body.writeUInt32BE(2, 8);
    const { createHash } = await import("node:crypto");
    file(folder, "objects/pack/p.pack", Buffer.concat([body, createHash("sha1").update(body).digest()]));
    expect(await whys(folder)).toEqual([expect.stringMatching(/^1 of its objects are differences/)]);
  });

  test("a blob that was encrypted before it was committed", async () => {
    const closed = blob(Buffer.concat([Buffer.from("\0GITCRYPT\0"), noise(99)]));
    const named = tree({ "s.tfstate": idOf(closed) });
    const scan = await audited(loose(undefined, [closed, named]));
    expect(scan.unread).toEqual([
      { name: expect.stringContaining(`${idOf(closed)} s.tfstate`), why: expect.stringMatching(/git-crypt/) },
    ]);
  });

  test("an object that is damaged", async () => {
    const folder = loose();
    file(folder, looseAt(idOf(state)), noise(300));
    expect(await whys(folder)).toEqual([expect.stringMatching(/nobody here can tell/)]);
  });
});

test("a bundle is read as the pack that it holds", async () => {
  const pack = packOf([state, inner, root].map((object) => ({ object })));
  const bundle = Buffer.concat([Buffer.from(`# v2 git bundle\n${"1".repeat(40)} refs/heads/main\n\n`), pack]);
  const path = file(temporaryFolder(), "all.bundle", bundle);
  const scan = await audited(path);
  expect({ places: placesIn(scan), unread: scan.unread }).toEqual({
    places: [`${path}!${idOf(state)} envs/terraform.tfstate:2`],
    unread: [],
  });
});

test("a folder says which history it leaves out, and how that is read", async () => {
  const folder = temporaryFolder();
  const git = loose(join(folder, ".git"));
  file(folder, "main.tf");
  const { stdout, code } = await runAudit([folder, "--offline"]);
  expect({ stdout, code }).toEqual({
    stdout: expect.stringContaining(`History is left out: ${git}; latchkey audit ${git} reads it`),
    code: 0,
  });
  const { report } = await auditReport([folder, "--offline"]);
  expect(report.left_out).toEqual([git]);
  const sarif = JSON.parse((await runAudit([folder, "--offline", "--sarif"])).stdout);
  expect(sarif.runs[0].invocations[0].toolExecutionNotifications).toEqual([
    { level: "note", message: { text: expect.stringContaining("History is left out") } },
  ]);
  expect(await namesOf(filesAt([folder]))).toEqual([join(folder, "main.tf")]);
});

test("the history itself ends in 2 for a key that stands in it, and says how to find its commits", async () => {
  const { stdout, code } = await runAudit([loose(), "--offline"]);
  expect({ stdout, code }).toEqual({
    stdout: expect.stringContaining("git log --all --find-object=ID"),
    code: 2,
  });
});

const git = spawnSync("git", ["--version"]).status === 0;
(git ? test : test.skip)(
  "what git itself has written is read as it was committed, before and after it packs",
  async () => {
    const folder = temporaryFolder();
    const run = (...args: string[]) => {
      const who = ["-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
      const { status, stderr } = spawnSync("git", [...who, ...args], { cwd: folder, encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
    };
    run("init", "-q");
    const keys = [1, 2, 3, 4, 5].map((number) => madeUpKey(number));
    for (const { id, secret } of keys) {
      const lines = Array.from({ length: 300 }, (_, line) => `line ${line}`);
      file(folder, "a/b.tf", [...lines, `id = "${id}"`, `secret = "${secret}"`].join("\n"));
      run("add", ".");
      run("commit", "-q", "-m", "change");
    }
    rmSync(join(folder, "a"), { recursive: true });
    run("add", ".");
    run("commit", "-q", "-m", "gone");
    const found = async () => {
      const scan = await audited(join(folder, ".git"));
      expect(scan.unread).toEqual([]);
      for (const place of placesIn(scan)) expect(place).toMatch(/ a\/b\.tf:301$/);
      return scan.ledger
        .keys()
        .map(({ id, secrets }) => [id, secrets[0]?.secret.reveal()])
        .sort();
    };
    const wanted = keys.map(({ id, secret }) => [id, secret]).sort();
    expect(await found()).toEqual(wanted);
    run("gc", "-q", "--aggressive", "--prune=now");
    expect(await found()).toEqual(wanted);
  },
);
