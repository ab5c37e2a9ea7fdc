import { Testing } from "cdktf";
import * as library from "../../../../src/index.js";
import { demoStack, Synthesized } from "../../../support/constructs/synthesized.js";

const { LatchkeyRotatedSecretAws, LatchkeyRotatorAws, LatchkeyDynamicProducerAws, LatchkeyStaticSecret } =
  library;

const rotator = (scope: ReturnType<typeof demoStack>, id: string) =>
  new LatchkeyRotatedSecretAws(scope, id, { name: `/${id}`, target: "/t" });
const moves = (stack: ReturnType<typeof demoStack>) => JSON.parse(Testing.synth(stack)).moved;

test("a resource takes over what is stored under the former name of its type", () => {
  const stack = demoStack();
  rotator(stack, "a");
  rotator(stack, "b").overrideLogicalId("other");
  expect(moves(stack)).toEqual([
    { from: "latchkey_rotator_aws.a", to: "latchkey_rotated_secret_aws.a" },
    { from: "latchkey_rotator_aws.other", to: "latchkey_rotated_secret_aws.other" },
  ]);
  const hcl = Testing.synthHcl(stack);
  expect(hcl.match(/moved \{[^}]*\}/g)).toEqual([
    "moved {\nto = latchkey_rotated_secret_aws.a\nfrom = latchkey_rotator_aws.a\n}",
    "moved {\nto = latchkey_rotated_secret_aws.other\nfrom = latchkey_rotator_aws.other\n}",
  ]);
});

test("the class of the former name makes the same resource", () => {
  const stack = demoStack();
  new LatchkeyRotatorAws(stack, "r", { name: "/r", target: "/t" });
  new LatchkeyDynamicProducerAws(stack, "p", { name: "/p", target: "/t", accessMode: "iam_user" });
  const synthesized = new Synthesized(stack);
  expect([...synthesized.addresses].sort()).toEqual([
    "latchkey_dynamic_secret_aws.p",
    "latchkey_rotated_secret_aws.r",
  ]);
  expect(moves(stack)).toHaveLength(2);
});

test("a type that has always had its name moves nothing", () => {
  const stack = demoStack();
  new LatchkeyStaticSecret(stack, "s", { name: "/s" });
  expect(moves(stack)).toBeUndefined();
});

describe("where the caller's own code moves the resource, that alone is written", () => {
  test("from an address", () => {
    const stack = demoStack();
    rotator(stack, "a").moveFromId("latchkey_rotator_aws.before");
    expect(moves(stack)).toEqual([
      { from: "latchkey_rotator_aws.before", to: "latchkey_rotated_secret_aws.a" },
    ]);
  });

  test("to another resource", () => {
    const stack = demoStack();
    rotator(stack, "after").addMoveTarget("it");
    rotator(stack, "before").moveTo("it");
    rotator(stack, "by_id").moveToId("latchkey_rotated_secret_aws.beside");
    rotator(stack, "beside");
    expect(moves(stack)).toEqual([
      { from: "latchkey_rotated_secret_aws.before", to: "latchkey_rotated_secret_aws.after" },
      { from: "latchkey_rotated_secret_aws.by_id", to: "latchkey_rotated_secret_aws.beside" },
    ]);
  });
});
