import {
  heldSecret,
  keptSecret,
  maySecrets,
  sentBackSecret,
} from "../../../../src/types/attributes/write-only.js";

const attributes = {
  ...heldSecret("pwd_wo", "pwd", "value.pwd", "The password."),
  ...sentBackSecret("key_wo", "key", "value.key", "The key."),
  ...keptSecret("token_wo", "token", "The token."),
};

test("a secret has a version of its own, and the wire says whether an update has to send it back", () => {
  expect(Object.keys(attributes)).toEqual([
    ...["pwd_wo", "pwd_wo_version", "key_wo", "key_wo_version", "token_wo", "token_wo_version"],
  ]);
  expect(attributes.pwd_wo).toMatchObject({ mode: "writeOnly", versionedBy: "pwd_wo_version" });
  expect(attributes.pwd_wo.wire).toMatchObject({
    ...{ role: "heldSecret", heldAt: "value.pwd", endsWithVersion: true },
  });
  expect(attributes.key_wo.wire).toMatchObject({ role: "heldSecret", heldAt: "value.key" });
  expect(attributes.key_wo.wire?.endsWithVersion).toBeUndefined();
  expect(attributes.token_wo.wire?.role).toBe("secret");
});

test("a secret may be lacking in a new object, but not its version, and not when that changes", () => {
  const [given, version] = maySecrets(attributes, "thing", "pwd_wo");
  expect(given?.broken({ pwd_wo: null, pwd_wo_version: null }, null)).toBeUndefined();
  expect(given?.broken({ pwd_wo: null, pwd_wo_version: 2 }, { pwd_wo_version: 1 })).toBe(
    "pwd_wo is not set, and pwd_wo_version changes",
  );
  expect(version?.broken({ pwd_wo: "p", pwd_wo_version: null }, null)).toBe(
    "pwd_wo is set, pwd_wo_version is not",
  );
});
