import { SecretText } from "../../../domain/secret-text.js";
import type { Sandbox } from "../../../sandbox/sandbox.js";
import { namedBySts } from "../named-by-sts.js";
import { storyOf } from "../story.js";
import { machineUserPromises } from "./promises.js";
import { Readers } from "./readers.js";
import type { MachineUserStages, SecretReading } from "./stage.js";

const EXAMPLE = "examples/machine-user/main.ts";
const SECRET = "dummy-machine-sbx";
const DEVELOPERS = "developers";

/** Document 004: the access key of a machine user lies in AWS Secrets Manager, and no human copies it. */
export const machineUser = storyOf<MachineUserStages>({
  document: "004",
  title: "a machine user, whose key lies in AWS Secrets Manager",
  stages: ["deploy", "read", "rotation", "second deploy", "destroy"],
  promises: machineUserPromises,
  programs: [EXAMPLE],
  sandbox: {},
  again: {},
  async play(scene, stage) {
    const { sandbox } = scene;
    const cdktf = async (command: "deploy" | "destroy", trigger = "") => {
      const terraform = await scene.cdktf(command, EXAMPLE, trigger ? { KEY_TRIGGER: trigger } : {});
      return { terraform, current: currentKey(sandbox) };
    };
    await stage("deploy", "cdktf deploy: a user, and its key in a secret that developers may read", () =>
      cdktf("deploy"),
    );
    await stage("read", "developers read the secret, and an administrator tries to", () => read(sandbox));
    await stage("rotation", "cdktf deploy, with another trigger", () => cdktf("deploy", "rotate"));
    await stage("second deploy", "cdktf deploy, once more", () => cdktf("deploy", "rotate"));
    await stage("destroy", "cdktf destroy", () => cdktf("destroy", "rotate"));
  },
});

async function read(sandbox: Sandbox): Promise<Pick<SecretReading, "developers" | "administrators">> {
  const readers = new Readers(sandbox.aws, sandbox.environment.AWS_REGION ?? "");
  const got = await readers.read(DEVELOPERS, SECRET);
  let administrators = "";
  await readers.withAdministrator(async (role) => {
    const answer = await readers.read(role, SECRET);
    administrators = typeof answer === "string" ? answer : "read";
  });
  if (typeof got === "string") return { developers: got, administrators };
  const { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret } = got;
  const worksAs = await namedBySts(sandbox, { keyId: keyId ?? "", secret: new SecretText(secret ?? "") });
  return { developers: { keyId, worksAs }, administrators };
}

/** Which key the current version of the secret holds; its labels say so, and its value is not read for that. */
function currentKey({ aws }: Sandbox): string | undefined {
  const secret = [...aws.state().secrets.values()].find(({ name }) => name === SECRET);
  const versions = [...(secret?.versions.values() ?? [])];
  const stages = versions.find((version) => version.stages.has("AWSCURRENT"))?.stages ?? [];
  return [...stages].flatMap((label) => /^latchkey:(AKIA\w+)$/.exec(label)?.[1] ?? [])[0];
}
