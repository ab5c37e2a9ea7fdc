import type { SeedDocument } from "./seed-document.js";

const ONE_KEY = "promise › one Active key is left, the gateway holds it, it is not the seed";
const SELF_ROTATION = "promise › a day later the gateway replaces its key by itself";
const ISSUED = "promise › a credential of the producer works as the role that it is for";
const WHOLE =
  "unit/constructs/examples.test.ts › the quickstart is what it promises: user, target, daily rotation, aws-admin, secret, retirement";
const IN_IAM_USER_MODE =
  "contract/sandbox-gateway/dynamic-aws.test.ts › makes a user with policies, groups and a key, and deletes it when its time is over";
const ROLE_TO_ITS_END =
  "unit/provider/ephemeral-values.test.ts › assumes the one that is asked for, and is neither waited for, extended nor revoked";
const TARGET_IDENTITY =
  "acceptance/target-aws.test.ts › is created, imported, recreated and destroyed without any key";

/** Targets, rotators and producers: how a gateway manages access to AWS. */
export const document000: SeedDocument = {
  number: "000",
  title: "Managing AWS credentials",
  example: "examples/quickstart/main.ts",
  asked: [
    ["1–2", "AWS access is managed by targets and producers.", [WHOLE]],
    [
      "3",
      "Both live on a gateway, which has to be there first.",
      [
        "unit/gateway/gateway-wait.test.ts › the first command waits for the gateway, tells so, and is sent once",
      ],
    ],
    [
      "4",
      "The producer needs access to AWS before it can give any.",
      [
        "unit/constructs/graph-order.test.ts › a producer is made after its grant, and is gone before the grant ends",
      ],
    ],
    [
      "5–6",
      "Two strategies, and both work: credentials of an IAM user, or what the gateway's own infrastructure may do.",
      [ONE_KEY, TARGET_IDENTITY],
    ],
    ["7", "Given credentials are static, and the gateway rotates them.", [SELF_ROTATION]],
    [
      "8",
      "With credentials one gateway serves several AWS accounts, and need not run in AWS.",
      [
        "unit/constructs/aws-access.test.ts › lives in another account and gateway, with all that belongs to it",
        "acceptance/examples.test.ts › the real providers find nothing wrong with the example %s",
      ],
      "examples/two-accounts/main.ts",
    ],
    [
      "9",
      "The price is a real credential: none may stay where it does not belong.",
      [
        "acceptance/no-secret-anywhere.test.ts › in the life of one of everything, by whatever command it is looked at",
      ],
    ],
    [
      "10",
      "The producer's access is configured by a target.",
      [
        "unit/constructs/dynamic-producer.test.ts › works through a target or by a key of its own, and never by both or neither",
      ],
    ],
    [
      "11–12",
      "A target holds what the gateway needs for a system: address and credentials of a database, a key of AWS, and so on.",
      [
        "unit/types/every-type.test.ts › is made %s, and has nothing to change afterwards",
        "acceptance/every-type.test.ts › is made, the second apply sends nothing, and no secret is written anywhere",
      ],
    ],
    [
      "13",
      "A target of AWS can use the identity of the gateway's own infrastructure.",
      [
        TARGET_IDENTITY,
        "contract/sandbox-gateway/dynamic-aws.test.ts › works through the gateway's own identity",
      ],
      "examples/gateway-identity/main.ts",
    ],
    ["14", "The system of the document is built with an IAM user's credentials.", [WHOLE]],
    [
      "15",
      "The IAM user may manage its own access keys, for the rotation.",
      ["unit/constructs/bootstrap-user.test.ts › may do nothing but replace its own keys, by its whole ARN"],
    ],
    [
      "16",
      "An access key of the user is made.",
      [
        "contract/seed/life.test.ts › I2, I5, I6: is bootstrapped by one apply, left alone by the next ones, and destroyed without a key left",
      ],
    ],
    [
      "17",
      "With that key a target is made.",
      [
        "acceptance/target-aws.test.ts › is handed one key that works, and the second plan finds nothing to do",
      ],
    ],
    ["18", "A rotator of the target replaces the key every day.", [WHOLE, SELF_ROTATION]],
    ["19", "On it stand producers of temporary access.", [ISSUED]],
    [
      "20",
      "A producer has two ways to give temporary access.",
      [
        "acceptance/examples.test.ts › the example %s deploys, is in order at once, issues what it says and leaves nothing",
        IN_IAM_USER_MODE,
      ],
    ],
    [
      "21",
      "Either it makes an IAM user with permissions, hands out the credentials and deletes the user at the end.",
      [
        IN_IAM_USER_MODE,
        "promise › a user that is never revoked is ended by the gateway when its time is over",
      ],
      "examples/temporary-users/main.ts",
    ],
    [
      "22",
      "Or it assumes a role and hands out the credentials of STS.",
      ["contract/sandbox-gateway/dynamic-aws.test.ts › assumes the role for as long as asked", ISSUED],
    ],
    [
      "23–25",
      "They differ in practice: with an assumed role AWS decides when a credential ends, not the gateway.",
      [
        "contract/sandbox-aws/assume-role.test.ts › ends with the sandbox's clock, and cannot be ended before",
      ],
    ],
    [
      "26",
      "What was issued can be extended and revoked, but not by AWS's means where it is of STS.",
      [
        "contract/sandbox-gateway/dynamic-aws.test.ts › lists what is issued, lengthens its life and takes it back",
        "contract/gateway-client/issued-credentials.test.ts › cannot be extended",
      ],
    ],
    [
      "27",
      "So to extend or revoke a role's session does nothing; who asks for it is told.",
      [
        "contract/sandbox-gateway/dynamic-aws.test.ts › leaves the list when it is revoked or runs out, which AWS does not notice",
        "contract/values/exec.test.ts › of a role is told when the credential ends, and nothing pretends to revoke it",
      ],
    ],
    [
      "28–29",
      "AWS hands out keys of IAM before it honours them, and refuses them as unknown meanwhile.",
      [
        "contract/sandbox-aws/propagation.test.ts › a new key is refused until its delay is over, though IAM lists it at once",
      ],
    ],
    [
      "30",
      "So the receiver has to try until the key works.",
      [
        "unit/provider/ephemeral-values.test.ts › waits until AWS honours the key, and tells so in the log, without the secret",
        "contract/seed/life.test.ts › I3: waits until keys work that flap while AWS spreads them",
      ],
    ],
    ["31", "Credentials of STS work at once.", [ROLE_TO_ITS_END]],
    [
      "32",
      "A user that the gateway makes is visible in AWS.",
      ["promise › an operator gets a user of the group that signs in to the console; revoked, it is gone"],
      "examples/temporary-users/main.ts",
    ],
    [
      "33–34",
      "A session of a role is not, for better or worse; the gateway's own list shows both.",
      [
        "contract/sandbox-gateway/dynamic-aws.test.ts › leaves the list when it is revoked or runs out, which AWS does not notice",
        "contract/values/sessions.test.ts › shows what was issued and is not revoked, to whom and for how long, and changes nothing",
      ],
    ],
    [
      "35–36",
      "The author prefers the assumed role, which lives shortly and needs no waiting: so does the example.",
      [WHOLE, ROLE_TO_ITS_END],
    ],
    [
      "37–38",
      "The strategy is a dynamic producer, which refers to the target and works through it.",
      [
        "unit/constructs/dynamic-producer.test.ts › has its roles granted to the user that seeds the target, and waits for it",
      ],
    ],
    [
      "39",
      "Targets and producers are made on a gateway.",
      ["unit/constructs/dynamic-producer.test.ts › belongs to the gateway of its target"],
    ],
    [
      "40",
      "The gateway has an address and a port for its configuration; the provider is told of it.",
      [
        "unit/wiring/settings.test.ts › works with an empty block and the environment, at the documented defaults",
      ],
    ],
    [
      "41–42",
      "All of it is made by Terraform, without a hand.",
      [
        "acceptance/quickstart.test.ts › holds every promise, says so in one line of JSON, and leaves nothing behind",
      ],
    ],
    [
      "43–45",
      "In the document's repository target and producer wait as comments until the gateway is there. Here nothing is a comment: the provider waits for a gateway that the same apply deploys.",
      [
        "unit/gateway/gateway-wait.test.ts › the first command waits for the gateway, tells so, and is sent once",
        "unit/gateway/gateway-wait.test.ts › when its time is up, the command fails as it does without a wait, and nothing is waited for again",
      ],
    ],
    [
      "46",
      "One apply makes user, target and producer.",
      [
        "contract/seed/life.test.ts › I2, I5, I6: is bootstrapped by one apply, left alone by the next ones, and destroyed without a key left",
      ],
    ],
    [
      "47",
      "The deployer's own credentials of AWS may have ended meanwhile.",
      [
        "unit/aws/credential-sources.test.ts › credentials are found once a person has mended their files, without a new process",
      ],
    ],
    [
      "48–49",
      "The deployer gets others by assuming a role, puts them into the environment and leaves no file: here a command runs with what a producer issues.",
      [
        "contract/values/exec.test.ts › gets the credential in its environment, and no other identity of AWS",
        "contract/values/exec.test.ts › works as the user that was issued for it while it runs, and leaves no secret in files, process lists and output",
      ],
    ],
    ["50", "Afterwards the producer `aws-admin` is in the folder of its environment.", [WHOLE]],
    ["51", "Temporary access is issued whenever it is wanted.", [ISSUED]],
    [
      "52",
      "A person finds the producer by its folder and has a credential issued.",
      [
        "contract/values/get.test.ts › issues one credential, prints it as a line of JSON, and tells how it is revoked",
        "unit/provider/data-sources.test.ts › items are found by path, by kind and by tags",
      ],
    ],
    [
      "53",
      "What was issued may be shown once it has ended, and not before: at a terminal nothing is printed unasked.",
      ["contract/values/get.test.ts › asks first, and reads nothing after the answer %j"],
    ],
    [
      "54–56",
      "Something is to be cleaned up: Terraform has made a user with an access key. Here the key is minted by the provider, and Terraform never has it.",
      [
        "contract/seed/life.test.ts › I1: no secret that either side ever issued is in any state, diagnostic or log line",
      ],
    ],
    [
      "57",
      "The key went into the target and died when the rotator came.",
      [
        ONE_KEY,
        "acceptance/seed-retirement.test.ts › turns the seed off, waits, deletes it, and writes no secret anywhere, at TRACE",
      ],
    ],
    [
      "58",
      "So what Terraform stores is invalid before it ends: here nothing of it is stored at all, and that no live key is left is proven.",
      [
        "acceptance/no-live-keys.test.ts › cdktf synth fails where a live key would reach Terraform: with the cure, without the key, and writes no stack",
        ONE_KEY,
      ],
    ],
    [
      "59",
      "The next run must not make another key, nor disturb the rotation.",
      [
        "acceptance/seed-retirement.test.ts › does nothing more: not in the next apply, and not after the gateway has rotated by itself",
        "acceptance/moto.test.ts › the second apply changes nothing, and so does the one after the gateway has rotated",
      ],
    ],
    [
      "60–61",
      "The document removes the key and its references from the code by hand. Here the code stays as it is; a stack that was written so is freed by a command.",
      [
        "acceptance/retire.test.ts › is freed of it: the key dies, the printed blocks make Terraform forget it, and nothing else changes",
      ],
      "examples/retire/before.tf",
    ],
    ["62", "From there on the gateway takes care of the key.", [SELF_ROTATION]],
  ],
};
