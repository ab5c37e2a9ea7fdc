import {
  isAwsRefusal,
  isHttpRefusal,
  isMongoRefusal,
  isMysqlRefusal,
  isPgRefusal,
  KNOWN_REFUSALS,
} from "../../../src/runtime/index.js";
import { isUnauthorizedAnswer } from "../../../src/runtime/refusals/http.js";

const predicates = { isHttpRefusal, isPgRefusal, isMysqlRefusal, isMongoRefusal, isAwsRefusal };
const error = (fields: object, message = "said no") => Object.assign(new Error(message), fields);

/** Errors as the libraries make them. */
const REFUSALS: [keyof typeof predicates, string, unknown][] = [
  ["isHttpRefusal", "axios", error({ name: "AxiosError", response: { status: 401, headers: {} } })],
  ["isHttpRefusal", "got", error({ name: "HTTPError", response: { statusCode: 401 } })],
  ["isHttpRefusal", "superagent and Octokit", error({ status: 401 })],
  ["isHttpRefusal", "undici", error({ statusCode: 401 })],
  ["isHttpRefusal", "ky", error({ response: new Response("", { status: 401 }) })],
  ["isPgRefusal", "a wrong password", error({ code: "28P01", severity: "FATAL" })],
  ["isPgRefusal", "a user that is gone", error({ code: "28000" })],
  [
    "isPgRefusal",
    "a session whose user was dropped",
    error({ code: "42704", routine: "GetUserNameFromId" }, "invalid role OID: 16384"),
  ],
  ["isPgRefusal", "an ORM's error around it", error({ cause: error({ code: "28P01" }) })],
  ["isPgRefusal", "Sequelize's error around it", error({ original: error({ code: "28P01" }) })],
  [
    "isMysqlRefusal",
    "a wrong password",
    error({ code: "ER_ACCESS_DENIED_ERROR", errno: 1045, sqlState: "28000" }),
  ],
  ["isMysqlRefusal", "a locked account", error({ errno: 3118 })],
  [
    "isMongoRefusal",
    "a wrong password",
    error({ name: "MongoServerError", code: 18, codeName: "AuthenticationFailed" }),
  ],
  [
    "isMongoRefusal",
    "Atlas",
    error(
      { name: "MongoServerError", code: 8000, codeName: "AtlasError" },
      "bad auth : authentication failed",
    ),
  ],
  [
    "isMongoRefusal",
    "a login that is over",
    error(
      { name: "MongoServerError", code: 13, codeName: "Unauthorized" },
      "command find requires authentication",
    ),
  ],
  [
    "isAwsRefusal",
    "an expired session",
    error({ name: "ExpiredTokenException", $metadata: { httpStatusCode: 400 } }),
  ],
  ["isAwsRefusal", "a deleted key, of IAM and STS", error({ name: "InvalidClientTokenId" })],
  ["isAwsRefusal", "a deleted key, of S3", error({ name: "InvalidAccessKeyId" })],
  ["isAwsRefusal", "a deleted key, of DynamoDB", error({ name: "UnrecognizedClientException" })],
  ["isAwsRefusal", "the SDK v2", error({ code: "ExpiredToken" })],
];

test.each(REFUSALS)("%s knows %s", (name, _, refusal) => {
  expect(predicates[name](refusal)).toBe(true);
  expect(KNOWN_REFUSALS.some((isRefusal) => isRefusal(refusal))).toBe(true);
});

/** What is no refusal of a credential: rights, addresses, networks, and things that only look alike. */
const OTHERS: [string, unknown][] = [
  ["HTTP 403", error({ response: { status: 403 } })],
  ["HTTP 500", error({ status: 500 })],
  ["a right that lacks in PostgreSQL", error({ code: "42501" })],
  ["a type that is missing in PostgreSQL", error({ code: "42704", routine: "typenameType" })],
  ["a PostgreSQL that shuts down", error({ code: "57P01" })],
  ["a database that is missing in MySQL", error({ errno: 1044 })],
  [
    "a right that lacks in MongoDB",
    error(
      { name: "MongoServerError", code: 13, codeName: "Unauthorized" },
      "not authorized on db to execute command",
    ),
  ],
  ["another system's error 18", error({ code: 18 })],
  ["a right that lacks in AWS", error({ name: "AccessDeniedException" })],
  ["no connection", error({ code: "ECONNREFUSED" })],
  ["nothing", undefined],
  ["a text", "401"],
];

test.each(OTHERS)("%s is no refusal", (_, other) => {
  expect(KNOWN_REFUSALS.some((isRefusal) => isRefusal(other))).toBe(false);
});

test("an error that is its own cause is read once", () => {
  const circular: { cause?: unknown } = error({});
  circular.cause = circular;
  expect(KNOWN_REFUSALS.some((isRefusal) => isRefusal(circular))).toBe(false);
});

test("an answer is something with headers", () => {
  expect(isUnauthorizedAnswer(new Response("", { status: 401 }))).toBe(true);
  expect(isUnauthorizedAnswer({ statusCode: 401, headers: {} })).toBe(true);
  expect(isUnauthorizedAnswer({ status: 401, customer: "ours" })).toBe(false);
  expect(isUnauthorizedAnswer(new Response("", { status: 200 }))).toBe(false);
  expect(isUnauthorizedAnswer(undefined)).toBe(false);
});
