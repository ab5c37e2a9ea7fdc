import type { Command, CommandCall } from "../command.js";
import { targetLock } from "../locks.js";
import { randomText } from "../random-text.js";
import { type AwsTargetDetails, newest } from "../records/target.js";
import { missing } from "../refusal.js";
import { ofAws } from "../typed-target.js";
import { newTarget, updateTargetFields } from "./target-fields.js";

/** The credentials of a request, as a whole: what is not given is not there afterwards. */
function awsDetails({ fields, world }: CommandCall, previous?: AwsTargetDetails): AwsTargetDetails {
  const useGatewayIdentity = fields.flag("use-gw-cloud-identity") ?? false;
  const accessKeyId = fields.text("access-key-id");
  const secret = fields.text("access-key");
  const sessionToken = fields.text("session-token");
  if (!useGatewayIdentity) {
    if (accessKeyId === undefined) throw missing("access-key-id");
    if (secret === undefined) throw missing("access-key");
  }
  const keys =
    accessKeyId === undefined || secret === undefined
      ? null
      : {
          accessKeyId,
          secretAccessKey: world.secrets.keep(secret),
          sessionToken: sessionToken === undefined ? null : world.secrets.keep(sessionToken),
        };
  const wantsExternalId = useGatewayIdentity && fields.flag("generate-external-id") === true;
  return {
    keys,
    region: fields.text("region") ?? "us-east-2",
    useGatewayIdentity,
    roleArn: useGatewayIdentity ? (fields.text("role-arn") ?? "") : "",
    externalId: wantsExternalId ? previous?.externalId || randomText(32) : "",
  };
}

const create: Command = {
  names: ["target-create-aws"],
  write: true,
  success: 201,
  run(call) {
    const target = call.world.store.targets.add({ kind: "aws", ...newTarget(call, () => awsDetails(call)) });
    return { target_id: target.id };
  },
};

const update: Command = {
  names: ["target-update-aws"],
  write: true,
  success: 201,
  run(call) {
    const target = ofAws(call.target("update"));
    return call.world.locks.run(targetLock(target.id), async () => {
      const last = newest(target.versions);
      return updateTargetFields(call, target, last, awsDetails(call, last.details));
    });
  },
};

/** The older names differ in the status of success only. */
const older: readonly Command[] = [
  { ...create, names: ["create-aws-target"], success: 200 },
  { ...update, names: ["update-aws-target"], success: 200 },
];

export const awsTargetCommands = [...older, create, update];
