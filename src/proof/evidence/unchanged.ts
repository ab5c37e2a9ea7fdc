import type { Stage } from "../main-job/stage.js";
import type { Promised, PromiseVerdict } from "./promised.js";

/** I5: the second deploy finds nothing to do and writes nothing. */
export const secondDeployUnchanged: Promised = {
  title: "a second deploy changes nothing and writes nothing",
  after: ["second deploy"],
  check: ({ "second deploy": stage }) => unchanged(stage),
};

/** I5, once more after the gateway has replaced its key by itself. */
export const thirdDeployUnchanged: Promised = {
  title: "a deploy after that still changes nothing",
  after: ["third deploy"],
  check: ({ "third deploy": stage }) => unchanged(stage),
};

function unchanged({ terraform, aws, gateway }: Stage): PromiseVerdict {
  const awsWrites = aws.filter(({ write }) => write).map(({ action }) => action);
  const gatewayWrites = gateway.filter(({ write }) => write).map(({ command }) => command);
  return {
    held: terraform?.noChanges === true && awsWrites.length === 0 && gatewayWrites.length === 0,
    expected: "no changes, no write to IAM, no write to the gateway",
    seen: `${terraform?.noChanges ? "no changes" : "changes"}; ${counted(awsWrites)} among ${aws.length} calls to IAM and STS, ${counted(gatewayWrites)} among ${gateway.length} to the gateway`,
  };
}

function counted(writes: readonly string[]): string {
  return writes.length === 0 ? "no write" : `${writes.length} writes (${[...new Set(writes)].join(", ")})`;
}
