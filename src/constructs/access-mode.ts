import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { LatchkeyDynamicSecretAwsConfig } from "./bindings/index.js";
import { known } from "./bindings/known.js";
import { given } from "./given.js";
import { refusal } from "./refusal.js";
import type { ITarget } from "./target.js";

/** Options of {@link AccessMode.assumeRole}. */
export interface AssumeRoleOptions {
  /** External id that the role's trust policy asks for, 2 to 1224 characters. @default - none */
  readonly externalId?: string | undefined;
  /**
   * Tags of a session, by their keys: policies see them as `aws:PrincipalTag`. The roles' trust policies have to allow
   * `sts:TagSession`. @default - none
   */
  readonly sessionTags?: Readonly<Record<string, string>> | undefined;
  /** Keys of those tags that stay with a session when it assumes a further role. @default - none */
  readonly transitiveTagKeys?: readonly string[] | undefined;
}

/** Of what a console password is made; see {@link IamUserOptions.consolePassword}. */
export interface ConsolePasswordOptions {
  /** Characters, 6 to 128. @default - the gateway account's own rule */
  readonly length?: number | undefined;
  /** Whether it has capital letters. @default - the gateway account's own rule */
  readonly capitalLetters?: boolean | undefined;
  /** Whether it has small letters. @default - the gateway account's own rule */
  readonly lowerLetters?: boolean | undefined;
  /** Whether it has digits. @default - the gateway account's own rule */
  readonly numbers?: boolean | undefined;
  /** Whether it has characters that are neither letters nor digits. @default - the gateway account's own rule */
  readonly specialCharacters?: boolean | undefined;
}

/**
 * Options of {@link AccessMode.iamUser}. Users that were made before a change of them are ended by the rights that the
 * gateway's user has then. So a name's pattern or a group may go only once the longest-lived user of it has come to its end,
 * one `ttlSeconds` later: until then name the former pattern in `users` as well, and give the right to a former group by
 * `grantTemporaryUsers` of that user. Policies may be changed at any time.
 */
export interface IamUserOptions {
  /** ARNs of the managed policies of a temporary user. @default - none */
  readonly policyArns?: readonly string[] | undefined;
  /** Names of the groups of a temporary user. @default - none */
  readonly userGroups?: readonly string[] | undefined;
  /** Whether a temporary user also gets a console password. @default false */
  readonly consoleAccess?: boolean | undefined;
  /** Of what that password is made. Needs `consoleAccess`. @default - the gateway account's own rule */
  readonly consolePassword?: ConsolePasswordOptions | undefined;
  /** Whether a temporary user gets an access key. @default true */
  readonly programmaticAccess?: boolean | undefined;
  /**
   * Which users the gateway may make and delete: what follows `user/` in their ARNs, with `*` for any text; one pattern or
   * several.
   * @default tmp* - the names that the gateway gives by itself
   */
  readonly users?: string | readonly string[] | undefined;
  /**
   * Template of the users' names. One that begins with a text tells `users` by itself; beside any other one `users` has
   * to be given where the gateway's user is to be allowed to make them. @default - the gateway's own
   */
  readonly usernameTemplate?: string | undefined;
}

/** What an access mode gives to its producer. */
export interface ProducerAccess {
  readonly arguments: Pick<
    LatchkeyDynamicSecretAwsConfig,
    | "accessMode"
    | "roleArns"
    | "externalId"
    | "sessionTags"
    | "transitiveTagKeys"
    | "policyArns"
    | "userGroups"
    | "consoleAccess"
    | "programmaticAccess"
    | "passwordLength"
    | "useCapitalLetters"
    | "useLowerLetters"
    | "useNumbers"
    | "useSpecialCharacters"
    | "customUsernameTemplate"
  >;
  /** The policy that lets the gateway's user do it, where the user is known. */
  readonly grant: ITerraformDependable | undefined;
}

/** How credentials are made. */
export abstract class AccessMode {
  /**
   * STS credentials of one of these roles: ready at once, and not revocable before they expire. A caller names the role;
   * one that names none gets the first by the alphabet. Where the target is seeded by a user, the user is allowed to
   * assume the roles; their trust policies have to name it.
   */
  static assumeRole(roleArns: readonly string[], options: AssumeRoleOptions = {}): AccessMode {
    return new AssumeRole(roleArns, options);
  }

  /**
   * A temporary IAM user, deleted when its time is over. Where the target is seeded by a user, the user is allowed to
   * make and delete such users, with these policies and groups only.
   */
  static iamUser(options: IamUserOptions = {}): AccessMode {
    return new TemporaryUser(options);
  }

  /** Called by the producer, once. */
  abstract bind(producer: Construct, target: ITarget | undefined): ProducerAccess;
}

class AssumeRole extends AccessMode {
  constructor(
    private readonly roleArns: readonly string[],
    private readonly options: AssumeRoleOptions,
  ) {
    super();
  }

  override bind(_producer: Construct, target: ITarget | undefined): ProducerAccess {
    const tagSessions = Object.keys(this.options.sessionTags ?? {}).length > 0;
    return {
      arguments: { accessMode: "assume_role", roleArns: this.roleArns, ...this.options },
      grant: target?.seed?.user.grantAssumeRole(this.roleArns, { tagSessions }),
    };
  }
}

class TemporaryUser extends AccessMode {
  constructor(private readonly options: IamUserOptions) {
    super();
  }

  override bind(producer: Construct, target: ITarget | undefined): ProducerAccess {
    const { users, usernameTemplate, consolePassword = {}, ...rest } = this.options;
    const { length, capitalLetters, lowerLetters, numbers, specialCharacters } = consolePassword;
    const password = given({
      passwordLength: length,
      useCapitalLetters: capitalLetters,
      useLowerLetters: lowerLetters,
      useNumbers: numbers,
      useSpecialCharacters: specialCharacters,
    });
    const seedUser = target?.seed?.user;
    return {
      arguments: {
        accessMode: "iam_user",
        ...rest,
        ...password,
        ...given({ customUsernameTemplate: usernameTemplate }),
      },
      grant: seedUser?.grantTemporaryUsers(producer, "Grant", {
        ...this.options,
        users: users ?? usersOf(producer, usernameTemplate),
      }),
    };
  }
}

/** What the names by a template have in common. @throws Fault for a template that says nothing of it */
function usersOf(producer: Construct, template: string | undefined): string | undefined {
  const plain = known(template);
  if (template === undefined) return undefined;
  const [start = ""] = typeof plain === "string" ? plain.split("{{") : [];
  // An asterisk alone would be every user of the account.
  if (start !== "") return `${start}*`;
  const flaw = "should begin with a text of its own, or 'users' should say which users it names";
  throw refusal(producer, "VALUE_NOT_ALLOWED", "usernameTemplate", flaw);
}
