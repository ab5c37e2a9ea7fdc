import { readStateFile } from "../../../../src/cli/state/state-file.js";
import { Fault } from "../../../../src/errors/fault.js";
import { accessKey, STORED_SECRET, stateText } from "../../../support/cli/terraform-state.js";

/** The fault with which reading this ends. */
function refusal(text: string): Fault {
  try {
    readStateFile(text, '"x.tfstate"');
  } catch (error) {
    if (Fault.is(error)) return error;
    throw error;
  }
  throw new Error("it was read");
}

test("tells managed resources by their addresses, with what they depend on", () => {
  const text = stateText(
    [
      { type: "aws_caller_identity", name: "me", mode: "data" },
      { type: "aws_iam_access_key", name: "seed", attributes: accessKey("AKIA1", "gw"), dependsOn: ["a.b"] },
      {
        type: "aws_iam_access_key",
        name: "more",
        module: 'module.team["x"]',
        instances: [
          { key: 0, attributes: accessKey("AKIA2", "gw") },
          { key: 1, attributes: accessKey("AKIA3", "gw") },
        ],
      },
    ],
    { id: "AKIA1" },
  );
  const { instances, outputs } = readStateFile(text, "here");
  expect(
    instances.map(({ address, attributes, dependsOn }) => [address.text, attributes.id, dependsOn]),
  ).toEqual([
    ["aws_iam_access_key.seed", "AKIA1", ["a.b"]],
    ['module.team["x"].aws_iam_access_key.more[0]', "AKIA2", []],
    ['module.team["x"].aws_iam_access_key.more[1]', "AKIA3", []],
  ]);
  expect(outputs).toEqual({ id: "AKIA1" });
});

test("reads a state without resources, and one that old Terraforms have left flat", () => {
  expect(readStateFile('{"version": 4, "serial": 1, "lineage": "x"}', "here").instances).toEqual([]);
  const flat = {
    version: 4,
    resources: [{ mode: "managed", type: "t", name: "n", instances: [{ attributes_flat: { id: "AKIA1" } }] }],
  };
  expect(readStateFile(JSON.stringify(flat), "here").instances[0]?.attributes).toEqual({ id: "AKIA1" });
});

describe("fails, quoting nothing of the text,", () => {
  test.each([
    ["an empty text", " \n", "it is empty"],
    ["what is not JSON", `secret = "${STORED_SECRET}"`, "it is not a JSON object"],
    [
      "half a state",
      stateText([{ type: "t", name: STORED_SECRET }]).slice(0, -40),
      "it is not a JSON object",
    ],
    ["other JSON", `{"secret": "${STORED_SECRET}"}`, "it is JSON, but not a state"],
    ["a plan in JSON", `{"format_version": "1.2", "x": "${STORED_SECRET}"}`, "it is JSON, but not a state"],
    ["a list", `["${STORED_SECRET}"]`, "it is not a JSON object"],
    ["a state of Terraform 0.11", '{"version": 3, "modules": []}', "its format has version 3, known is 4"],
    [
      "a state with a part of another kind",
      `{"version": 4, "resources": [{"mode": "managed", "type": 7, "name": "${STORED_SECRET}"}]}`,
      "its part resources.0.type is not as Terraform writes it",
    ],
  ])("on %s", (_what, text, seen) => {
    const fault = refusal(text);
    expect(fault.code).toBe("STATE_UNREADABLE");
    expect(fault.details.seen).toBe(seen);
    expect(JSON.stringify([fault.message, fault.details, fault.stack])).not.toContain(STORED_SECRET);
  });

  test("on a state that OpenTofu has encrypted, saying how it is decrypted", () => {
    const fault = refusal('{"serial": 1, "meta": {}, "encrypted_data": "x", "encryption_version": "v0"}');
    expect(fault.details.seen).toBe("it is encrypted by OpenTofu");
    expect(fault.detail).toContain("--terraform");
  });
});
