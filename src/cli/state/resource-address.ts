/** Where a resource stands, as Terraform writes it. */
export interface ResourceAddress {
  /** The whole address, such as `module.team["a"].aws_iam_access_key.seed[0]`. */
  readonly text: string;
  /** The same without the keys of `count` and `for_each`, as `removed` takes it. */
  readonly fixed: string;
}

const INSTANCE_KEY = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;

/**
 * Puts an address together.
 *
 * @param module address of the module with its keys; undefined for the root module
 * @param key key of `count` or `for_each`; undefined without either
 */
export function resourceAddress(
  module: string | undefined,
  type: string,
  name: string,
  key: string | number | undefined,
): ResourceAddress {
  const within = module === undefined ? "" : `${module}.`;
  return {
    text: `${within}${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`,
    fixed: `${within.replace(INSTANCE_KEY, "")}${type}.${name}`,
  };
}
