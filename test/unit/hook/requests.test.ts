import { parseNotification } from "../../../src/hook/notification.js";
import { parseRunTaskRequest } from "../../../src/hook/run-task-request.js";

const TASK = {
  payload_version: 1,
  stage: "post_apply",
  access_token: "at-very-secret",
  capabilities: { outcomes: true },
  run_id: "run-1",
  task_result_id: "taskrs-1",
  task_result_callback_url: "https://app.terraform.io/api/v2/task-results/taskrs-1/callback",
  workspace_id: "ws-1",
  workspace_name: "prod",
  organization_name: "acme",
  vcs_branch: null,
  something_new: { of: "a later version" },
};
const RUN = {
  run_id: "run-1",
  workspace_id: "ws-1",
  workspace_name: "prod",
  organization_name: "acme",
};

const task = (change: object = {}) =>
  parseRunTaskRequest(Buffer.from(JSON.stringify({ ...TASK, ...change })));
const notification = (payload: object) => parseNotification(Buffer.from(JSON.stringify(payload)));

describe("a run task's request", () => {
  test("is read, whatever else it carries, and its token cannot be printed", () => {
    const request = task();
    expect(request).toMatchObject({
      kind: "task",
      task: {
        stage: "post_apply",
        runId: "run-1",
        taskResultId: "taskrs-1",
        outcomes: true,
        workspace: { id: "ws-1", name: "prod", organization: "acme" },
      },
    });
    expect(JSON.stringify(request)).not.toContain("very-secret");
  });

  test.each([
    { capabilities: undefined },
    { capabilities: null },
    { capabilities: {} },
    { capabilities: { outcomes: false } },
  ])("takes outcomes only where it says so (%j)", (change) =>
    expect(task(change)).toMatchObject({ task: { outcomes: false } }),
  );

  test("is a verification by its token, whatever else is missing", () => {
    expect(parseRunTaskRequest(Buffer.from('{"access_token":"test-token"}'))).toEqual({
      kind: "verification",
    });
  });

  test("fails with the names of the fields, and nothing of what they hold", () => {
    expect(task({ run_id: null, access_token: { secret: "at-very-secret" } })).toEqual({
      kind: "malformed",
      why: "wrong or missing: run_id, access_token",
    });
    expect(parseRunTaskRequest(Buffer.from("at-very-secret"))).toEqual({
      kind: "malformed",
      why: "the body is not JSON",
    });
  });
});

describe("a notification", () => {
  test.each([
    ["run:completed", "applied"],
    ["run:errored", "errored"],
  ])("of %s (%s) is about a run that ended", (trigger, run_status) => {
    const run_updated_at = "2026-03-01T10:00:00Z";
    expect(notification({ ...RUN, notifications: [{ trigger, run_status, run_updated_at }] })).toEqual({
      kind: "run",
      run: {
        runId: "run-1",
        trigger,
        workspace: { id: "ws-1", name: "prod", organization: "acme" },
        endedAt: new Date(run_updated_at),
      },
    });
  });

  test.each([
    ["run:completed", "planned_and_finished"],
    ["run:completed", null],
    ["run:created", "pending"],
    ["assessment:drifted", null],
  ])("of %s (%s) is ignored", (trigger, run_status) => {
    expect(notification({ ...RUN, notifications: [{ trigger, run_status }] })).toMatchObject({
      kind: "ignored",
    });
  });

  test("is a verification by its trigger, with every field of the run null", () => {
    const nobody = { run_id: null, workspace_id: null, workspace_name: null, organization_name: null };
    const notifications = [
      { message: "Verification", trigger: "verification", run_status: null, run_updated_at: null },
    ];
    expect(notification({ ...nobody, notifications })).toEqual({ kind: "verification" });
  });

  test("does without a time that is none", () => {
    const notifications = [{ trigger: "run:errored", run_status: "errored", run_updated_at: "yesterday" }];
    expect(notification({ ...RUN, notifications })).toMatchObject({ run: { endedAt: undefined } });
  });

  test.each([
    ["no notifications", { ...RUN, notifications: [] }],
    ["no run", { ...RUN, run_id: null, notifications: [{ trigger: "run:errored" }] }],
    ["something else", []],
  ])("fails for %s", (_case, payload) => {
    expect(notification(payload)).toMatchObject({ kind: "malformed" });
  });
});
