import { attr } from "../../vocabulary/index.js";
import {
  customFieldsOf,
  deleteProtection,
  description,
  itemNumber,
  path,
  protectionKey,
  readyName,
  tagsOf,
} from "../attributes/common.js";
import { gatewayName } from "../attributes/gateway-name.js";
import { accessByBrowser, type SecureAccess, secureAccessOf } from "../attributes/secure-access.js";
import { notEmpty } from "../attributes/texts.js";
import type { Family } from "../mechanism/gateway-type.js";
import { duration, flag, intText, objectPath, rawAt, text } from "../wire/index.js";
import { COMMANDS_OF_ITEMS, TARGET_OF_ITEM } from "./item.js";

/** What all dynamic secrets have in common: they are items that are read, and deleted, by commands of their own. */
export const dynamicSecret: Family = {
  called: "dynamic secret",
  commands: { ...COMMANDS_OF_ITEMS, read: "dynamic-secret-get", delete: "dynamic-secret-delete" },
  tree: "items",
};

/** Where an entry of the list of items has the gateway's word for the kind. */
const TYPE_IN_ENTRY = "item_general_info.dynamic_secret_producer_details.producer_type";

/**
 * The dynamic secrets of one kind.
 *
 * @param word What the gateway's word for the kind has in it; how it is written as a whole was not seen.
 */
export function dynamicSecretOf(word: string): Family {
  return {
    ...dynamicSecret,
    commands: {
      ...dynamicSecret.commands,
      list: {
        ...COMMANDS_OF_ITEMS.list,
        isOf(entry) {
          const found = rawAt(entry, TYPE_IN_ENTRY);
          if (rawAt(entry, "item_type") !== "DYNAMIC_SECRET") return false;
          return typeof found === "string" && found !== "" ? found.toLowerCase().includes(word) : undefined;
        },
      },
    },
    otherKind(answer) {
      const found = rawAt(answer, "dynamic_secret_type");
      if (typeof found !== "string" || found === "" || found.toLowerCase().includes(word)) return undefined;
      return `the dynamic secret is of the type ${found}`;
    },
  };
}

/** The attributes of every dynamic secret but those of AWS, which have limits of their own. */
export const ofDynamicSecret = {
  name: path("dynamic secret", "dynamic_secret_name"),
  target: attr.optional.string({
    doc: "Path of the target through which credentials are made. Default: none; then the secret has to hold how to connect.",
    ...gatewayName,
    refersTo: "target",
    wire: objectPath("target-name", { told: TARGET_OF_ITEM }),
  }),
  ttl_seconds: attr.defaulted.int({
    doc: "Seconds for which one issued credential lives, at least 60. Default: 3600.",
    default: 3600,
    min: 60,
    examples: [1800, 3000],
    wire: duration("user-ttl"),
  }),
  custom_username_template: maySay(
    "custom-username-template",
    "username_template",
    "Template of the names of temporary users. Default: none.",
  ),
  description: description("dynamic secret", "metadata"),
  tags: tagsOf("dynamic secret", "tags", "whole"),
  delete_protection: deleteProtection("dynamic secret"),
  item_custom_fields: customFieldsOf("dynamic secret"),
  item_id: itemNumber("dynamic_secret_id"),
  ready_name: readyName("dynamic secret", "dynamic_secret_name"),
};

/** The key by which the gateway encrypts what the secret holds. `wire`: the field of a request, which differs. */
export function encryptionKey(wire = "producer-encryption-key-name") {
  return protectionKey("dynamic secret", wire, "dynamic_secret_key");
}

/** Where an answer tells how callers get to what is issued. */
const REMOTE_ACCESS = "secure_remote_access_details";

/** Those attributes of secure remote access that a kind has. */
export const accessToWhatIsIssued = <const N extends keyof SecureAccess>(...names: readonly N[]) =>
  secureAccessOf(REMOTE_ACCESS, names);

/** The same of a kind that is opened by a browser unless it is said otherwise. */
export const issuedByBrowser = accessByBrowser(REMOTE_ACCESS);

/** How long passwords are, of kinds that make some. */
export const passwordLength = attr.optional.int({
  doc: "Characters of a password that is made. Default: the account's own rule. Without it an update leaves it as it is.",
  min: 1,
  leftToGateway: { usually: null, varies: true },
  examples: [16, 24],
  wire: intText("password-length", { nothing: 0, leftOut: true }),
});

/** What a database runs to make a temporary user and to take it away: the fields of requests, and of answers. */
export function statements(made: readonly [wire: string, told: string], ended: typeof made) {
  return {
    creation_statements: statement(...made, "Statements that make a temporary user."),
    revocation_statements: statement(...ended, "Statements that take a temporary user away."),
  };
}

/** A gateway may tell its own, where none were given. */
function statement(wire: string, told: string, doc: string) {
  return attr.optional.string({
    doc: `${doc} Default: the gateway's own; a change of them by another caller is then not seen.`,
    ...notEmpty,
    leftToGateway: { usually: null, varies: true, said: "" },
    wire: text(wire, { told, leftOut: true }),
  });
}

/** Whether a database is talked to in secret. */
export const encrypted = attr.defaulted.bool({
  doc: "Whether the connection is encrypted. Default: `false`.",
  default: false,
  wire: flag("ssl", { told: "ssl_connection_mode", unsaid: false }),
});

/** A text that a dynamic secret may have, under one name in requests and another one in answers. */
export function maySay(wire: string, told: string, doc: string) {
  return attr.optional.string({ doc, ...notEmpty, wire: text(wire, { told, leftOut: true }) });
}

interface Connection {
  /** The field of a request for each part. */
  readonly db: string;
  readonly user: string;
  readonly host: string;
  readonly port: string;
  /** The port that the gateway takes where none is given. */
  readonly usualPort: string;
}

/** How a database is reached where no target says so; each database calls these otherwise, and answers do not. */
export function connection({ db, user, host, port, usualPort }: Connection) {
  return {
    db_name: maySay(db, "db_name", "Name of the database, where no target tells it. Default: none."),
    username: maySay(
      user,
      "db_user_name",
      "User who makes the others, where no target tells it. Default: none.",
    ),
    host: leftTo(
      "127.0.0.1",
      host,
      "db_host_name",
      "Name or address of the server, where no target tells it.",
    ),
    port: leftTo(usualPort, port, "db_port", "Port of the server, where no target tells it."),
  };
}

function leftTo(usually: string, wire: string, told: string, doc: string) {
  return attr.optional.string({
    doc: `${doc} Default: the gateway's, \`${usually}\`.`,
    ...notEmpty,
    leftToGateway: { usually },
    wire: text(wire, { told, leftOut: true }),
  });
}
