import { awsKeyOf } from "../../../gateway/index.js";
import { gatewayClient } from "../gateway-client.js";
import { namedBySts } from "../named-by-sts.js";
import type { Told } from "../record.js";
import type { Scene } from "../scene.js";
import { storyOf } from "../story.js";
import { temporaryUsersPromises } from "./promises.js";
import type { TemporaryUsersStages, UsersIssued } from "./stage.js";
import { temporaryUsersOf } from "./temporary-user.js";

const EXAMPLE = "examples/temporary-users/main.ts";
const SECOND_STACK = "examples/second-stack/main.ts";
const DEPLOYER = "/operations/deployer";
const OPERATOR = "/operations/operator";
const READER = "/operations/reader";
const READER_TTL_SECONDS = 15 * 60;

/** Document 001: dynamic secrets for AWS, and values that are had at run time and that no file holds. */
export const usersForAWhile = storyOf<TemporaryUsersStages>({
  document: "001",
  title: "AWS users that the gateway makes for a while",
  stages: ["deploy", "second stack", "users", "second stack's end", "destroy"],
  promises: temporaryUsersPromises,
  programs: [EXAMPLE, SECOND_STACK],
  sandbox: {},
  again: {},
  async play(scene, stage) {
    const first = async (command: "deploy" | "destroy") => ({
      terraform: await scene.cdktf(command, EXAMPLE),
    });
    const second = async (command: "deploy" | "destroy") => ({
      terraform: await scene.cdktf(command, SECOND_STACK, {
        DYNAMIC_SECRET: DEPLOYER,
        // What works there works with what the gateway issues.
        AWS_ACCESS_KEY_ID: "",
        AWS_SECRET_ACCESS_KEY: "",
      }),
    });
    await stage("deploy", "cdktf deploy: a target and three dynamic secrets", () => first("deploy"));
    await stage("second stack", "cdktf deploy of another stack, for which a user is made", () =>
      second("deploy"),
    );
    await stage("users", "a reader and an operator ask for users", () => useUsers(scene));
    await stage("second stack's end", "cdktf destroy of the other stack", () => second("destroy"));
    await stage("destroy", "cdktf destroy", () => first("destroy"));
  },
});

/** The operator's user is revoked, and the reader's is left until its time is over. */
async function useUsers({ sandbox, clock }: Scene): Promise<Told<UsersIssued>> {
  const { issuedCredentials } = gatewayClient(sandbox, clock);
  const { accessKeyId, secretAccessKey } = awsKeyOf(await issuedCredentials.issue(READER), READER);
  const readerWorksAs = await namedBySts(sandbox, { keyId: accessKeyId, secret: secretAccessKey });
  const { id } = await issuedCredentials.issue(OPERATOR);
  const issued = temporaryUsersOf(sandbox);
  await issuedCredentials.revoke(OPERATOR, id ?? "");
  const afterRevocation = temporaryUsersOf(sandbox);
  await sandbox.clock.advance(READER_TTL_SECONDS);
  return { issued, readerWorksAs, afterRevocation, afterItsTime: temporaryUsersOf(sandbox) };
}
