import { randomBytes } from "node:crypto";
import { ownConfiguration } from "./own-configuration.js";
import type { Stack } from "./stack.js";

const PACE = 10;

/**
 * Our provider alone: the IAM user was made by a person before, which spares the AWS provider's seconds;
 * and another user that may take its place.
 * @param pace how much faster time runs; an AWS outside of this process keeps the real time.
 */
export function ownStack(name = "cell", pace = PACE): Stack {
  const folder = `/${name}`;
  const userName = `${name}-user`;
  const target = `${folder}/seeded`;
  const successor = `${name}-successor`;
  let arns = { userArn: "", successorArn: "", roleArn: "" };
  return {
    userName,
    successors: [successor],
    target,
    home: "target",
    rotator: `${folder}/rotator`,
    producer: `${folder}/admin`,
    folder,
    managesUser: false,
    pace,
    secrets: { TF_VAR_password: randomBytes(24).toString("base64url") },
    cliConfig: async (provider) =>
      `provider_installation {\n  dev_overrides {\n    "latchkey/latchkey" = ${JSON.stringify(provider)}\n  }\n  direct {}\n}\n`,
    async prepare(person) {
      const userArn = await person.makeUser(userName, target);
      const successorArn = await person.makeUser(successor, target);
      const users = { [userName]: userArn, [successor]: successorArn };
      arns = { userArn, successorArn, roleArn: await person.makeRole(`${name}-admin`, users) };
    },
    configure: (terraform, waits, changes) =>
      terraform.configure(ownConfiguration({ folder, ...arns }, waits, changes)),
  };
}
