import { z } from "zod";
import { SecretText } from "../domain/secret-text.js";
import type { RunWorkspace } from "./target.js";

/** A run task as HCP Terraform asks for it, as far as the hook needs it. */
export interface RunTask {
  readonly stage: string;
  readonly runId: string;
  readonly taskResultId: string;
  readonly callbackUrl: string;
  /** Opens the callback for ten minutes. */
  readonly accessToken: SecretText;
  /** Whether the other side shows outcomes. */
  readonly outcomes: boolean;
  readonly workspace: RunWorkspace;
}

export type RunTaskRequest =
  | { readonly kind: "task"; readonly task: RunTask }
  /** HCP Terraform tries the URL and the key when a run task is saved. */
  | { readonly kind: "verification" }
  | { readonly kind: "malformed"; readonly why: string };

/** The token that stands in a verification request instead of a real one. */
const TEST_TOKEN = "test-token";

const text = z.string().min(1).max(500);
const verification = z.looseObject({ access_token: z.literal(TEST_TOKEN) });
const task = z.looseObject({
  stage: text,
  run_id: text,
  task_result_id: text,
  task_result_callback_url: z.string().min(1).max(4_000),
  access_token: z.string().min(1).max(20_000),
  capabilities: z.looseObject({ outcomes: z.boolean().nullish() }).nullish(),
  workspace_id: text,
  workspace_name: text,
  organization_name: text,
});

/** Reads the body of a request whose signature has been checked. */
export function parseRunTaskRequest(body: Uint8Array): RunTaskRequest {
  const json = parsedJson(body);
  if (json === undefined) return { kind: "malformed", why: "the body is not JSON" };
  if (verification.safeParse(json).success) return { kind: "verification" };
  const { success, data, error } = task.safeParse(json);
  if (!success) return { kind: "malformed", why: `wrong or missing: ${placesOf(error)}` };
  return {
    kind: "task",
    task: {
      stage: data.stage,
      runId: data.run_id,
      taskResultId: data.task_result_id,
      callbackUrl: data.task_result_callback_url,
      accessToken: new SecretText(data.access_token),
      outcomes: data.capabilities?.outcomes === true,
      workspace: { id: data.workspace_id, name: data.workspace_name, organization: data.organization_name },
    },
  };
}

/** What the bytes hold as JSON; undefined when they hold none. */
export function parsedJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Which fields are wrong, without what they hold. */
export function placesOf({ issues }: z.ZodError): string {
  return [...new Set(issues.map(({ path }) => path.join(".") || "the whole"))].join(", ");
}
