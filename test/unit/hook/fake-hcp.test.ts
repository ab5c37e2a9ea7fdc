import { TaskResultRecord, TOKEN_MS } from "../../support/hcp/task-results.js";

const NOW = new Date("2026-03-01T10:00:00Z");
const HEADERS = { authorization: "Bearer at-1", "content-type": "application/vnd.api+json" };
const OUTCOME = {
  type: "task-result-outcomes",
  attributes: {
    "outcome-id": "1",
    description: "One",
    body: "# One",
    tags: { Status: [{ label: "Retired", level: "info" }] },
  },
};

const record = (takesOutcomes = true) =>
  new TaskResultRecord("taskrs-1", "run-1", "at-1", NOW, takesOutcomes);

function body(status: string, outcomes?: readonly object[]): string {
  const relationships = outcomes && { relationships: { outcomes: { data: outcomes } } };
  return JSON.stringify({
    data: { type: "task-results", attributes: { status, message: "Said" }, ...relationships },
  });
}

test("takes progress, then an end with outcomes, and keeps both", async () => {
  const result = record();
  expect(result.update(HEADERS, body("running"), NOW)).toBe(200);
  expect(result.update(HEADERS, body("passed", [OUTCOME]), NOW)).toBe(200);
  await expect(result.finished).resolves.toMatchObject({ status: "passed", outcomes: [OUTCOME.attributes] });
  expect(result.updates.map(({ status }) => status)).toEqual(["running", "passed"]);
});

describe("fails an update, and keeps why, for", () => {
  const tagged = (level: string) => ({
    ...OUTCOME,
    attributes: { ...OUTCOME.attributes, tags: { Status: [{ label: "x", level }] } },
  });
  test.each<[string, number, () => [TaskResultRecord, typeof HEADERS, string, Date]]>([
    [
      "a wrong token",
      401,
      () => [record(), { ...HEADERS, authorization: "Bearer at-2" }, body("passed"), NOW],
    ],
    [
      "an expired token",
      401,
      () => [record(), HEADERS, body("passed"), new Date(NOW.getTime() + TOKEN_MS + 1)],
    ],
    [
      "another content type",
      415,
      () => [record(), { ...HEADERS, "content-type": "application/json" }, body("passed"), NOW],
    ],
    ["no JSON", 400, () => [record(), HEADERS, "passed", NOW]],
    ["another type", 422, () => [record(), HEADERS, '{"data":{"type":"runs"}}', NOW]],
    ["an unknown status", 422, () => [record(), HEADERS, body("done"), NOW]],
    ["outcomes where none are taken", 422, () => [record(false), HEADERS, body("passed", [OUTCOME]), NOW]],
    ["the same outcome twice", 422, () => [record(), HEADERS, body("passed", [OUTCOME, OUTCOME]), NOW]],
    ["an unknown level", 422, () => [record(), HEADERS, body("passed", [tagged("fatal")]), NOW]],
  ])("%s", (_case, status, arrange) => {
    const [result, headers, text, now] = arrange();
    expect(result.update(headers, text, now)).toBe(status);
    expect(result.refused).toMatchObject([{ status }]);
    expect(result.updates).toEqual([]);
  });

  test("anything after the end", () => {
    const result = record();
    result.update(HEADERS, body("failed"), NOW);
    expect(result.update(HEADERS, body("running"), NOW)).toBe(422);
    expect(result.status).toBe("failed");
  });
});
