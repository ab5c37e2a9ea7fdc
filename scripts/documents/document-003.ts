import type { SeedDocument } from "./seed-document.js";

const READS = "promise › an instance reads the secret of its folder by its AWS role, and has no key";
const NOT_TOLD = "promise › what its access role does not name, it is not told";
const CAUSES = "promise › each refusal is told by its cause, with what the gateway said and whom AWS saw";
const OTHER_ROLE = "promise › an instance with another role is not let in";
const AUTH = "unit/constructs/auth-methods.test.ts";
const ROLE = "unit/constructs/access-role.test.ts";
const LOGIN = "contract/sandbox-gateway/login.test.ts";
const EVERY = "unit/types/every-type.test.ts › is made %s, and has nothing to change afterwards";
const DROPS =
  "contract/gateway-client/session.test.ts › drops its token when the AWS identity does not match any more, and says who it is, what was seen and what to do";

/** A workload that proves who it is by its AWS role, and reads what its access role allows. */
export const document003: SeedDocument = {
  number: "003",
  title: "AWS IAM authentication and access",
  example: "examples/aws-iam-access/main.ts",
  asked: [
    [
      "1",
      "More is told elsewhere of the authentication and of access by roles: here there is a guide to both.",
      ["docs/logins-guide.test.ts › the guide's table has every way to log in, and no other"],
    ],
    [
      "2–3",
      "Where something does not work there is help: an error says what was seen and what to do.",
      [
        CAUSES,
        "docs/reference-pages.test.ts › every error code has its row, and no row is left of a code that is gone",
      ],
    ],
    [
      "4",
      "Infrastructure in AWS logs in by the roles that it has, and by no token.",
      [
        READS,
        "contract/gateway-client/session.test.ts › logs in with a proof of the deployer's AWS identity, which the gateway verifies with STS",
      ],
    ],
    [
      "5",
      "Without a token there is less to lose, and little to set up.",
      [READS, `${AUTH} › is bound to the account, the name and the id of a role`],
    ],
    [
      "6",
      "AWS is the identity provider that is trusted.",
      [
        "unit/gateway/cloud-id.test.ts › makes, byte for byte, the proof that the gateway's own library makes",
        `${LOGIN} › fails when STS does not accept the signature`,
      ],
    ],
    [
      "7",
      "The gateway asks AWS, and lets in where role and details fit its configuration.",
      [`${LOGIN} › opens a session for a role that is bound and refuses another role`],
    ],
    [
      "8",
      "Access is changed at either end: by the IAM role, or by the access role.",
      [
        OTHER_ROLE,
        "contract/sandbox-gateway/access.test.ts › a role follows its association: gone with it, and only for matching claims",
      ],
    ],
    [
      "9–10",
      "An auth method of the kind AWS IAM is made.",
      [`${AUTH} › is bound to the account, the name and the id of a role`, EVERY],
    ],
    [
      "11",
      "It has a name and a bound account.",
      [
        `${AUTH} › takes instances, accounts and what all auth methods have`,
        `${LOGIN} › fails for another account`,
      ],
    ],
    [
      "12",
      "And a bound role name.",
      [
        `${AUTH} › is bound to several roles, of which one may be made elsewhere`,
        `${LOGIN} › opens a session for a role that is bound and refuses another role`,
      ],
    ],
    [
      "13",
      "It should be bound by more than the account: otherwise that has to be said.",
      [
        `${AUTH} › lets any identity of an account in only where that is said`,
        `${LOGIN} › lets in by %s, as it is set for it, and keeps out another`,
      ],
    ],
    [
      "14–15",
      "The same by one command, and then it is in the list.",
      [
        "contract/sandbox-gateway/access.test.ts › answers with every field that clients read without looking",
        "unit/provider/lists.test.ts › finds the objects of the type and no others, and asks for none of them by its name",
      ],
    ],
    [
      "16–17",
      "An access role is made, by its name.",
      [`${ROLE} › begins with nothing that it may do`, EVERY],
    ],
    [
      "18",
      "It is associated with the auth method.",
      [
        `${ROLE} › is given to those who log in by an auth method, with the claims that they must have proved`,
      ],
    ],
    [
      "19",
      "It gets permissions for secrets, for a folder.",
      [
        `${ROLE} › may read below a path, once for each path however often it is granted`,
        "contract/sandbox-gateway/access.test.ts › rules allow what they name, below their path and nowhere else",
      ],
    ],
    ["20", "The role can be made by a command.", [EVERY]],
    [
      "21",
      "A rule has a path and its capabilities: read, create, update, list.",
      [
        "unit/types/families/role.test.ts › are those that are written one by one, in the words in which they are written",
        "contract/sandbox-gateway/access.test.ts › replaces a rule of the same path and type, and deletes it once",
      ],
    ],
    [
      "22",
      "The resource of AWS gets what it logs in with: no software of its own, the command line, the provider or the library.",
      ["unit/wiring/logins.test.ts › with the block %j and the environment %j logs in by %j", READS],
    ],
    [
      "23–24",
      "It is configured once, with the access id and the kind of login; a profile of the official command line is taken, too.",
      ["unit/wiring/logins.test.ts › logs in as it says, by access key or by AWS identity"],
    ],
    ["25", "Then it does what its permissions allow.", [READS]],
    [
      "26",
      "And nothing outside of its folder. The gateway answers 401 with `UnauthorizedAccess` there, as to every caller who may not, and never 403; the error tells it from a login that failed.",
      [
        NOT_TOLD,
        CAUSES,
        "contract/sandbox-gateway/every-command.test.ts › what a caller may not do is 401 and never 403, and a refusal is JSON with an error",
      ],
    ],
    [
      "27",
      "It reads a secret by its path.",
      [
        READS,
        "contract/values/get.test.ts › is printed to a pipe character by character, and nothing beside it",
      ],
    ],
    ["28–29", "The bound role name lets in that role only, which one can try.", [OTHER_ROLE]],
    [
      "30–31",
      "The instance is given a role that does not fit.",
      [OTHER_ROLE],
      "examples/aws-iam-access/try.ts",
    ],
    [
      "32",
      "The cached login is cleared by hand, and the secret asked for again. Here a login that does not fit any more is dropped by itself.",
      [DROPS, OTHER_ROLE],
      "examples/aws-iam-access/try.ts",
    ],
    [
      "33",
      "The answer is 401, authentication failed.",
      [
        CAUSES,
        "unit/gateway/session.test.ts › fails, and sends nothing else, when the login is refused with %d",
      ],
      "examples/aws-iam-access/try.ts",
    ],
    [
      "34",
      "With the role of before it is let in and reads again.",
      [
        "unit/gateway/session.test.ts › because it was %s is tried again later, so that a hook recovers by itself",
        READS,
      ],
      "examples/aws-iam-access/try.ts",
    ],
  ],
};
