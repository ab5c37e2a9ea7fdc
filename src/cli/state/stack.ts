import { isLosslessNumber } from "lossless-json";
import { normalizedGatewayPath } from "../../domain/gateway-path.js";
import type { ResourceAddress } from "./resource-address.js";
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

export interface RotatorResource {
  readonly address: ResourceAddress;
  readonly path: string;
  readonly target: string;
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
  /** Where a key's id stands beside its own resource, targets, rotators and retirements. */
  mentions(keyId: string): Mentions;
  /**
   * Addresses of the managed resources that were made of a key directly, whether or not anything of it shows there: a
   * hash of it may be all that a state keeps. Without those of the gateway.
   */
  madeOf(key: KeyResource): readonly string[];
}

export const EMPTY_STACK: Stack = {
  keys: [],
  targets: [],
  rotators: [],
  retirements: [],
  users: [],
  mentions: () => ({ resources: [], outputs: [] }),
  madeOf: () => [],
};

const KEY = "aws_iam_access_key";
const ROTATORS = ["latchkey_rotator_aws", "akeyless_rotated_secret_aws", "akeyless_rotated_secret"];
const RETIREMENT = "latchkey_seed_retirement";
/** Types that name a key because it is, or was, the gateway's: not users of it that would miss it. */
const OF_THE_GATEWAY = [KEY, "latchkey_target_aws", "akeyless_target_aws", ...ROTATORS, RETIREMENT];
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
  const ids = [
    ...keys.map(({ keyId }) => keyId),
    ...targets.flatMap(({ seed }) => (seed?.keyId === undefined ? [] : [seed.keyId])),
  ];
  const others = instances.filter(({ type }) => !OF_THE_GATEWAY.includes(type));
  const mentions = new Map(
    [...new Set(ids)].map((id) => [
      id,
      {
        resources: others.filter(({ attributes }) => mentionsId(attributes, id)).map(addressText),
        outputs: Object.keys(outputs).filter((name) => mentionsId(outputs[name], id)),
      },
    ]),
  );
  const madeOf = new Map(
    keys.map(({ address }) => [address.fixed, directlyDependent(instances, address.fixed)]),
  );
  return {
    keys,
    targets,
    rotators: of(ROTATORS, rotatorFrom),
    retirements: of([RETIREMENT], retirementFrom),
    users: of(["aws_iam_user"], userFrom),
    mentions: (keyId) => mentions.get(keyId) ?? { resources: [], outputs: [] },
    madeOf: ({ address }) => madeOf.get(address.fixed) ?? [],
  };
}

/** A state lists dependencies of dependencies, too; those by way of another resource are that one's. */
function directlyDependent(instances: readonly StateInstance[], key: string): string[] {
  const dependent = instances.filter(({ type, dependsOn }) => type !== PAUSE && dependsOn.includes(key));
  const between = new Set(dependent.map(({ address }) => address.fixed));
  return dependent
    .filter(
      ({ type, dependsOn }) => !OF_THE_GATEWAY.includes(type) && !dependsOn.some((one) => between.has(one)),
    )
    .map(addressText);
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

function rotatorFrom(text: Text, { type, address }: StateInstance): RotatorResource | undefined {
  const name = text("name");
  const target = text(type === "latchkey_rotator_aws" ? "target" : "target_name");
  // The official provider's other kinds replace a key of their own, not the target's.
  const ofTarget = type === "latchkey_rotator_aws" || text("rotator_type") === "target";
  if (name === undefined || target === undefined || !ofTarget) return undefined;
  return { address, path: normalizedGatewayPath(name), target: normalizedGatewayPath(target) };
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

function mentionsId(value: unknown, id: string): boolean {
  if (typeof value === "string") return value.includes(id);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, inner]) => name.includes(id) || mentionsId(inner, id));
}

function addressText({ address }: StateInstance): string {
  return address.text;
}
