/** What changes something, or tells of something that was changed outside of Terraform. */
const NEWS = new Set(["planned_change", "resource_drift"]);

/** Whether `terraform plan -json` has come to its end, would change nothing, and has found no difference. */
export function isEmptyPlan(printed: string): boolean {
  const types = printed
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => (JSON.parse(line) as { readonly type: string }).type);
  return types.includes("change_summary") && !types.some((type) => NEWS.has(type));
}
