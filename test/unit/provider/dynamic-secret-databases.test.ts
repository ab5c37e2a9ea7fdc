import { done, type Stage, stage } from "../../support/provider/stage.js";

let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at.close());

describe.each(["mysql", "postgresql", "mssql", "mongodb"])("a dynamic secret of %s", (kind) => {
  const config = { name: `/made/${kind}`, username: "admin" };

  test.each([
    ["nothing", undefined],
    ["0", 0],
    ["the account's own number", 8],
  ])(
    "plans no change where the gateway tells %s for the length that nothing was said of",
    async (_, told) => {
      const terraform = await at.terraform(`latchkey_dynamic_secret_${kind}`);
      expect(await terraform.apply(config)).toEqual(done("create"));
      const command = { command: "dynamic-secret-get", doing: "reading it", name: config.name };
      const { password_length, ...rest } = (await at.gateway.objects.find(command)) ?? {};
      expect(password_length).toBe(0);
      const body = { ...rest, ...(told !== undefined && { password_length: told }) };
      at.sandboxGateway.answerNext("dynamic-secret-get", { status: 200, body });
      expect(await terraform.apply(config)).toEqual(done("none"));
      await terraform.destroy();
    },
  );
});
