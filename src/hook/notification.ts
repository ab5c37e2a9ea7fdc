import { z } from "zod";
import { parsedJson, placesOf } from "./run-task-request.js";
import type { RunWorkspace } from "./target.js";

/** A run that ended, as a notification tells it. */
export interface EndedRun {
  readonly runId: string;
  readonly trigger: "run:completed" | "run:errored";
  readonly workspace: RunWorkspace;
  /** When the run came to its end, as far as the notification tells. */
  readonly endedAt: Date | undefined;
}

export type NotificationRequest =
  | { readonly kind: "run"; readonly run: EndedRun }
  /** HCP Terraform tries the URL when a configuration is enabled. */
  | { readonly kind: "verification" }
  | { readonly kind: "ignored"; readonly why: string }
  | { readonly kind: "malformed"; readonly why: string };

const text = z.string().min(1).max(500);
const payload = z.looseObject({
  // All of these are null in a verification.
  run_id: text.nullish(),
  workspace_id: text.nullish(),
  workspace_name: text.nullish(),
  organization_name: text.nullish(),
  notifications: z
    .array(
      z.looseObject({
        trigger: text,
        run_status: z.string().max(500).nullish(),
        run_updated_at: z.string().max(100).nullish(),
      }),
    )
    .min(1)
    .max(100),
});

/**
 * Reads the body of a notification whose signature has been checked. A completed run counts only if it was applied:
 * a run without changes completes, too.
 */
export function parseNotification(body: Uint8Array): NotificationRequest {
  const json = parsedJson(body);
  if (json === undefined) return { kind: "malformed", why: "the body is not JSON" };
  const { success, data, error } = payload.safeParse(json);
  if (!success) return { kind: "malformed", why: `wrong or missing: ${placesOf(error)}` };
  const { notifications, run_id, workspace_id, workspace_name, organization_name } = data;
  if (notifications.some(({ trigger }) => trigger === "verification")) return { kind: "verification" };
  for (const { trigger, run_status, run_updated_at } of notifications) {
    const wanted =
      trigger === "run:errored" || (trigger === "run:completed" && run_status === "applied") ? trigger : null;
    if (wanted === null) continue;
    if (!run_id || !workspace_id || !workspace_name || !organization_name) {
      return { kind: "malformed", why: "the run or its workspace is not named" };
    }
    const workspace = { id: workspace_id, name: workspace_name, organization: organization_name };
    return {
      kind: "run",
      run: { runId: run_id, trigger: wanted, workspace, endedAt: dateFrom(run_updated_at) },
    };
  }
  const told = notifications.map(({ trigger, run_status }) => `${trigger} (${run_status ?? "no status"})`);
  return { kind: "ignored", why: told.join(", ") };
}

function dateFrom(text: string | null | undefined): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
