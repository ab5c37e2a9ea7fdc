import { AwsError } from "../errors.js";
import type { Group, IamRole, User } from "../store/entities.js";
import { type Action, type ActionCall, iamRead, iamWrite } from "./action.js";
import { aboutBounded } from "./boundaries.js";
import { type Noun, nouns, PATH_PREFIX, POLICY_ARN } from "./nouns.js";
import { markerPage, PAGE } from "./page.js";

const MOST_ATTACHED = 10;

/** Managed policies on users, roles and groups. */
export const attachedPolicyActions: readonly Action[] = nouns.flatMap(actionsFor);

function actionsFor(noun: Noun<User | IamRole | Group>): readonly Action[] {
  const { word, parameter } = noun;
  const about = (call: ActionCall) => {
    const subject = aboutBounded(noun)(call);
    return {
      ...subject,
      context: { ...subject.context, "iam:PolicyARN": call.input.text("PolicyArn", POLICY_ARN) },
    };
  };
  return [
    iamWrite(`Attach${word}Policy`, {
      takes: [parameter, "PolicyArn"],
      about,
      run: (call) => {
        const holder = noun.find(call);
        const { arn } = call.account.policies.get(call.input.text("PolicyArn", POLICY_ARN));
        if (!holder.attached.has(arn) && holder.attached.size >= MOST_ATTACHED) {
          throw new AwsError("LimitExceeded", `Cannot exceed quota for PoliciesPer${word}: ${MOST_ATTACHED}`);
        }
        holder.attached.add(arn);
      },
    }),
    iamWrite(`Detach${word}Policy`, {
      takes: [parameter, "PolicyArn"],
      about,
      run: (call) => {
        const arn = call.input.text("PolicyArn", POLICY_ARN);
        if (!noun.find(call).attached.delete(arn))
          throw new AwsError("NoSuchEntity", `Policy ${arn} was not found.`);
      },
    }),
    iamRead(`ListAttached${word}Policies`, {
      takes: [parameter, "PathPrefix", ...PAGE],
      about: noun.about,
      run: (call) => {
        const prefix = call.input.optionalText("PathPrefix", PATH_PREFIX) ?? "/";
        const attached = [...noun.find(call).attached]
          .map((arn) => call.account.policies.get(arn))
          .filter(({ path }) => path.startsWith(prefix))
          .sort((one, other) => (one.arn < other.arn ? -1 : 1));
        const { items, end } = markerPage(call.input, attached, ({ arn }) => arn);
        return {
          AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
          ...end,
        };
      },
    }),
  ];
}
