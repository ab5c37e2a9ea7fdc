import type { SeedDocument } from "./seed-document.js";

const ISSUED =
  "promise › the webhook makes a login of the database when the application asks, and none before";
const DROPPED = "promise › when its time is over it is dropped, and the application goes on with another";
const ROTATED =
  "promise › the webhook's own login is rotated on schedule, and the database accepts the new one";
const OTHER_KEY = "promise › the API takes another key, and the application finds it by itself";
const CONTENT = "promise › all that while the application has nothing to complain of";
const CREATED =
  "unit/webhook/operations.test.ts › a credential is made with the payload, the input and the client of the request, and ended by its id";
const CONSTRUCT = "unit/constructs/custom-producer.test.ts";
const GATEWAY = "contract/sandbox-gateway/dynamic-custom.test.ts";
const RETRIED =
  "unit/runtime/with-secret.test.ts › fetches the secret again when the system refuses it, and does the call once more with the new value";
const UNDER_LOAD =
  "contract/runtime/rotation-under-load.test.ts › no call fails in ten rotations of a password, with the gateway killed in six of them";
const GIVEN = "contract/values/put.test.ts › replaces the version that is there, in the format that it has";
const READ =
  "contract/runtime/sandbox-gateway.test.ts › finds out what kind a secret is, once, and reads it by the command of its kind";

/** Systems that the gateway does not know: custom producers with their webhooks, and static secrets. */
export const document002: SeedDocument = {
  number: "002",
  title: "Other systems",
  example: "examples/other-systems/stack.ts",
  asked: [
    [
      "1",
      "Access to a cloud, networks and databases is managed already.",
      [
        "acceptance/every-type.test.ts › is made, the second apply sends nothing, and no secret is written anywhere",
      ],
      "examples/quickstart/main.ts",
    ],
    ["2–3", "There are systems that the gateway has no type for.", [ISSUED]],
    [
      "4–5",
      "And systems that cannot manage credentials at all, with which one has to live as well.",
      [OTHER_KEY],
    ],
    [
      "6",
      "What can manage credentials gets a custom dynamic producer.",
      [
        `${CONSTRUCT} › is its two endpoints, and nothing of AWS`,
        "unit/types/every-type.test.ts › is made %s, and has nothing to change afterwards",
      ],
    ],
    [
      "7–8",
      "It works by webhooks: three endpoints that the author hosts.",
      [
        `${CONSTRUCT} › gives each of them one route, by which alone it may be invoked, and waits for all of that`,
        "unit/webhook/handlers.test.ts › listens on loopback, and serves the three operations",
      ],
    ],
    [
      "9",
      "One creates a credential.",
      [
        CREATED,
        "unit/webhook/api-keys-example.test.ts › a key is made with the scope that was asked for, and is good for nothing once it was revoked",
      ],
      "examples/webhooks/api-keys/producer.ts",
    ],
    [
      "10",
      "One revokes it.",
      [CREATED, "unit/webhook/operations.test.ts › revoking is repeatable: what is gone counts as revoked"],
      "examples/webhooks/api-keys/producer.ts",
    ],
    [
      "11",
      "One rotates what the other two work with.",
      [
        "unit/webhook/rotation.test.ts › gives the payload that the gateway is to keep, in its own form",
        "unit/webhook/api-keys-example.test.ts › the administrator's key is rotated by create and revoke, and two are left at most",
      ],
      "examples/webhooks/api-keys/producer.ts",
    ],
    [
      "12",
      "The producer is given the three endpoints and a payload, the credentials for the system.",
      [
        `${CONSTRUCT} › takes a payload by reference, with a version: %j`,
        "unit/types/every-type.test.ts › hands %s to the gateway when it is made, and another with a new %s",
      ],
    ],
    [
      "13",
      "Who uses it sees nothing of that.",
      [
        "unit/webhook/operations.test.ts › about the payload tells no value of it, whatever a schema says",
        `${GATEWAY} › fails to be made when the webhook does not work, and quotes nothing of its answer`,
      ],
    ],
    [
      "14",
      "It is asked like every other producer.",
      [
        "contract/webhook/postgresql-example.test.ts › a client of the gateway receives a login, which ends with its TTL, connections included",
        "unit/provider/ephemeral-arguments.test.ts › a custom dynamic secret is asked with the args of the configuration, and none where it has none",
      ],
    ],
    [
      "15",
      "Then it calls the create endpoint, with the payload.",
      [CREATED, `${GATEWAY} › is tried out for nobody when it is made`],
    ],
    [
      "16",
      "That one makes credentials and answers with them and with an id.",
      [CREATED, "unit/webhook/operations.test.ts › an id %p is a text for the gateway, and for revoke"],
    ],
    [
      "17",
      "The user gets them; when their time is over the gateway calls the revoke endpoint, with payload and id.",
      [`${GATEWAY} › hands out what the webhook made, and has it revoked when its time is over`, DROPPED],
    ],
    [
      "18",
      "That one ends them.",
      [
        DROPPED,
        "contract/webhook/postgresql-example.test.ts › in the middle of a revoke has the gateway ask again, until the login is gone",
      ],
    ],
    [
      "19",
      "The rotate endpoint is called on a schedule and on request, and its new payload takes the place of the old one.",
      [
        ROTATED,
        `${GATEWAY} › has its payload rotated on request and on schedule`,
        "unit/provider/rotated-payload.test.ts › a change of something else leaves the payload of a dynamic secret that the gateway has rotated",
      ],
    ],
    [
      "20",
      "So any system that can manage credentials gives temporary ones.",
      [
        "contract/webhook/postgresql-example.test.ts › a client of the gateway receives a login, which ends with its TTL, connections included",
        "unit/trial/trial.test.ts › nothing is wrong with a right webhook, whoever has written it",
      ],
      "examples/webhooks/postgresql/producer.ts",
    ],
    [
      "21",
      "The gateway keeps the payload and hands it over call by call, so that endpoints are simple, without a state, and safer.",
      [
        "unit/webhook/rotation.test.ts › leaves the old payload in use for a while: what is created and revoked with it works",
        "unit/webhook/callers.test.ts › a gateway that may call is admitted by the auth service",
      ],
    ],
    [
      "22–23",
      "Keeping the root credentials, minding the TTL, scheduling the rotation: the gateway's work, which makes it easy.",
      [ROTATED, DROPPED],
    ],
    ["24", "Some systems cannot make credentials by a program, or are not worth it.", [OTHER_KEY]],
    [
      "25",
      "For these a static credential is made there and put into the secret manager.",
      [
        "contract/values/put.test.ts › makes a secret that is not there, and prints nothing of the value",
        "unit/provider/static-secret.test.ts › never asks for the value, and keeps it out of state and log",
      ],
      "examples/static-secrets/main.ts",
    ],
    [
      "26–27",
      "That is to hurt little: the application fetches it from the secret manager itself.",
      [READ, CONTENT],
      "examples/application/application.ts",
    ],
    [
      "28",
      "It is not put into the application's environment, which would need another deployment for each rotation.",
      [
        OTHER_KEY,
        "contract/runtime/process.test.ts › prints no secret where an application prints all that it has",
      ],
      "examples/application/application.ts",
    ],
    [
      "29",
      "The environment has the path of the secret, and nothing else of it.",
      [READ, "unit/runtime/options.test.ts › takes from the environment what is not said"],
      "examples/application/application.ts",
    ],
    [
      "30–31",
      "So a developer runs it without getting or making credentials: by a login of their own.",
      [
        "unit/wiring/logins.test.ts › logs in as it says, by access key or by AWS identity",
        "contract/runtime/process.test.ts › reads by the shared client, and lets the process end although nothing is closed",
      ],
      "examples/application/application.ts",
    ],
    [
      "32–33",
      "Where a call fails for want of authentication, the application fetches the secret again and repeats the call.",
      [RETRIED, "unit/runtime/refusals.test.ts › %s knows %s"],
      "examples/application/application.ts",
    ],
    ["34–35", "So new credentials reach the systems by themselves; a rotation has three steps.", [OTHER_KEY]],
    ["36", "A new credential is made in the other system.", [OTHER_KEY]],
    ["37", "It is put under the same path.", [GIVEN, OTHER_KEY]],
    ["38", "The old one is revoked in the other system.", [OTHER_KEY]],
    [
      "39",
      "The next call with it fails.",
      [
        "unit/runtime/with-secret.test.ts › waits for another value while the gateway still tells the one that the system refuses already",
      ],
    ],
    [
      "40–41",
      "Then the newest one is fetched and the call repeated, and nothing has stood still.",
      [RETRIED, UNDER_LOAD, CONTENT],
    ],
    [
      "42–43",
      "No machine of a developer, nor any other, has to be changed: a new static secret is rolled out to all by itself.",
      [
        OTHER_KEY,
        "contract/runtime/rotation-under-load.test.ts › no call fails in ten rotations from one user to another, of which the former is dropped",
      ],
      "examples/application/application.ts",
    ],
    [
      "44",
      "Applications that ask the secret manager themselves make static credentials bearable.",
      [CONTENT, UNDER_LOAD],
      "examples/application/application.ts",
    ],
  ],
};
