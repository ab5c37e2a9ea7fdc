import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { stackOf } from "../../../../src/cli/state/stack.js";
import { readStateFile } from "../../../../src/cli/state/state-file.js";
import {
  accessKey,
  STORED_SECRET,
  type StateResource,
  stateText,
} from "../../../support/cli/terraform-state.js";

const ID = "AKIASEEDSEEDSEEDSEED";
const KEY = "aws_iam_access_key.seed";
const TARGET = "latchkey_target_aws.t";
const key: StateResource = { type: "aws_iam_access_key", name: "seed", attributes: accessKey(ID, "gw") };
const target: StateResource = {
  type: "latchkey_target_aws",
  name: "t",
  attributes: { name: "/t", access_key_id: ID },
  dependsOn: [KEY],
};

type Spelling = (text: string) => string;

/** What Terraform's functions make of a text, on the way into another resource. */
const spellings: Readonly<Record<string, Spelling>> = {
  base64encode: (text) => Buffer.from(text).toString("base64"),
  base64gzip: (text) => gzipSync(text).toString("base64"),
  jsonencode: (text) => JSON.stringify({ auth: text }),
  urlencode: (text) => encodeURIComponent(text),
  templatefile: (text) => `#!/bin/sh\nexport AWS_SECRET_ACCESS_KEY='${text}'\n`,
};

/** Where in the attributes of a resource it stands. */
const places: Readonly<Record<string, (text: string) => object>> = {
  "a value": (value) => ({ value }),
  "a list": (text) => ({ lines: ["first", text] }),
  "a block": (text) => ({ block: [{ deep: { er: [{ value: text }] } }] }),
  "a map": (text) => ({ variables: { SECRET: text } }),
};

const bystander = (name: string, dependsOn: readonly string[]): StateResource => ({
  type: "time_sleep",
  name,
  attributes: { create_duration: "1s" },
  dependsOn,
});

const world = fc.record({
  // Two of them: every further one is what the search for secrets promises, and is tested there.
  spelt: fc.array(fc.constantFrom(...Object.keys(spellings)), { maxLength: 2 }),
  place: fc.constantFrom(...Object.keys(places)),
  what: fc.constantFrom("secret", "id"),
  type: fc.constantFrom(
    "aws_ssm_parameter",
    "terraform_data",
    "aws_instance",
    "kubernetes_secret",
    "aws_lambda_function",
  ),
  /** Between the holder and the key: nothing, the target, other resources. */
  between: fc.subarray([TARGET, "time_sleep.a", "time_sleep.b"]),
  direct: fc.boolean(),
});

test("a holder of the key is found, whatever it depends on besides, and however what it holds is spelt", () => {
  fc.assert(
    fc.property(world, ({ spelt, place, what, type, between, direct }) => {
      const text = spelt.reduce(
        (written, name) => spellings[name]?.(written) ?? written,
        what === "secret" ? STORED_SECRET : ID,
      );
      const attributes = { id: "x", name: "n", ...places[place]?.(text) };
      const dependsOn = [...between, ...(direct || between.length === 0 ? [KEY] : [])];
      const holder: StateResource = { type, name: "holder", attributes, dependsOn };
      const resources = [
        key,
        target,
        bystander("a", [KEY, TARGET]),
        bystander("b", [TARGET, "time_sleep.a"]),
        holder,
      ];
      const stack = stackOf(readStateFile(stateText(resources), "here"));
      const [only] = stack.keys;
      const uses = only ? stack.usesOf(only) : [];
      expect(uses.map(({ address }) => address)).toContain(`${type}.holder`);
      expect(JSON.stringify(uses)).not.toContain(STORED_SECRET);
    }),
  );
});

test("what only works through the target is none, whatever stands between", () => {
  fc.assert(
    fc.property(fc.subarray([TARGET, "time_sleep.a", "time_sleep.b"], { minLength: 1 }), (between) => {
      const through: StateResource = {
        type: "latchkey_rotated_secret_aws",
        name: "r",
        attributes: { name: "/r", target: "/t" },
        dependsOn: [KEY, ...between],
      };
      const stack = stackOf(
        readStateFile(
          stateText([key, target, bystander("a", [KEY, TARGET]), bystander("b", [TARGET]), through]),
          "here",
        ),
      );
      const [only] = stack.keys;
      const uses = only ? stack.usesOf(only) : [];
      expect(uses.map(({ address }) => address)).not.toContain("latchkey_rotated_secret_aws.r");
    }),
  );
});
