import type { Stack } from "./stack.js";

const PACE = 10;

/**
 * A machine user and the secret of Secrets Manager in which its key lies, which a rotation function keeps instead of
 * Terraform. A person has made both before.
 */
export function functionStack(name = "function"): Stack {
  const userName = `${name}-user`;
  const secret = `ci/${name}`;
  let [userArn, secretArn] = ["", ""];
  return {
    userName,
    successors: [],
    target: secret,
    home: "secret",
    rotator: "",
    producer: "",
    folder: `/${name}`,
    managesUser: false,
    pace: PACE,
    secrets: {},
    byFunction: { userName, userArn: () => userArn, secretArn: () => secretArn },
    cliConfig: async () => "",
    async prepare(person) {
      secretArn = await person.secrets.makeEmpty(secret);
      userArn = await person.makeMachineUser(userName, secret);
    },
    configure: () => {},
  };
}
