import type { Fault } from "../../errors/fault.js";
import type { ListedCredential } from "../../gateway/index.js";
import type { Style } from "../io.js";

/** What became of one credential. */
export interface SessionOutcome {
  readonly id: string;
  /** `gone`: it was not listed any more, or never. */
  readonly outcome: "extended" | "revoked" | "gone" | "failed";
  /** Null unless it failed. */
  readonly fault: Fault | null;
}

const WORDS: { readonly [O in SessionOutcome["outcome"]]: string } = {
  extended: "extended",
  revoked: "revoked",
  gone: "not listed: revoked or ended already, or never issued",
  failed: "failed",
};

/** For a script. */
export function sessionsData(
  path: string,
  listed: readonly ListedCredential[],
  outcomes: readonly SessionOutcome[],
) {
  return {
    path,
    sessions: listed.map(({ id, accessId, createdAt, minutesLeft, host }) => ({
      id,
      access_id: accessId,
      created_at: createdAt?.toISOString() ?? null,
      minutes_left: minutesLeft,
      host,
    })),
    changes: outcomes.map(({ id, outcome, fault }) => ({
      id,
      outcome,
      error: fault && { code: fault.code, summary: fault.summary, detail: fault.detail },
    })),
  };
}

/** For a person: what was done, and a table of what there is. */
export function sessionsText(
  path: string,
  listed: readonly ListedCredential[],
  outcomes: readonly SessionOutcome[],
  style: Style,
): string {
  const done = outcomes.map(({ id, outcome, fault }) =>
    [`${id}  ${fault ? style.red(WORDS[outcome]) : WORDS[outcome]}`, ...(fault ? [fault.message] : [])].join(
      "\n",
    ),
  );
  const blank = done.length > 0 ? [""] : [];
  if (listed.length === 0)
    return [...done, ...blank, `${path} has issued nothing that is not revoked.`].join("\n");
  const rows = listed.map(({ id, accessId, createdAt, minutesLeft }) => [
    id,
    accessId || "?",
    createdAt ? `${createdAt.toISOString().slice(0, 16).replace("T", " ")} UTC` : "?",
    minutesLeft === null ? "?" : `${minutesLeft} min`,
  ]);
  const table = [["id", "issued to", "issued at", "left"], ...rows];
  const widths = (table[0] ?? []).map((_, at) => Math.max(...table.map((row) => (row[at] ?? "").length)));
  const lines = table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...body] = lines;
  return [...done, ...blank, style.dim(head), ...body].join("\n");
}
