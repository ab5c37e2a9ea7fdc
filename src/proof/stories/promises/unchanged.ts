import type { Promised } from "../../evidence/promised.js";
import type { DeployRecord } from "../record.js";
import type { HistoryOf } from "../story.js";

/** Names of the stages that run Terraform. */
type Deploy<Stages> = {
  [Name in keyof Stages]: Stages[Name] extends DeployRecord ? Name : never;
}[keyof Stages] &
  string;

/** I5: a deploy finds nothing to do and writes nothing. */
export function unchanged<Stages>(title: string, name: Deploy<Stages>): Promised<HistoryOf<Stages>> {
  return {
    title,
    after: [name],
    check(history) {
      const { terraform, aws, gateway } = history[name] as unknown as DeployRecord;
      const awsWrites = aws.filter(({ write }) => write).map(({ action }) => action);
      const gatewayWrites = gateway.filter(({ write }) => write).map(({ command }) => command);
      return {
        held: terraform?.noChanges === true && awsWrites.length === 0 && gatewayWrites.length === 0,
        expected: "no changes, no write to AWS, no write to the gateway",
        seen: `${terraform?.noChanges ? "no changes" : "changes"}; ${counted(awsWrites)} among ${aws.length} calls to AWS, ${counted(gatewayWrites)} among ${gateway.length} to the gateway`,
      };
    },
  };
}

function counted(writes: readonly string[]): string {
  return writes.length === 0 ? "no write" : `${writes.length} writes (${[...new Set(writes)].join(", ")})`;
}
