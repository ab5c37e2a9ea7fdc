import { shortened } from "../domain/shortened.js";

/** How a run task stands. `passed` and `failed` are final. */
export type TaskStatus = "running" | "passed" | "failed";

/** One thing that came out of a run task, as HCP Terraform shows it under the run. */
export interface TaskOutcome {
  readonly id: string;
  readonly description: string;
  /** Markdown. */
  readonly body: string;
  readonly status: Tag;
  readonly severity: Tag;
}

/** A coloured label. */
export interface Tag {
  readonly label: string;
  readonly level: "none" | "info" | "warning" | "error";
}

/** The body of a callback, in the form of JSON:API that HCP Terraform documents. */
export interface TaskResult {
  readonly data: {
    readonly type: "task-results";
    readonly attributes: { readonly status: TaskStatus; readonly message: string };
    readonly relationships?: { readonly outcomes: { readonly data: readonly object[] } };
  };
}

/** HCP Terraform advises one megabyte at most; nothing here comes near it. */
const LONGEST_BODY = 100_000;
const LONGEST_MESSAGE = 1_000;

/** Makes the body of a callback. Without outcomes for a receiver that does not show them. */
export function taskResult(
  status: TaskStatus,
  message: string,
  outcomes: readonly TaskOutcome[] = [],
): TaskResult {
  return {
    data: {
      type: "task-results",
      attributes: { status, message: shortened(message, LONGEST_MESSAGE - 1) },
      ...(outcomes.length > 0 && { relationships: { outcomes: { data: outcomes.map(wireOutcome) } } }),
    },
  };
}

function wireOutcome({ id, description, body, status, severity }: TaskOutcome): object {
  return {
    type: "task-result-outcomes",
    attributes: {
      "outcome-id": id,
      description,
      body: clipped(body),
      tags: { Status: [status], Severity: [severity] },
    },
  };
}

/** What happened stands at the beginning of a report, and the long story after it. */
function clipped(text: string): string {
  return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY - 1)}…` : text;
}
