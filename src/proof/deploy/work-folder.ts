import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { Fault } from "../../errors/fault.js";

/** Marks a folder as one that a run made, which the next run may empty. */
const MARKER = ".latchkey-work";

/** Longest path of a folder for sockets: some systems allow 104 characters for a socket's whole path. */
const LONGEST_FOR_SOCKETS = 70;

/** What a story has for itself in a work folder. */
export interface StoryFolder {
  /** Where cdktf runs: its configuration, its output and the state. */
  readonly project: string;
  readonly logs: string;
  /** What the project was after each stage; later stages overwrite states and plans. */
  readonly snapshots: string;
  /** What the programs of the story take for the person's own folder. */
  readonly home: string;
}

/** The one folder that a run writes into. */
export interface WorkFolder {
  readonly path: string;
  /** The provider mirror with our provider. */
  readonly mirror: string;
  /** Packages from the registry, kept for the next run in the same folder. */
  readonly pluginCache: string;
  readonly cliConfig: string;
  /** For temporary files and sockets; inside the folder unless its path is too long for sockets. */
  readonly temporary: string;
  /** Every folder that the run writes into. */
  readonly written: readonly string[];
  /** Makes a folder for a story. */
  ofStory(name: string): StoryFolder;
  /** Removes what a run left, unless the folder was named by the person. */
  discard(): void;
}

/**
 * Makes the work folder: the named one, emptied of what an earlier run has left, or a new temporary one.
 *
 * @throws Fault WORK_FOLDER_OCCUPIED when the named folder holds something that no run has made.
 */
export function makeWorkFolder(named: string | undefined): WorkFolder {
  const path = named === undefined ? mkdtempSync(join(tmpdir(), "latchkey-")) : emptied(resolve(named));
  writeFileSync(join(path, MARKER), "");
  const inside = join(path, "tmp");
  const temporary =
    inside.length <= LONGEST_FOR_SOCKETS ? inside : mkdtempSync(join(tmpdir(), "latchkey-tmp-"));
  const folder = {
    path,
    mirror: join(path, "mirror"),
    pluginCache: join(path, "plugin-cache"),
    cliConfig: join(path, "terraform.rc"),
    temporary,
    written: temporary === inside ? [path] : [path, temporary],
  };
  for (const child of [folder.mirror, folder.pluginCache, inside]) mkdirSync(child, { recursive: true });
  return {
    ...folder,
    ofStory: (name) => {
      const [project, logs, snapshots, home] = ["project", "logs", "snapshots", "home"].map((child) =>
        join(path, name, child),
      ) as [string, string, string, string];
      for (const child of [project, logs, snapshots, home]) mkdirSync(child, { recursive: true });
      return { project, logs, snapshots, home };
    },
    discard: () => {
      if (temporary !== inside) rmSync(temporary, { recursive: true, force: true });
      if (named === undefined) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Copies the project as it is now, without the providers, so that nothing is lost that the next stage overwrites. */
export function keepSnapshot({ project, snapshots }: StoryFolder, stage: string): void {
  const filter = (path: string) => basename(path) !== ".terraform";
  cpSync(project, join(snapshots, stage), { recursive: true, filter });
}

function emptied(path: string): string {
  mkdirSync(path, { recursive: true });
  const found = readdirSync(path);
  if (found.length > 0 && !existsSync(join(path, MARKER))) {
    throw new Fault("WORK_FOLDER_OCCUPIED", {
      doing: `preparing the work folder ${JSON.stringify(path)}`,
      seen: `it holds ${found.length} files or folders that no earlier run has made`,
      state: "Nothing was started.",
    });
  }
  const old = found.filter((name) => name !== "plugin-cache");
  for (const name of old) rmSync(join(path, name), { recursive: true, force: true });
  return path;
}
