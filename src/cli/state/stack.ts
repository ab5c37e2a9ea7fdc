import { isLosslessNumber } from "lossless-json";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import { type KeyTexts, opaqueUse, type Traces, traceFinder } from "./key-traces.js";
import type { ResourceAddress } from "./resource-address.js";
import { type RotatorResource, rotatesInAws, rotatorIn } from "./rotators.js";
import {
  type SecretResource,
  type SecretVersionResource,
  secretsIn,
  secretVersionsIn,
} from "./secret-resources.js";
import type { StateFile, StateInstance } from "./state-file.js";

/** An `aws_iam_access_key`: a key that Terraform has made, and whose secret is in the state. */
export interface KeyResource {
  readonly address: ResourceAddress;
  readonly keyId: string;
  readonly userName: string;
  /** Addresses, without keys, of what it depends on. */
  readonly dependsOn: readonly string[];
}

/** A target of the gateway, by our provider or by the gateway's official one. */
export interface TargetResource {
  readonly address: ResourceAddress;
  readonly type: "latchkey_target_aws" | "akeyless_target_aws";
  /** With a leading slash, as all paths here. */
  readonly path: string;
  /** The key that it was given or, by the official provider, that it held at the last refresh. */
  readonly accessKeyId: string | undefined;
  /** Whose first key our provider has minted, and that key. */
  readonly seed: { readonly userArn: string; readonly keyId: string | undefined } | undefined;
  readonly dependsOn: readonly string[];
}

/** What the configuration says about the retirement of a target's seed. */
export interface RetirementResource {
  readonly target: string;
  readonly rotator: string | undefined;
  readonly quietSeconds: number | undefined;
  readonly proofProducer: string | undefined;
}

export interface UserResource {
  readonly address: ResourceAddress;
  readonly name: string;
  readonly arn: string;
}

/** Where else a key's id stands. */
export interface Mentions {
  /** Addresses of managed resources. */
  readonly resources: readonly string[];
  /** Names of root outputs. */
  readonly outputs: readonly string[];
}

/** What a state says about access keys and a gateway's targets: names and ids, nothing that has to be kept secret. */
export interface Stack {
  readonly keys: readonly KeyResource[];
  readonly targets: readonly TargetResource[];
  readonly rotators: readonly RotatorResource[];
  readonly retirements: readonly RetirementResource[];
  readonly users: readonly UserResource[];
  /** Secrets of AWS Secrets Manager. */
  readonly secrets: readonly SecretResource[];
  readonly secretVersions: readonly SecretVersionResource[];
  /** Where a key's id stands, in whatever spelling, beside its own resource, targets, rotators and retirements. */
  mentions(keyId: string): Mentions;
  /** What uses a key that Terraform has made, as far as a state tells. Without what is the gateway's. */
  usesOf(key: KeyResource): readonly KeyUse[];
}

/** A managed resource that uses a key, or may do so. */
export interface KeyUse {
  readonly address: string;
  /** What tells it, such as `its id stands in aws_ssm_parameter.p`. */
  readonly seen: string;
}

export const EMPTY_STACK: Stack = {
  keys: [],
  targets: [],
  rotators: [],
  retirements: [],
  users: [],
  secrets: [],
  secretVersions: [],
  mentions: () => ({ resources: [], outputs: [] }),
  usesOf: () => [],
};

const KEY = "aws_iam_access_key";
const RETIREMENT = "latchkey_seed_retirement";
/** Types, beside rotators, that name a key because it is, or was, the gateway's: not users of it that would miss it. */
const OF_THE_GATEWAY = [KEY, "latchkey_target_aws", "akeyless_target_aws", RETIREMENT];
/** What an access key's resource holds beside its id that opens something. */
const SECRETS = [
  "secret",
  "ses_smtp_password_v4",
  "encrypted_secret",
  "encrypted_ses_smtp_password_v4",
] as const;
/** It waits for a key, and does nothing with it. */
const PAUSE = "time_sleep";

/** Takes from a state what a retirement has to know, and leaves everything else behind. */
export function stackOf({ instances, outputs }: StateFile): Stack {
  const of = <T>(types: readonly string[], make: (attributes: Text, one: StateInstance) => T | undefined) =>
    instances.flatMap((one) => {
      const made = types.includes(one.type) ? make(textsOf(one), one) : undefined;
      return made === undefined ? [] : [made];
    });
  const keys = of([KEY], keyFrom);
  const targets = of(["latchkey_target_aws", "akeyless_target_aws"], targetFrom);
  const seeds = targets.flatMap(({ seed }) => (seed?.keyId === undefined ? [] : [seed.keyId]));
  const tracesIn = traceFinder([...of([KEY], keyTexts), ...seeds.map((keyId) => ({ keyId, secrets: [] }))]);
  const others = instances
    .filter((one) => !isOfTheGateway(one))
    .map((one) => ({ one, traces: tracesIn(one.attributes) }));
  const shown = Object.keys(outputs).map((name) => ({ name, traces: tracesIn(outputs[name]) }));
  const mentions = new Map(
    [...keys.map(({ keyId }) => keyId), ...seeds].map((id) => [
      id,
      {
        resources: others.filter(({ traces }) => traces.ids.has(id)).map(({ one }) => one.address.text),
        outputs: shown
          .filter(({ traces: { ids, secrets } }) => ids.has(id) || secrets.has(id))
          .map(({ name }) => name),
      },
    ]),
  );
  const ways = instances.filter(isOfTheGateway);
  const uses = new Map(
    keys.map((key) => [
      key.address.text,
      others.flatMap(({ one, traces }): KeyUse[] => {
        const address = one.address.text;
        const seen = useOf(key, one, traces, ways);
        return seen === undefined ? [] : [{ address, seen: seen.replace("X", address) }];
      }),
    ]),
  );
  return {
    keys,
    targets,
    rotators: instances.flatMap((one) => rotatorIn(one) ?? []),
    retirements: of([RETIREMENT], retirementFrom),
    users: of(["aws_iam_user"], userFrom),
    secrets: secretsIn(instances),
    secretVersions: secretVersionsIn(instances, ({ attributes }) => tracesIn(attributes).ids),
    mentions: (keyId) => mentions.get(keyId) ?? { resources: [], outputs: [] },
    usesOf: ({ address }) => uses.get(address.text) ?? [],
  };
}

/**
 * What tells that a resource uses a key. A state lists dependencies of dependencies, too: one that can be by way of the
 * gateway's own resources is none by itself, but hides nothing that tells of a use.
 */
function useOf(
  { keyId, address }: KeyResource,
  one: StateInstance,
  { ids, secrets }: Traces,
  ways: readonly StateInstance[],
): string | undefined {
  if (ids.has(keyId)) return "its id stands in X";
  if (secrets.has(keyId)) return "its secret, or a hash of it, stands in X";
  if (one.type === PAUSE || !one.dependsOn.includes(address.fixed)) return undefined;
  const byWay = ways.some(
    (way) =>
      way.type !== KEY && way.dependsOn.includes(address.fixed) && one.dependsOn.includes(way.address.fixed),
  );
  if (!byWay) return "X refers to it";
  const opaque = opaqueUse(one);
  return opaque === undefined ? undefined : `X depends on it and ${opaque}`;
}

/** Whether it names the target's key because it is, or was, the gateway's; not a rotator with a key of its own. */
function isOfTheGateway(one: StateInstance): boolean {
  return rotatesInAws(one) ? rotatorIn(one) !== undefined : OF_THE_GATEWAY.includes(one.type);
}

/** An attribute's text; undefined when it is unset, empty or none. */
type Text = (name: string) => string | undefined;

function textsOf({ attributes }: StateInstance): Text {
  return (name) => {
    const value = attributes[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
}

function keyFrom(text: Text, { address, dependsOn }: StateInstance): KeyResource | undefined {
  const keyId = text("id");
  const userName = text("user");
  return keyId === undefined || userName === undefined ? undefined : { address, keyId, userName, dependsOn };
}

/** Everything of a key that opens something. It stays in here. */
function keyTexts(text: Text): KeyTexts | undefined {
  const keyId = text("id");
  const secrets = SECRETS.flatMap((name) => text(name) ?? []);
  return keyId === undefined ? undefined : { keyId, secrets };
}

function targetFrom(text: Text, { type, address, attributes, dependsOn }: StateInstance) {
  const name = text("name");
  // A target that holds no key has none to retire.
  if (name === undefined || attributes.use_gateway_identity === true) return undefined;
  if (attributes.use_gw_cloud_identity === true) return undefined;
  const userArn = text("seed_user_arn");
  return {
    address,
    type: type as TargetResource["type"],
    path: normalizedGatewayPath(name),
    accessKeyId: text("access_key_id"),
    seed: userArn === undefined ? undefined : { userArn, keyId: text("seed_key_id") },
    dependsOn,
  };
}

function retirementFrom(text: Text, { attributes }: StateInstance): RetirementResource | undefined {
  const target = text("target");
  if (target === undefined) return undefined;
  const quiet = attributes.quiet_period_seconds;
  const path = (name: string) => {
    const value = text(name);
    return value === undefined ? undefined : normalizedGatewayPath(value);
  };
  return {
    target: normalizedGatewayPath(target),
    rotator: path("rotator"),
    quietSeconds: isLosslessNumber(quiet) ? Number(quiet.value) : undefined,
    proofProducer: path("proof_producer"),
  };
}

function userFrom(text: Text, { address }: StateInstance): UserResource | undefined {
  const name = text("name");
  const arn = text("arn");
  return name === undefined || arn === undefined ? undefined : { address, name, arn };
}
