import type { PolicySubject } from "../authorization.js";
import { AwsError } from "../errors.js";
import type { Group, IamRole, User } from "../store/entities.js";
import type { Xml } from "../xml.js";
import { type Action, type ActionCall, iamWrite } from "./action.js";
import { type Noun, POLICY_ARN, roles, users } from "./nouns.js";

/** Permissions boundaries of users and roles. */
export const boundaryActions: readonly Action[] = [...actionsFor(users), ...actionsFor(roles)];

/** The boundary that a request asks for. @throws AwsError NoSuchEntity if there is no such policy. */
export function readBoundary({ input, account }: ActionCall): string | undefined {
  const arn = input.optionalText("PermissionsBoundary", POLICY_ARN);
  return arn === undefined ? undefined : account.policies.get(arn).arn;
}

export function boundaryXml({ boundary }: User | IamRole): Xml {
  if (boundary === undefined) return undefined;
  return { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: boundary };
}

/** Who a call is about, with the condition key for what bounds them: for actions on permissions. */
export function aboutBounded(noun: Noun<User | IamRole | Group>): (call: ActionCall) => PolicySubject {
  return (call) => {
    const holder = noun.peek(call);
    const boundary = holder && "boundary" in holder ? holder.boundary : undefined;
    return { ...noun.about(call), context: { "iam:PermissionsBoundary": boundary } };
  };
}

function actionsFor<T extends User | IamRole>(noun: Noun<T>): readonly Action[] {
  return [
    iamWrite(`Put${noun.word}PermissionsBoundary`, {
      takes: [noun.parameter, "PermissionsBoundary"],
      about: (call) => ({ ...noun.about(call), context: { "iam:PermissionsBoundary": readBoundary(call) } }),
      run: (call) => {
        const arn = call.input.text("PermissionsBoundary", POLICY_ARN);
        noun.find(call).boundary = call.account.policies.get(arn).arn;
      },
    }),
    iamWrite(`Delete${noun.word}PermissionsBoundary`, {
      takes: [noun.parameter],
      about: aboutBounded(noun),
      run: (call) => {
        const entity = noun.find(call);
        if (entity.boundary === undefined) {
          throw new AwsError(
            "NoSuchEntity",
            `No permissions boundary is set for ${noun.word.toLowerCase()} ${entity.name}.`,
          );
        }
        entity.boundary = undefined;
      },
    }),
  ];
}
