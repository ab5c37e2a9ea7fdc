import type { TfObject } from "../../../src/engine/index.js";
import type { Gateway } from "../../../src/gateway/index.js";
import { removeProducer } from "../gateway/by-hand.js";

/** One type of object in the gateway, with what a test of all types alike needs to know of it. */
export interface GatewayType {
  readonly type: string;
  /** The attribute with the gateway's own number. */
  readonly number: "item_id" | "target_id";
  /** A whole configuration. */
  readonly config: TfObject;
  /** A change of it that is made in place. */
  readonly changed: TfObject;
  /** Other values, one at a time, that a create sends and that can be told from those of `config`. */
  readonly others: readonly TfObject[];
  readonly create: string;
  readonly remove: string;
  /** The command that takes a mark away. */
  readonly unmark: "update-item" | "update-target";
  find(gateway: Gateway, name: string): Promise<Seen | undefined>;
  drop(gateway: Gateway, name: string): Promise<void>;
}

interface Seen {
  readonly id: number | null;
  readonly marks?: readonly { readonly text: string }[];
  readonly description: string | null;
  readonly tags?: readonly string[];
}

const ROLE = "arn:aws:iam::000000424242:role/a";
const OTHER_ROLE = "arn:aws:iam::000000424242:role/b";
const POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const texts = { description: "d", tags: ["a", "b"] };
const otherTexts: readonly TfObject[] = [
  { description: null },
  { description: "e" },
  { tags: ["a"] },
  { tags: ["a", "b", "c"] },
  { tags: ["a", "c"] },
  { tags: null },
];

const ofTargets = {
  number: "target_id",
  changed: { description: "changed" },
  create: "target-create-aws",
  remove: "target-delete",
  unmark: "update-target",
  find: (gateway: Gateway, name: string) => gateway.targets.find(name),
  drop: (gateway: Gateway, name: string) => gateway.targets.remove(name),
} as const;

const ofProducers = {
  type: "latchkey_dynamic_secret_aws",
  number: "item_id",
  changed: { ttl_seconds: 1800 },
  create: "dynamic-secret-create-aws",
  remove: "dynamic-secret-delete",
  unmark: "update-item",
  find: (gateway: Gateway, name: string) => gateway.dynamicProducers.find(name),
  drop: (gateway: Gateway, name: string) => removeProducer(gateway, name),
} as const;

/** The types, by what they are called in the name of a test. They work through targets `/aws/one` and `/aws/two`. */
export const gatewayTypes: readonly (readonly [string, GatewayType])[] = [
  [
    "a target with the gateway's identity",
    {
      ...ofTargets,
      type: "latchkey_target_aws",
      config: { name: "/own/t", use_gateway_identity: true, description: "d", region: "eu-west-1" },
      others: [{ description: null }, { description: "e" }, { region: null }, { region: "eu-west-2" }],
    },
  ],
  [
    "a target with a key",
    {
      ...ofTargets,
      type: "latchkey_target_aws",
      config: {
        name: "/own/t",
        access_key_id: "AKIAEXAMPLEEXAMPLE11",
        secret_access_key_wo: "the-secret-of-the-access-key",
        secret_access_key_wo_version: 1n,
      },
      others: [
        { description: "e" },
        { region: "eu-west-2" },
        { access_key_id: "AKIAEXAMPLEEXAMPLE22" },
        { secret_access_key_wo: "another-secret-of-the-access-key" },
        { session_token_wo: "the-token-of-a-session" },
      ],
    },
  ],
  [
    "a rotator",
    {
      type: "latchkey_rotated_secret_aws",
      number: "item_id",
      config: { name: "/own/r", target: "/aws/one", interval_days: 30n, rotation_hour: 3n, ...texts },
      changed: { interval_days: 7n },
      others: [
        ...otherTexts,
        { target: "/aws/two" },
        { auto_rotate: false },
        { interval_days: 7n },
        { rotation_hour: 0n },
      ],
      create: "rotated-secret-create-aws",
      remove: "rotated-secret-delete",
      unmark: "update-item",
      find: (gateway, name) => gateway.rotators.find(name),
      drop: (gateway, name) => gateway.rotators.remove(name),
    },
  ],
  [
    "a producer for a role",
    {
      ...ofProducers,
      config: {
        ...{ name: "/own/p", target: "/aws/one", access_mode: "assume_role", role_arns: [ROLE, OTHER_ROLE] },
        ...{ ttl_seconds: 3600n, region: "eu-west-1", external_id: "an-id", ...texts },
      },
      others: [
        ...otherTexts,
        { target: "/aws/two" },
        { role_arns: [ROLE] },
        { role_arns: [ROLE, OTHER_ROLE, `${ROLE}c`] },
        { ttl_seconds: 900n },
        { region: "eu-west-2" },
        { external_id: null },
        { external_id: "another-id" },
      ],
    },
  ],
  [
    "a producer for temporary users",
    {
      ...ofProducers,
      config: {
        ...{ name: "/own/p", target: "/aws/one", access_mode: "iam_user", console_access: true },
        ...{ policy_arns: [POLICY], user_groups: ["g1", "g2"], ttl_seconds: 3600n, ...texts },
      },
      others: [
        { policy_arns: null },
        { policy_arns: [POLICY, `${POLICY}2`] },
        { user_groups: ["g1"] },
        { user_groups: ["g1", "g2", "g3"] },
        { console_access: false },
        { programmatic_access: false },
      ],
    },
  ],
  [
    "a static secret",
    {
      type: "latchkey_static_secret",
      number: "item_id",
      config: { name: "/own/s", value_wo: '{"key":"value-of-it"}', value_wo_version: 1n, ...texts },
      changed: { description: "changed" },
      others: [...otherTexts, { format: "json" }, { value_wo: '{"key":"another-value-of-it"}' }],
      create: "create-secret",
      remove: "delete-item",
      unmark: "update-item",
      find: (gateway, name) => gateway.staticSecrets.find(name),
      drop: (gateway, name) => gateway.staticSecrets.remove(name),
    },
  ],
];
