import type { SeedDocument } from "./seed-document.js";

const DELIVERED = "promise › the key goes from IAM straight into the secret, once";
const READERS =
  "promise › those to whom it is granted read a key that works, an administrator of the account does not";
const OVERLAP = "promise › a rotation makes another key current, and the one before works on for its grace";
const CONSTRUCT = "unit/constructs/machine-user.test.ts";
const MADE = `${CONSTRUCT} › makes the user, its secret and the key between them, and no version of the secret`;
const NOWHERE =
  "contract/machine/resource.test.ts › I1: the secret is in Secrets Manager and in nothing that Terraform stores or logs";
const NAMES =
  "contract/machine/key-in-secrets-manager.test.ts › delivers a key that works under the names of the document, and labels its version with its id";
const STATUS =
  "contract/values/secrets-manager.test.ts › tells which key each version holds by the labels, without reading a value or changing anything";
const GET =
  "contract/values/secrets-manager.test.ts › prints a secret by its ARN and by its name, character by character";
const IN_WORKSPACE =
  "unit/constructs/examples.test.ts › the machine user keeps its state in a workspace where an organization is named, and works in the region that is named";
const DEPLOYED =
  "acceptance/examples.test.ts › the example %s deploys, is in order at once, issues what it says and leaves nothing";
const BY_FUNCTION =
  "contract/rotation/rotation-function.test.ts › rotates with overlap, and a scheduled event ends the old key once its grace is over";

/** Machine users whose access keys lie in AWS Secrets Manager. */
export const document004: SeedDocument = {
  number: "004",
  title: "Centralizing the access keys of IAM machine users in AWS Secrets Manager",
  example: "examples/machine-user/main.ts",
  asked: [
    ["1–2", "Programs talk to AWS with an access key, id and secret, of an IAM user.", [READERS]],
    [
      "3–5",
      "There are users for persons and users for machines: a CI system has the key of such a one and works with it.",
      [`${CONSTRUCT} › gives the machine what it may do before it gets a key`, READERS],
    ],
    [
      "6–7",
      "Sometimes others who may have the key need it, too.",
      [`${CONSTRUCT} › has the secret read by those to whom it is granted, and refuses every other identity`],
    ],
    [
      "8–9",
      "Handed on in a file it is forgotten, leaked, or leaves with its owner: so no file, log, or person ever has it.",
      [NOWHERE],
    ],
    ["10–11", "The key lies in one place, AWS Secrets Manager.", [DELIVERED, NAMES]],
    ["12", "All of it is configured by Terraform.", [MADE, DEPLOYED]],
    [
      "13",
      "The state lies in Terraform Cloud: what is stored there holds no secret either.",
      [
        IN_WORKSPACE,
        NOWHERE,
        "contract/audit/hcp-terraform.test.ts › every stored state version of a workspace is scanned, on however many pages",
      ],
    ],
    ["14", "The code is a few files for each environment and region: here it is one program.", [DEPLOYED]],
    ["15–16", "A backend of an organization and a workspace of Terraform Cloud.", [IN_WORKSPACE]],
    ["17–18", "The AWS provider is declared, with its version and its region.", [IN_WORKSPACE, DEPLOYED]],
    ["19", "Region and waiting period can be told, and have defaults.", [IN_WORKSPACE, MADE]],
    ["20", "The value of the secret is made of pairs of key and value.", [NAMES]],
    [
      "21",
      "Among them are the two that AWS's tools read, under these names; others can be given.",
      [
        NAMES,
        "contract/machine/resource.test.ts › another name of a field is in the secret after a rotation",
      ],
    ],
    [
      "22–23",
      "In the document the secret part stands in the code as a placeholder, and a person types the real one in the console. Here no person does: the key goes from IAM into the secret.",
      [DELIVERED, NOWHERE],
    ],
    [
      "24–25",
      "The secret has its name, its recovery window and its tags, and a version with the value.",
      [
        MADE,
        "acceptance/sandbox-aws-terraform.test.ts › makes users, policies, roles, groups and secrets that work, finds nothing to change, changes tags, leaves nothing",
      ],
    ],
    [
      "26–28",
      "The code is committed, planned and applied by a workspace.",
      [
        IN_WORKSPACE,
        DEPLOYED,
        "contract/machine/resource.test.ts › delivers a key, and the second apply changes nothing and mints nothing",
      ],
    ],
    ["29–31", "Afterwards one looks whether the secret is there.", [STATUS]],
    ["32–33", "Its details: name, ARN, the key that encrypts it, tags.", [STATUS, MADE]],
    [
      "34",
      "The document does not rotate the secret. Here it is rotated, by an apply or by AWS itself, with overlap.",
      [
        OVERLAP,
        BY_FUNCTION,
        "contract/machine/resource.test.ts › a key that is used still keeps its place: a warning says where, and the next rotation is refused",
      ],
    ],
    [
      "35",
      "Its value is read, to check it.",
      [
        GET,
        "contract/values/secrets-manager.test.ts › asks before it prints to a terminal, and reads nothing before that",
      ],
    ],
    [
      "36–37",
      "The value is changed by hand. Here that is found, and put right with another key.",
      [
        "contract/machine/resource.test.ts › heals › %s",
        "contract/machine/key-status.test.ts › a key that is gone is lost until an apply has made another",
      ],
    ],
    ["38", "One looks whether the new value is there.", [STATUS, OVERLAP]],
    [
      "39",
      "Only those who are privileged may read it.",
      [
        READERS,
        `${CONSTRUCT} › has the secret read by those to whom it is granted, and refuses every other identity`,
        "contract/sandbox-aws/secrets-manager-policies.test.ts › a privileged role reads and an unprivileged one does not; the latter does when the secret's policy names it",
      ],
    ],
    [
      "40–42",
      "So the key of a machine is kept in one place, without the holes of a shared one.",
      [DELIVERED, READERS],
    ],
    [
      "43",
      "The secret is declared as code, and the state tells what there is: all but the key.",
      [
        NOWHERE,
        "contract/machine/resource.test.ts › is imported by the secret and the user, with nothing to change",
      ],
    ],
    [
      "44–45",
      "The code is there to be looked at.",
      ["unit/constructs/examples.test.ts › is told of in the examples' README"],
    ],
  ],
};
