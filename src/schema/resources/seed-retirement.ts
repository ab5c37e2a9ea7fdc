import { attr, ruleOn, table } from "../../vocabulary/index.js";
import { retirementTerms, seedKeyId } from "../retirement-terms.js";

const attributes = {
  ...retirementTerms,
  // What was retired stays known where the configuration says it no more.
  seed_key_id: attr.gatewayChosen.string({
    ...seedKeyId,
    doc: `${seedKeyId.doc} A retirement that is to be made needs it. One that is there already keeps its seed where this is null, which is what the target's comes to when it is imported after its seed has been retired.`,
  }),
  target_id: attr.computedOrNull.int({
    doc: "The gateway's own number of the target, by which a target that was only renamed is told from another one. Null where the caller may not see it.",
    stable: true,
  }),
  seed_status: attr.computed.string<"retired" | "active" | "inactive" | "unsettled">({
    doc: "`retired`; `active` or `inactive` while the seed still exists; or `unsettled` when it is gone and the user has other than one Active key: the working key was deactivated, or another one was made. Anything but `retired` makes the next apply retire the seed, or say why it cannot be.",
    oneOf: ["retired", "active", "inactive", "unsettled"],
    stable: true,
  }),
  proof: attr.computed.string<"sts" | "dynamic_credential">({
    doc: "How the working key was proven: `sts` (identity calls with the credentials that the gateway holds) or `dynamic_credential` (a credential issued by `proof_producer`).",
    oneOf: ["sts", "dynamic_credential"],
    stable: true,
  }),
  retired_at: attr.computed.string({ doc: "When the seed was found gone (RFC 3339, UTC).", stable: true }),
};

const rule = ruleOn(attributes);

/** The retirement of a seed key; the last resource in the graph. */
export const seedRetirementTable = table({
  type: "seed_retirement",
  doc: "Retires the seed key of a target: has it rotated, proves the working key by use, deactivates the seed, waits, proves again and deletes the seed. Depends on everything that the gateway needs for a rotation.",
  identity: "target",
  importing: {
    tells: ["rotator", "seed_user_arn", "seed_key_id", "quiet_period_seconds", "proof_producer"],
    needs: ["rotator", "seed_user_arn", "seed_key_id"],
    doc: "`TARGET,ROTATOR,USER_ARN,SEED_KEY_ID` is the short form; where a path in it holds a comma, tell the rotator by name.",
    examples: [
      {
        of: "a retirement",
        id: "/prod/aws,rotator=/prod/aws-rotator,seed_user_arn=arn:aws:iam::123456789012:user/gateway,seed_key_id=AKIAIOSFODNN7EXAMPLE",
      },
      {
        of: "the same in the short form",
        id: "/prod/aws,/prod/aws-rotator,arn:aws:iam::123456789012:user/gateway,AKIAIOSFODNN7EXAMPLE",
      },
      {
        of: "a retirement with terms of its own",
        id: "/prod/aws,rotator=/prod/aws-rotator,seed_user_arn=arn:aws:iam::123456789012:user/gateway,seed_key_id=AKIAIOSFODNN7EXAMPLE,quiet_period_seconds=30,proof_producer=/prod/aws-admin",
      },
    ],
  },
  attributes,
  rules: [
    rule({
      code: "VALUE_NOT_ALLOWED",
      when: "create",
      needs: ["seed_key_id"],
      at: "seed_key_id",
      advice:
        "Refer to the seed_key_id of the target. Where the target was imported and the gateway keeps no entry of its seed, import the target again with `,seed_key_id=KEY_ID` at the end of its id, or import the retirement that was there.",
      broken: ({ seed_key_id }) =>
        seed_key_id === null ? "seed_key_id is not set, and the retirement is to be made" : undefined,
    }),
  ],
});
