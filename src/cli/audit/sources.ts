import { addAbortSignal, Readable } from "node:stream";
import { filesAt, type Source, type UnreadSource } from "../../audit/index.js";
import { Fault } from "../../errors/fault.js";
import type { StateVersion, WorkspaceName } from "../../hcp/index.js";
import { type Hcp, hcpAt } from "../hcp-client.js";
import type { CliWorld } from "../world.js";

export interface WhatToAudit {
  /** Files and folders; `-` for standard input. */
  readonly paths: readonly string[];
  /** `ORG/NAME` each. */
  readonly workspaces: readonly string[];
  /** Of HCP Terraform or Terraform Enterprise. Default: TFE_HOSTNAME, else app.terraform.io. */
  readonly hostname: string | undefined;
}

/** How often a state version is downloaded again that breaks off halfway. */
const DOWNLOADS = 3;

/**
 * Everything that is to be looked through.
 *
 * @param leftOut called with each history of git that is not
 * @throws Fault COMMAND_MISUSED, HCP_TOKEN_MISSING here; AUDIT_PATH_MISSING with the first source
 */
export function sourcesOf(
  what: WhatToAudit,
  world: CliWorld,
  leftOut: (history: string) => void,
): AsyncIterable<Source | UnreadSource> {
  const { paths, workspaces, hostname } = what;
  if (paths.length + workspaces.length === 0) throw misused("neither a path nor a workspace is named");
  if (hostname !== undefined && workspaces.length === 0) {
    throw misused("--hostname is given, and no --workspace");
  }
  const wanted = workspaces.map(workspaceNamed);
  const hcp = wanted.length > 0 ? hcpAt(hostname, world.env, world.clock) : undefined;
  return allOf(what, wanted, hcp, world, leftOut);
}

async function* allOf(
  { paths }: WhatToAudit,
  workspaces: readonly WorkspaceName[],
  hcp: Hcp | undefined,
  world: CliWorld,
  leftOut: (history: string) => void,
): AsyncGenerator<Source | UnreadSource> {
  yield* filesAt(
    paths.filter((path) => path !== "-"),
    world.signal,
    leftOut,
  );
  if (paths.includes("-")) yield await standardInput(world);
  for (const workspace of workspaces) if (hcp) yield* versionsOf(workspace, hcp, world.signal);
}

/** Where nothing comes, whoever should have written has failed, and a pipe does not tell. */
async function standardInput({ stdin, signal }: CliWorld): Promise<Source | UnreadSource> {
  const name = "stdin";
  // Whoever interrupts does not want to wait for a writer.
  if (stdin instanceof Readable) addAbortSignal(signal, stdin);
  const pieces = piecesOf(stdin);
  const first = pieces.next();
  // An error on the way is left to whoever reads.
  if (
    await first.then(
      ({ done }) => done,
      () => false,
    )
  )
    return { name, why: "it is empty" };
  async function* read() {
    const { value } = await first;
    if (value) yield value;
    yield* pieces;
  }
  return { name, noFile: true, writtenAt: undefined, attempts: 1, read };
}

async function* piecesOf(stdin: CliWorld["stdin"]): AsyncGenerator<Uint8Array> {
  for await (const piece of stdin ?? []) {
    if (piece.length > 0) yield typeof piece === "string" ? Buffer.from(piece) : piece;
  }
}

function workspaceNamed(text: string): WorkspaceName {
  const [, organization, name] = /^([\w-]+)\/([\w-]+)$/.exec(text) ?? [];
  if (organization !== undefined && name !== undefined) return { organization, name };
  throw misused(`--workspace should be ORG/NAME, got ${JSON.stringify(text)}`);
}

async function* versionsOf(
  workspace: WorkspaceName,
  { host, client }: Hcp,
  signal: AbortSignal,
): AsyncGenerator<Source | UnreadSource> {
  const place = `${host}/${workspace.organization}/${workspace.name}`;
  try {
    for await (const version of client.stateVersions(workspace, signal)) {
      const name = `${place}/${version.id}`;
      if (version.downloadUrl !== undefined) {
        const read = () => client.state(version, signal);
        yield { name, noFile: true, writtenAt: version.createdAt, attempts: DOWNLOADS, read };
      } else if (!isGone(version)) {
        yield { name, why: `its state is not stored (${version.status ?? "no status"})` };
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!Fault.is(error)) throw error;
    yield { name: place, why: `${error.summary}: ${error.details.seen} [${error.code}]` };
  }
}

/** Whether HCP Terraform does not give its state out any more. */
function isGone({ status }: StateVersion): boolean {
  return status === "discarded" || status === "backing_data_permanently_deleted";
}

function misused(seen: string): Fault {
  return new Fault("COMMAND_MISUSED", {
    doing: "reading the command line of audit",
    seen,
    state: "Nothing was scanned.",
    advice: "Name files and folders, `-` for standard input, or --workspace ORG/NAME; --help shows examples.",
  });
}
