import { masked } from "../../../domain/masked.js";
import type { SandboxAccessKey } from "../../../sandbox/aws/sandbox-aws.js";
import type { Promised } from "../../evidence/promised.js";
import { nothingLeft } from "../promises/nothing-left.js";
import { unchanged } from "../promises/unchanged.js";
import type { MachineUserHistory, MachineUserStages } from "./stage.js";

const keyDelivered: Promised<MachineUserHistory> = {
  title: "the key goes from IAM straight into the secret, once",
  after: ["deploy"],
  check({ deploy }) {
    const { aws, keysMade, keysAfter, current } = deploy;
    const [made] = keysMade;
    const puts = aws.filter(({ action, status }) => action === "PutSecretValue" && status === 200);
    const reads = aws.filter(({ action }) => action === "GetSecretValue");
    return {
      held:
        keysMade.length === 1 &&
        current === made &&
        isActive(made, keysAfter) &&
        puts.length > 0 &&
        reads.length === 0,
      expected: "one CreateAccessKey; the current version of the secret holds that key; no value is read",
      seen: `${keysMade.map(masked).join(", ") || "no key"} made; ${puts.length} × PutSecretValue, ${reads.length} × GetSecretValue; current: ${maskedOrNone(current)}`,
    };
  },
};

const readByDevelopers: Promised<MachineUserHistory> = {
  title: "those to whom it is granted read a key that works, an administrator of the account does not",
  after: ["deploy", "read"],
  check({ deploy, read: { developers, administrators } }) {
    const [made] = deploy.keysMade;
    const got = typeof developers === "string" ? undefined : developers;
    return {
      held:
        got !== undefined &&
        got.keyId === made &&
        /:user\/machines\//.test(got.worksAs) &&
        administrators === "AccessDeniedException",
      expected: "developers get the key, STS names the machine's user for it; an administrator is refused",
      seen: `developers: ${got ? `${maskedOrNone(got.keyId)}, which is ${got.worksAs}` : developers}; an administrator: ${administrators}`,
    };
  },
};

const rotatedWithOverlap: Promised<MachineUserHistory> = {
  title: "a rotation makes another key current, and the one before works on for its grace",
  after: ["deploy", "rotation"],
  check({ deploy, rotation }) {
    const { current: before } = deploy;
    const { keysMade, keysAfter, current, aws } = rotation;
    const [made] = keysMade;
    const ended = aws.filter(
      ({ action, parameters }) =>
        /^(Update|Delete)AccessKey$/.test(action) && parameters.AccessKeyId === before,
    );
    return {
      held:
        keysMade.length === 1 &&
        current === made &&
        current !== before &&
        isActive(current, keysAfter) &&
        isActive(before, keysAfter) &&
        ended.length === 0,
      expected: "one key more, which is current; the key before is Active, and nothing was done to it",
      seen: `${maskedOrNone(before)} → ${maskedOrNone(current)}; ${keysAfter.map(({ id, status }) => `${masked(id)} ${status}`).join(", ") || "no key"}`,
    };
  },
};

/** Everything that the record is judged by, in the order in which it is shown. */
export const machineUserPromises: readonly Promised<MachineUserHistory>[] = [
  keyDelivered,
  readByDevelopers,
  rotatedWithOverlap,
  unchanged<MachineUserStages>("a deploy after that changes nothing and writes nothing", "second deploy"),
  nothingLeft<MachineUserStages>(),
];

function isActive(id: string | undefined, keys: readonly SandboxAccessKey[]): boolean {
  return keys.some((key) => key.id === id && key.status === "Active");
}

function maskedOrNone(id: string | undefined): string {
  return id ? masked(id) : "no key";
}
