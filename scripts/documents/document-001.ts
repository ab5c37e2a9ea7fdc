import type { SeedDocument } from "./seed-document.js";

const CONSTRUCT = "unit/constructs/dynamic-producer.test.ts";
const PROVIDER = "unit/provider/dynamic-secret-aws.test.ts";
const GATEWAY = "contract/sandbox-gateway/dynamic-aws.test.ts";
const CHANGES = "unit/types/every-type.test.ts › changes %s to %j in place, and back";
const USERS = `${GATEWAY} › makes a user with policies, groups and a key, and deletes it when its time is over`;
const OWN_KEY = `${PROVIDER} › issues with it, and leaves alone the one by which the gateway has replaced it`;
const GET =
  "contract/values/get.test.ts › issues one credential, prints it as a line of JSON, and tells how it is revoked";
const FOUND = "unit/provider/data-sources.test.ts › items are found by path, by kind and by tags";
const EITHER = `${CONSTRUCT} › works through a target or by a key of its own, and never by both or neither`;
const MADE = `${PROVIDER} › creates %j with one write and a mark that is taken away, and has nothing to change afterwards`;

/** The dynamic secret of AWS with all its settings. */
export const document001: SeedDocument = {
  number: "001",
  title: "AWS dynamic secrets",
  example: "examples/temporary-users/main.ts",
  asked: [
    ["1", "A dynamic secret generates AWS credentials that are bounded by policies of IAM.", [USERS]],
    ["2", "It has two modes.", [MADE, CHANGES]],
    [
      "3",
      "`iam_user`: a request makes a temporary IAM user and returns its access key.",
      [
        USERS,
        "unit/provider/ephemeral-values.test.ts › is opened with a key that works, and its user is gone when it is closed",
      ],
    ],
    [
      "4",
      "Such a user can be revoked at any time; it is of one account.",
      [
        "contract/values/sessions.test.ts › takes back the one that is named, and no other",
        "promise › that user is revoked as soon as Terraform is done with it, each time",
      ],
    ],
    [
      "5",
      "For several accounts there is a dynamic secret each.",
      [
        "unit/constructs/aws-access.test.ts › lives in another account and gateway, with all that belongs to it",
      ],
      "examples/two-accounts/main.ts",
    ],
    [
      "6",
      "`assume_role`: a request assumes a role and returns key, secret and session token.",
      [`${GATEWAY} › assumes the role for as long as asked`],
      "examples/quickstart/main.ts",
    ],
    [
      "7",
      "One dynamic secret assumes roles of several accounts; what it has issued cannot be revoked, and lives 15 minutes to 12 hours.",
      [
        `${GATEWAY} › takes the role that is asked for, of those that it has`,
        `${GATEWAY} › has the limits that AWS has, and tells them in its words`,
        `${CONSTRUCT} › fails to assume roles for %d seconds`,
      ],
      "examples/quickstart/main.ts",
    ],
    [
      "8",
      "The gateway has to be able to log in to AWS first.",
      [
        "unit/constructs/graph-order.test.ts › a producer is made after its grant, and is gone before the grant ends",
      ],
    ],
    [
      "9",
      "Whoever sets it up needs privileged credentials of AWS, and is told what is missing.",
      ["unit/aws/denials.test.ts › a denial %j is answered with advice that can help"],
    ],
    [
      "10",
      "An IAM user with administrator access is made. Here it gets what it needs and nothing more.",
      [
        "unit/constructs/bootstrap-user.test.ts › may do nothing but replace its own keys, by its whole ARN",
        `${CONSTRUCT} › has its temporary users granted with no more policies than its own, and waits for it`,
      ],
    ],
    [
      "11–12",
      "Id and secret of its access key are retrieved, to log in with. Here no person retrieves them: the provider mints the key and hands it over.",
      [
        "acceptance/target-aws.test.ts › is handed one key that works, and the second plan finds nothing to do",
      ],
    ],
    [
      "13",
      "`iam_user` needs a policy with the listed permissions on users. The construct grants them, on users of the gateway's own names.",
      [
        "unit/constructs/bootstrap-user.test.ts › temporary users of the gateway's own names, in the user's own account and partition",
        "unit/constructs/bootstrap-user.test.ts › a console password only where it is asked for",
      ],
    ],
    [
      "14",
      "A new user with this policy can be the one that the gateway logs in as.",
      [
        USERS,
        "unit/constructs/bootstrap-user.test.ts › needs nothing but an id: it is named after its construct, under a path of its own",
      ],
    ],
    [
      "15–16",
      "`assume_role` needs the permission to assume the wanted roles.",
      [
        "unit/constructs/bootstrap-user.test.ts › roles: one policy holds them all, each once",
        `${CONSTRUCT} › has its roles granted to the user that seeds the target, and waits for it`,
      ],
      "examples/quickstart/main.ts",
    ],
    [
      "17",
      "A dynamic secret works through a target that is there, or has the parameters of its own.",
      [EITHER],
    ],
    [
      "18–19",
      "With targets is better: what they hold is said once.",
      [`${PROVIDER} › is given another key by a new version, a target instead of it, and a key again`],
    ],
    [
      "20",
      "Whoever makes dynamic secrets has to be allowed to see or make targets.",
      [
        "contract/sandbox-gateway/access.test.ts › item rules say nothing about targets, roles and auth methods",
        `${PROVIDER} › are left to AWS where the caller may not see the target's details`,
      ],
    ],
    [
      "21",
      "A dynamic secret with an existing target is made by one command with its name, target, gateway, mode, policies, groups and roles.",
      [MADE, `${GATEWAY} › works under the older names too`],
    ],
    [
      "22–23",
      "The name may have folders in it, which come to be together with it.",
      [MADE, "contract/sandbox-gateway/targets.test.ts › lists by name and deletes by folder"],
    ],
    [
      "24",
      "The target is told by its path, folders included.",
      [
        "unit/constructs/bindings/gateway-object.test.ts › an object may be given for its path, and what refers to it waits for it",
        `${GATEWAY} › fail with 404 for a target that does not exist`,
      ],
    ],
    [
      "25",
      "The gateway is told by its URL.",
      [
        "unit/wiring/settings.test.ts › prefers the block to the environment, and our names to the usual ones",
      ],
    ],
    [
      "26",
      "The mode is one of two; the document writes the second in two spellings, of which the command takes one.",
      [`${GATEWAY} › fail with 400 for %s`, MADE],
    ],
    ["27", "Policies by ARN, several of them.", [USERS, CHANGES]],
    [
      "28",
      "Groups by name, several of them.",
      [
        USERS,
        `${GATEWAY} › issues a key and a password together, of a user in groups whose policies hold for it`,
      ],
    ],
    [
      "29",
      "Roles by ARN, several of them.",
      [`${GATEWAY} › takes the role that is asked for, of those that it has`],
      "examples/quickstart/main.ts",
    ],
    [
      "30–32",
      "Without a target: the id and the secret of the administrator's access key. The secret is write-only, so that no state has it.",
      [OWN_KEY, `${GATEWAY} › issues with an inline key, and rotates that key on request and on schedule`],
    ],
    [
      "33",
      "The region to which what is issued gives access.",
      [`${PROVIDER} › notices a region where none was configured`, CHANGES],
    ],
    [
      "34",
      "Every other parameter of the command is there, too.",
      [
        CHANGES,
        "unit/provider/moved-from-official.test.ts › what is not carried over is told by its names, and never by a value",
      ],
    ],
    ["35", "A value is fetched by a command with the path.", [GET]],
    [
      "36",
      "For the console the gateway's URL has to be configured: here it is in the provider block or the environment, and a wrong one is told.",
      [
        "unit/wiring/settings.test.ts › prefers the block to the environment, and our names to the usual ones",
      ],
    ],
    [
      "37",
      "Or it is made at the gateway's own configuration manager: what is made there is found and taken over.",
      [
        `${PROVIDER} › imports %j so that the next apply has nothing to change`,
        "acceptance/every-type.test.ts › in Terraform's language imports everything and plans nothing",
      ],
    ],
    ["38–40", "A dynamic secret of AWS is made with a name and a folder, which comes to be with it.", [MADE]],
    ["41", "The other settings are given with it.", [MADE, CHANGES]],
    [
      "42",
      "Protection against deletion.",
      [
        CHANGES,
        "unit/types/every-type.test.ts › sees that %s was changed to %j behind its back, and nothing else",
      ],
    ],
    [
      "43–45",
      "A target that is there, or explicit details where the author may not see targets.",
      [EITHER, OWN_KEY],
    ],
    [
      "46",
      "Again: with targets is better, and needs the permission for them.",
      [
        EITHER,
        "contract/sandbox-gateway/access.test.ts › item rules say nothing about targets, roles and auth methods",
      ],
    ],
    [
      "47",
      "The access mode is chosen, and what does not fit it is refused.",
      [
        `${PROVIDER} › fails on %j before anything is sent`,
        "acceptance/bad-input.test.ts › what does not fit the access mode is told at its own line",
      ],
    ],
    ["48–49", "Policies and groups of the users.", [USERS, CHANGES]],
    [
      "50",
      "Roles that may be assumed.",
      [
        `${CONSTRUCT} › fails without a role to assume`,
        `${GATEWAY} › takes the role that is asked for, of those that it has`,
      ],
      "examples/quickstart/main.ts",
    ],
    [
      "51",
      "Programmatic access: the user gets an access key.",
      [`${GATEWAY} › issues a key and a password together, of a user in groups whose policies hold for it`],
    ],
    [
      "52",
      "Console access: user name and password for the management console.",
      [
        `${GATEWAY} › gives a console password, and no key, where that is asked for`,
        "promise › an operator gets a user of the group that signs in to the console; revoked, it is gone",
      ],
    ],
    [
      "53–54",
      "A time to live, after which what was issued is worth nothing.",
      [USERS, "promise › a user that is never revoked is ended by the gateway when its time is over"],
    ],
    [
      "55",
      "Its unit is said: seconds in Terraform, a duration with its unit in the construct.",
      [
        `${CONSTRUCT} › takes %j`,
        `${PROVIDER} › sets a lifetime that somebody gave without a unit, of which nobody outside knows what it means`,
      ],
    ],
    [
      "56",
      "The gateway through which users are made is chosen.",
      [`${CONSTRUCT} › belongs to the gateway of its target`],
    ],
    ["57", "A protection key with a customer fragment, for zero knowledge.", [CHANGES]],
    [
      "58–60",
      "Explicit details: id and secret of the administrator's key.",
      [OWN_KEY, `${PROVIDER} › is refused with %s, before anything is sent`],
    ],
    ["61", "The region.", [CHANGES]],
    [
      "62",
      "A session token, where the details are temporary credentials. The gateway's command for dynamic secrets takes none; a target takes one.",
      [
        "unit/provider/target-aws.test.ts › hands a write-only key over, and stores none of its secrets",
        "unit/constructs/target.test.ts › holds a key that is made elsewhere, by ephemeral references",
      ],
    ],
    ["63", "Then it is there.", [MADE]],
    ["64–65", "A person logs in and finds the dynamic secret in its folder.", [FOUND]],
    ["66", "And has a value issued.", [GET]],
  ],
};
