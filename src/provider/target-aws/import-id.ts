import type { StoredOf } from "../../vocabulary/index.js";
import type { Table } from "./operations.js";

/** What the id of an import says of a target. */
export function importedTarget(id: string): Partial<StoredOf<Table>> {
  // The ARN is what Terraform cannot find out; without it a seeded target would be planned to be replaced.
  const comma = id.lastIndexOf(",arn:");
  if (comma === -1) return { name: id };
  return { name: id.slice(0, comma), seed_user_arn: id.slice(comma + 1) };
}
