import { packageRoot } from "../../../../../src/domain/package-root.js";
import { startPostgres } from "../../../../../src/proof/postgres/postgres.js";
import { startOrders } from "../../../../../src/proof/stories/other-systems/orders.js";

jest.mock("../../../../../src/proof/postgres/postgres.js");

test("a database that cannot be prepared, as Ctrl-C has ended it, is stopped and leaves no folder", async () => {
  const stop = jest.fn(async () => {});
  const query = async () => {
    throw new Error("terminating connection due to administrator command");
  };
  jest.mocked(startPostgres).mockResolvedValue({ query, stop } as never);
  await expect(startOrders(packageRoot(), "the first password")).rejects.toThrow("terminating connection");
  expect(stop).toHaveBeenCalledTimes(1);
});
