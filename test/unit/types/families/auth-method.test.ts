import { ofAuthMethods } from "../../../../src/types/families/auth-method.js";

const [product] = ofAuthMethods.product_type.each ?? [];
const flaw = product?.flaw as (word: string) => string | undefined;

test.each(["sm", "sra", "pm", "dp", "ca", "ara"])(
  "the product %s can be named, as the gateway does",
  (word) => {
    expect(flaw(word)).toBeUndefined();
  },
);

test("what is no product of the gateway's is refused", () => {
  expect(flaw("x")).toBe('should be one of sm, sra, pm, dp, ca, ara, got "x"');
});
