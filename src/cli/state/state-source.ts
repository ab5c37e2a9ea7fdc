import { filePieces, Unreadable } from "../../domain/file-pieces.js";
import { unlessAborted } from "../../domain/unless-aborted.js";
import { TooLarge, whole } from "../../domain/whole.js";
import { Fault } from "../../errors/fault.js";
import { hcpAt } from "../hcp-client.js";
import type { CliWorld } from "../world.js";
import { pullState } from "./pull-state.js";

/** Where a state is. */
export type StateSource =
  /** `-` stands for standard input. */
  | { readonly kind: "file"; readonly path: string }
  /** Folder of an initialized configuration. */
  | { readonly kind: "terraform"; readonly folder: string }
  /** A workspace of HCP Terraform or Terraform Enterprise. Default host: TFE_HOSTNAME, else app.terraform.io. */
  | {
      readonly kind: "workspace";
      readonly organization: string;
      readonly name: string;
      readonly hostname: string | undefined;
    };

/** A state's text, secrets included, and where it is from. */
export interface StateText {
  readonly text: string;
  readonly origin: string;
}

/** Far above any state that Terraform itself works with, and below what a text can hold. */
const LARGEST_STATE = 256 * 1024 * 1024;

/** Gets the state as it is now. @throws Fault about the state, Terraform or HCP Terraform */
export async function stateTextOf(source: StateSource, world: CliWorld): Promise<StateText> {
  switch (source.kind) {
    case "file":
      return source.path === "-" ? fromInput(world) : fromFile(source.path, world.signal);
    case "terraform":
      return {
        text: await pullState(source.folder, world),
        origin: `of ${JSON.stringify(source.folder)}`,
      };
    case "workspace":
      return fromWorkspace(source, world);
  }
}

async function fromFile(path: string, signal: AbortSignal): Promise<StateText> {
  return textFrom(filePieces(path, signal), JSON.stringify(path), signal);
}

async function fromInput({ stdin, signal }: CliWorld): Promise<StateText> {
  return textFrom(stdin ?? none(), "from standard input", signal);
}

async function* none(): AsyncGenerator<Uint8Array> {}

/** All of it, or at once the signal's reason, whatever it waits for. */
async function textFrom(
  pieces: AsyncIterable<Uint8Array | string>,
  origin: string,
  signal: AbortSignal,
): Promise<StateText> {
  try {
    const bytes = await unlessAborted(whole(pieces, LARGEST_STATE), signal);
    return { text: bytes.toString("utf8"), origin };
  } catch (cause) {
    signal.throwIfAborted();
    if (Fault.is(cause)) throw cause;
    throw new Fault("STATE_UNREADABLE", {
      doing: `reading the state ${origin}`,
      seen: reasonOf(cause),
      state: "Nothing was changed.",
      cause,
    });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Unreadable || error instanceof TooLarge) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = { ENOENT: "there is no such file", EISDIR: "it is a folder" };
  return words[code ?? ""] ?? `it cannot be read (${code ?? "no code"})`;
}

async function fromWorkspace(
  { organization, name, hostname }: Extract<StateSource, { kind: "workspace" }>,
  { env, clock, signal }: CliWorld,
): Promise<StateText> {
  const { client: hcp } = hcpAt(hostname, env, clock);
  const origin = `of workspace ${JSON.stringify(`${organization}/${name}`)}`;
  for await (const version of hcp.stateVersions({ organization, name }, signal)) {
    // A version that is being uploaded, or was thrown away, is not what Terraform would plan with.
    if (version.downloadUrl === undefined || (version.status ?? "finalized") !== "finalized") continue;
    return textFrom(hcp.state(version, signal), origin, signal);
  }
  throw new Fault("STATE_UNREADABLE", {
    doing: `reading the state ${origin}`,
    seen: "the workspace has none",
    state: "Nothing was changed.",
  });
}
