import { readFile } from "node:fs/promises";
import { Fault } from "../../errors/fault.js";
import { hcpAt } from "../hcp-client.js";
import type { World } from "../world.js";
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

/** Gets the state as it is now. @throws Fault about the state, Terraform or HCP Terraform */
export async function stateTextOf(source: StateSource, world: World): Promise<StateText> {
  switch (source.kind) {
    case "file":
      return source.path === "-" ? fromInput(world) : fromFile(source.path);
    case "terraform":
      return {
        text: await pullState(source.folder, world),
        origin: `of ${JSON.stringify(source.folder)}`,
      };
    case "workspace":
      return fromWorkspace(source, world);
  }
}

async function fromFile(path: string): Promise<StateText> {
  const origin = JSON.stringify(path);
  try {
    return { text: await readFile(path, "utf8"), origin };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const words: Record<string, string> = { ENOENT: "there is no such file", EISDIR: "it is a folder" };
    throw new Fault("STATE_UNREADABLE", {
      doing: `reading the state ${origin}`,
      seen: words[code ?? ""] ?? `it cannot be read (${code})`,
      state: "Nothing was changed.",
      cause,
    });
  }
}

async function fromInput({ stdin }: World): Promise<StateText> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stdin ?? []) pieces.push(typeof piece === "string" ? Buffer.from(piece) : piece);
  return { text: Buffer.concat(pieces).toString("utf8"), origin: "from standard input" };
}

async function fromWorkspace(
  { organization, name, hostname }: Extract<StateSource, { kind: "workspace" }>,
  { env, clock, signal }: World,
): Promise<StateText> {
  const { client: hcp } = hcpAt(hostname, env, clock);
  const origin = `of workspace ${JSON.stringify(`${organization}/${name}`)}`;
  for await (const version of hcp.stateVersions({ organization, name }, signal)) {
    // A version that is being uploaded, or was thrown away, is not what Terraform would plan with.
    if (version.downloadUrl === undefined || (version.status ?? "finalized") !== "finalized") continue;
    const pieces: Uint8Array[] = [];
    for await (const piece of hcp.state(version, signal)) pieces.push(piece);
    return { text: Buffer.concat(pieces).toString("utf8"), origin };
  }
  throw new Fault("STATE_UNREADABLE", {
    doing: `reading the state ${origin}`,
    seen: "the workspace has none",
    state: "Nothing was changed.",
  });
}
