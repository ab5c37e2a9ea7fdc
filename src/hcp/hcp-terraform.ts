import { z } from "zod";
import { bodyInWords } from "../domain/body-in-words.js";
import type { Clock } from "../domain/clock.js";
import { isRecord } from "../domain/is-record.js";
import type { SecretText } from "../domain/secret-text.js";
import { Fault } from "../errors/fault.js";
import { safe } from "./address.js";
import { get, READ_ONLY } from "./get.js";

export interface HcpSettings {
  /** Base URL, such as `https://app.terraform.io`. */
  readonly url: URL;
  readonly token: SecretText;
  /** Milliseconds for which nothing may come. @default 30000 */
  readonly patienceMs?: number;
  readonly userAgent: string;
}

/** A workspace by its names. */
export interface WorkspaceName {
  readonly organization: string;
  readonly name: string;
}

/** One of the states that a workspace has had. */
export interface StateVersion {
  /** `sv-…` */
  readonly id: string;
  /** Null for a state from before Terraform counted. */
  readonly serial: number | null;
  readonly createdAt: Date | undefined;
  /** `finalized`, `pending`, `discarded`, `backing_data_…`; undefined where an older server says none. */
  readonly status: string | undefined;
  /** Where the state is; undefined while or when it is not stored. */
  readonly downloadUrl: URL | undefined;
}

/** HCP Terraform or Terraform Enterprise, as far as reading states goes. */
export interface HcpTerraform {
  /** Every stored version, newest first. @throws Fault of the HCP codes */
  stateVersions(workspace: WorkspaceName, signal: AbortSignal): AsyncGenerator<StateVersion>;
  /** A version's state, as Terraform wrote it. @throws Fault of the HCP codes, also halfway */
  state(version: StateVersion, signal: AbortSignal): AsyncGenerator<Uint8Array>;
}

/** The most that the API gives at once. */
const PAGE_SIZE = 100;
const PATIENCE_MS = 30_000;

const versionsPage = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      attributes: z.object({
        serial: z.number().nullish(),
        "created-at": z.string().nullish(),
        status: z.string().nullish(),
        "hosted-state-download-url": z.string().nullish(),
      }),
    }),
  ),
  // Without it the reader could not tell whether there is more.
  meta: z.object({ pagination: z.object({ "next-page": z.number().nullable() }) }),
});

/**
 * Makes a client. Source: the API documentation of HCP Terraform, pages "API overview" (tokens, 404 for what one may
 * not see, pages, rate limit) and "State versions".
 */
export function createHcpTerraform(settings: HcpSettings, clock: Clock): HcpTerraform {
  const { url: base, token, patienceMs = PATIENCE_MS, userAgent } = settings;

  const options = (doing: string, url: URL, accept: string, signal: AbortSignal) => ({
    doing,
    // States are stored elsewhere, under URLs that are secrets themselves. The token is none of that host's business.
    headers: {
      accept,
      "user-agent": userAgent,
      ...(url.origin === base.origin && { authorization: `Bearer ${token.reveal()}` }),
    },
    patienceMs,
    signal,
    clock,
  });

  async function page(workspace: WorkspaceName, number: number, signal: AbortSignal) {
    const doing = `listing the state versions of "${workspace.organization}/${workspace.name}"`;
    const url = new URL("/api/v2/state-versions", base);
    url.searchParams.set("filter[organization][name]", workspace.organization);
    url.searchParams.set("filter[workspace][name]", workspace.name);
    url.searchParams.set("page[number]", String(number));
    url.searchParams.set("page[size]", String(PAGE_SIZE));
    const answer = await get(url, options(doing, url, "application/vnd.api+json", signal), (status) =>
      listingRefused(doing, status),
    );
    const text = await textOf(answer.body);
    const value = jsonOf(text);
    const parsed = versionsPage.safeParse(value);
    if (parsed.success) return parsed.data;
    const seen = isRecord(value)
      ? "the answer is no page of state versions"
      : `it answered 200 and ${bodyInWords(answer.mediaType, text)}: no page of state versions`;
    throw unexpected(doing, seen);
  }

  return {
    async *stateVersions(workspace, signal) {
      for (let number: number | null = 1; number !== null; ) {
        const { data, meta }: z.infer<typeof versionsPage> = await page(workspace, number, signal);
        yield* data.map(versionFrom);
        const next = meta.pagination["next-page"];
        number = next !== null && next > number ? next : null;
      }
    },

    async *state({ id, downloadUrl: url }, signal) {
      const doing = `downloading the state version ${id}`;
      if (url === undefined || !safe(url))
        throw unexpected(doing, "there is no https URL to download it from");
      const answer = await get(url, options(doing, url, "application/json", signal), (status) =>
        status === 401 ? listingRefused(doing, status) : unexpected(doing, `the answer has status ${status}`),
      );
      if (/\bhtml\b/.test(answer.mediaType)) {
        throw unexpected(
          doing,
          `it answered 200 and ${bodyInWords(answer.mediaType, await textOf(answer.body))}`,
        );
      }
      let bytes = 0;
      for await (const piece of answer.body) {
        bytes += piece.length;
        yield piece;
      }
      if (bytes === 0) throw unexpected(doing, `it answered 200 and ${bodyInWords(answer.mediaType, "")}`);
    },
  };
}

function versionFrom({ id, attributes }: z.infer<typeof versionsPage>["data"][number]): StateVersion {
  const createdAt = new Date(attributes["created-at"] ?? Number.NaN);
  const url = attributes["hosted-state-download-url"] ?? "";
  return {
    id,
    serial: attributes.serial ?? null,
    createdAt: Number.isNaN(createdAt.getTime()) ? undefined : createdAt,
    status: attributes.status ?? undefined,
    downloadUrl: URL.canParse(url) ? new URL(url) : undefined,
  };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listingRefused(doing: string, status: number): Fault {
  if (status === 401) {
    return new Fault("HCP_TOKEN_REFUSED", { doing, seen: "it answered 401", state: READ_ONLY });
  }
  if (status === 404) {
    return new Fault("HCP_WORKSPACE_NOT_FOUND", { doing, seen: "it answered 404", state: READ_ONLY });
  }
  return unexpected(doing, `it answered ${status}`);
}

function unexpected(doing: string, seen: string): Fault {
  return new Fault("HCP_UNEXPECTED", { doing, seen, state: READ_ONLY });
}
