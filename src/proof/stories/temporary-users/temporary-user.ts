import type { Sandbox } from "../../../sandbox/sandbox.js";

/** An IAM user that the gateway has made for a while, as AWS has it. */
export interface TemporaryUser {
  readonly name: string;
  readonly groups: readonly string[];
  /** Whether it has a password for the console. */
  readonly signsIn: boolean;
}

/** How the gateway begins the names of its users where no template says otherwise. */
const PREFIX = "tmp.";

/** Whether a name, or the last part of an ARN, is that of a temporary user. */
export function isTemporary(nameOrArn: string): boolean {
  return nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1).startsWith(PREFIX);
}

/** The temporary users that are there now. */
export function temporaryUsersOf({ aws }: Sandbox): TemporaryUser[] {
  const { users, groups } = aws.state();
  return [...users.values()]
    .filter(({ name }) => isTemporary(name))
    .map((user) => ({
      name: user.name,
      groups: [...groups.values()].filter(({ members }) => members.has(user)).map(({ name }) => name),
      signsIn: user.loginProfile !== undefined,
    }));
}
