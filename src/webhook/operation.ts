/** What the gateway asks a webhook for. */
export type WebhookOperation = "create" | "revoke" | "rotate";

const OPERATIONS: readonly WebhookOperation[] = ["create", "revoke", "rotate"];

/** The operation that a path ends with, whatever a stage or a proxy has put before: `/sync/create`, `/prod/create/`. */
export function operationOf(path: string): WebhookOperation | undefined {
  const last = path.split("?")[0]?.split("/").filter(Boolean).at(-1);
  return OPERATIONS.find((operation) => operation === last);
}
