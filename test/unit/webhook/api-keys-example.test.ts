import { apiKeys } from "../../../examples/webhooks/api-keys/producer.js";
import { call, wish } from "../../support/webhook/call.js";
import { KeyApi } from "../../support/webhook/key-api.js";

let api: KeyApi;
let payload: string;
const producer = apiKeys("unverified");
beforeEach(async () => {
  api = await KeyApi.start();
  payload = JSON.stringify({ url: api.url, key: api.rootKey });
});
afterEach(() => api.stop());

test("a key is made with the scope that was asked for, and is good for nothing once it was revoked", async () => {
  const { id, response } = (await call(producer, "create", wish(payload))).json;
  expect(api.scopeOf(response.key)).toBe("read");
  for (let time = 0; time < 2; time++) {
    expect((await call(producer, "revoke", { payload, ids: [id] })).json).toEqual({ revoked: [id] });
  }
  expect(api.scopeOf(response.key)).toBeUndefined();
});

test("a key that writes is for its team only", async () => {
  const refused = await call(producer, "create", wish(payload, { scope: "write" }));
  expect(refused).toMatchObject({ status: 400, text: expect.stringContaining("only the team orders") });
  expect(api.names).toEqual([]);
});

test("a dry run finds a key that the API does not take", async () => {
  expect((await call(producer, "create", wish(payload, "", "p-custom"))).status).toBe(200);
  const wrong = JSON.stringify({ url: api.url, key: "another" });
  expect((await call(producer, "create", wish(wrong, "", "p-custom"))).status).toBe(500);
});

test("the administrator's key is rotated by create and revoke, and two are left at most", async () => {
  let present = payload;
  for (let time = 0; time < 3; time++) {
    present = (await call(producer, "rotate", { payload: present })).json.payload;
    expect(api.scopeOf(JSON.parse(present).key)).toBe("admin");
  }
  expect(api.names).toHaveLength(2);
  expect((await call(producer, "create", wish(present))).status).toBe(200);
});
