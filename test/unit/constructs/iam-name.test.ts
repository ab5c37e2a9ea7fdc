import { assert as hold, property, string } from "fast-check";
import { iamName } from "../../../src/constructs/iam-name.js";

test("an IAM name is the construct's path, joined by dashes", () => {
  expect(iamName("stack/Access/User", 64)).toBe("stack-Access-User");
});

test("an IAM name fits AWS, whatever the path is", () => {
  hold(
    property(string({ unit: "binary", minLength: 1 }), (path) => {
      expect(iamName(path, 64)).toMatch(/^[\w+=,.@-]{1,64}$/);
    }),
  );
});

test("long paths that differ only at the end get different names", () => {
  const path = "x".repeat(100);
  expect(iamName(`${path}/a`, 64)).not.toBe(iamName(`${path}/b`, 64));
  expect(iamName(`${path}/a`, 64)).toBe(iamName(`${path}/a`, 64));
});
