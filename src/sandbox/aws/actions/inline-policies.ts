import { AwsError } from "../errors.js";
import { parsePolicy } from "../policy/grammar.js";
import type { Group, IamRole, User } from "../store/entities.js";
import { type Action, iamRead, iamWrite } from "./action.js";
import { aboutBounded } from "./boundaries.js";
import { DOCUMENT, documentXml, sizeOf } from "./documents.js";
import { type Noun, nouns, POLICY_NAME } from "./nouns.js";
import { markerPage, PAGE } from "./page.js";

/** Inline policies of users, roles and groups. */
export const inlinePolicyActions: readonly Action[] = nouns.flatMap(actionsFor);

function actionsFor(noun: Noun<User | IamRole | Group>): readonly Action[] {
  const { word, parameter } = noun;
  const kind = word.toLowerCase();
  const missing = (name: string) =>
    new AwsError("NoSuchEntity", `The ${kind} policy with name ${name} cannot be found.`);
  return [
    iamWrite(`Put${word}Policy`, {
      takes: [parameter, "PolicyName", "PolicyDocument"],
      about: aboutBounded(noun),
      run: (call) => {
        const holder = noun.find(call);
        const name = call.input.text("PolicyName", POLICY_NAME);
        const document = parsePolicy(call.input.text("PolicyDocument", DOCUMENT), "identity");
        const others = [...holder.inline].filter(([other]) => other !== name);
        const size = [document, ...others.map(([, other]) => other)].reduce(
          (sum, { text }) => sum + sizeOf(text),
          0,
        );
        if (size > noun.inlineLimit) {
          throw new AwsError(
            "LimitExceeded",
            `Maximum policy size of ${noun.inlineLimit} bytes exceeded for ${kind} ${holder.name}`,
          );
        }
        holder.inline.set(name, document);
      },
    }),
    iamRead(`Get${word}Policy`, {
      takes: [parameter, "PolicyName"],
      about: noun.about,
      run: (call) => {
        const holder = noun.find(call);
        const name = call.input.text("PolicyName", POLICY_NAME);
        const document = holder.inline.get(name);
        if (!document) throw missing(name);
        return { [parameter]: holder.name, PolicyName: name, PolicyDocument: documentXml(document.text) };
      },
    }),
    iamWrite(`Delete${word}Policy`, {
      takes: [parameter, "PolicyName"],
      about: aboutBounded(noun),
      run: (call) => {
        const name = call.input.text("PolicyName", POLICY_NAME);
        if (!noun.find(call).inline.delete(name)) throw missing(name);
      },
    }),
    iamRead(`List${word}Policies`, {
      takes: [parameter, ...PAGE],
      about: noun.about,
      run: (call) => {
        const { items, end } = markerPage(
          call.input,
          [...noun.find(call).inline.keys()].sort(),
          (name) => name,
        );
        return { PolicyNames: items, ...end };
      },
    }),
  ];
}
