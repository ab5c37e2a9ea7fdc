import { RULE_TYPES, roleAccess, roleRules } from "../../../../src/types/families/role.js";

const rule = (path: string, type: string, ...capabilities: string[]) => ({ path, type, capabilities });
const role = (...path_rules: unknown[]) => ({ rules: { path_rules } });

describe("the rules of a role", () => {
  test("are those that are written one by one, in the words in which they are written", () => {
    const told = roleRules.told?.(
      role(
        rule("/a/*", "item-rule", "read"),
        rule("/b", "sra-rule", "sra_transparently_connect", "sra_upload_files"),
        rule("/*", "search-rule", "read"),
        rule("/c", "of-a-type-to-come", "read"),
      ),
    );
    expect(told).toEqual({
      is: "told",
      value: [
        { path: "/a/*", rule_type: "item-rule", capability: ["read"] },
        { path: "/b", rule_type: "sra-rule", capability: ["allow_access", "upload_files"] },
      ],
    });
  });

  test("of another type keep a word that only sra-rules have in another form", () => {
    const told = roleRules.told?.(role(rule("/a", "item-rule", "sra_upload_files")));
    expect(told).toMatchObject({ value: [{ capability: ["sra_upload_files"] }] });
  });

  test.each([
    ["no list", { rules: {} }, { is: "absent" }],
    ["no rules", role(), { is: "told", value: null }],
    ["null", { rules: { path_rules: null } }, { is: "told", value: null }],
    ["a text", { rules: { path_rules: "x" } }, { is: "odd" }],
    ["an entry that is no rule", role({ path: 1, type: "item-rule" }), { is: "odd" }],
    ["an entry that is null", role(null), { is: "odd" }],
  ])("are %s as an answer says it", (_, answer, expected) => {
    expect(roleRules.told?.(answer)).toMatchObject(expected);
  });

  test("are sent by commands of their own", () => {
    expect(roleRules.created([])).toEqual({});
    expect(roleRules.updated?.([], null)).toEqual({});
    expect(RULE_TYPES).not.toContain("search-rule");
  });
});

describe("a setting of a role", () => {
  const access = roleAccess("event-forwarders-access", "event-forwarder-rule", "event-forwarder-access");

  test.each([
    ["none", []],
    ["none", [rule("/*", "search-rule")]],
    ["all", [rule("/*", "event-forwarder-rule")]],
    ["own", [rule("/self", "event-forwarder-rule")]],
    ["scoped", [rule("/one", "event-forwarder-rule")]],
    ["all", [rule("/one", "event-forwarder-rule"), rule("/*", "event-forwarder-rule")]],
  ])("is %s by the rules that the gateway keeps it as", (value, rules) => {
    expect(access.told?.(role(...rules))).toEqual({ is: "told", value });
  });

  test("has a name for a create and another one for an update", () => {
    expect(access.created("all")).toEqual({ "event-forwarders-access": "all" });
    expect(access.updated?.("none", null)).toEqual({ "event-forwarder-access": "none" });
  });
});
