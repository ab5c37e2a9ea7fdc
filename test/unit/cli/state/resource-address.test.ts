import { resourceAddress } from "../../../../src/cli/state/resource-address.js";

test.each([
  [undefined, undefined, "aws_iam_access_key.seed", "aws_iam_access_key.seed"],
  [undefined, 0, "aws_iam_access_key.seed[0]", "aws_iam_access_key.seed"],
  [undefined, "a.b", 'aws_iam_access_key.seed["a.b"]', "aws_iam_access_key.seed"],
  [undefined, 'say "x"]', 'aws_iam_access_key.seed["say \\"x\\"]"]', "aws_iam_access_key.seed"],
  ["module.team", undefined, "module.team.aws_iam_access_key.seed", "module.team.aws_iam_access_key.seed"],
  [
    'module.team["a[0].b"].module.inner[2]',
    "k",
    'module.team["a[0].b"].module.inner[2].aws_iam_access_key.seed["k"]',
    "module.team.module.inner.aws_iam_access_key.seed",
  ],
])("in module %s with key %s it is %s, and %s without keys", (module, key, text, fixed) => {
  expect(resourceAddress(module, "aws_iam_access_key", "seed", key)).toEqual({ text, fixed });
});
