import { masked } from "../../../src/domain/masked.js";
import { Fault } from "../../../src/errors/fault.js";
import { type RetireJob, retire, type SeedWorld } from "../../../src/seed/index.js";
import { failure } from "../../support/failure.js";
import { FakeCloud, type Manners, ROTATOR } from "../../support/seed/fake-cloud.js";
import { subject, worldOn } from "../../support/seed/world.js";

function handedOver(manners: Partial<Manners> = {}) {
  const cloud = new FakeCloud(manners);
  const seed = cloud.hold(cloud.makeKey(600_000));
  const job: RetireJob = {
    subject,
    seedKeyId: seed.id,
    rotator: ROTATOR,
    proofProducer: null,
    quietSeconds: 15,
  };
  return { cloud, seed, job };
}

const lost = (code: "AWS_UNREACHABLE" | "GATEWAY_FAILED" = "AWS_UNREACHABLE") =>
  new Fault(code, { doing: "calling", seen: "no answer", state: "Nothing was changed by it." });

/** A call that is carried out, and whose answer never comes. */
function answerLost<A extends unknown[], T>(work: (...args: A) => Promise<T>, isIt: (...args: A) => boolean) {
  return async (...args: A): Promise<T> => {
    const answer = await work(...args);
    if (isIt(...args)) throw lost();
    return answer;
  };
}

describe("what an error says about the state of things is read back", () => {
  test("a seed that was turned off, though the call failed, is told as off", async () => {
    const { cloud, seed, job } = handedOver();
    const setStatus = answerLost(cloud.iam.setStatus, (_, __, status) => status === "Inactive");
    const fault = await failure(retire(worldOn(cloud, { iam: { ...cloud.iam, setStatus } }), job));
    expect(cloud.keys.find(({ id }) => id === seed.id)?.status).toBe("Inactive");
    expect(fault.details.state).toBe(
      `The seed key ${masked(seed.id)} is turned off but not deleted; the next apply goes on from there. A rotation was asked for.`,
    );
  });

  test("a seed that was not turned off, because the call failed before it was carried out, is told as active", async () => {
    const { cloud, seed, job } = handedOver();
    const iam: SeedWorld["iam"] = { ...cloud.iam, setStatus: () => Promise.reject(lost()) };
    const fault = await failure(retire(worldOn(cloud, { iam }), job));
    expect(fault.details.state).toContain(`${masked(seed.id)} is active, and no key was deleted.`);
  });

  test("a seed that was deleted, though the call failed, is told as gone", async () => {
    const { cloud, seed, job } = handedOver();
    const deleteKey = answerLost(cloud.iam.deleteKey, () => true);
    const fault = await failure(retire(worldOn(cloud, { iam: { ...cloud.iam, deleteKey } }), job));
    expect(fault.details.state).toContain(`The seed key ${masked(seed.id)} is gone.`);
  });

  test("a seed that the gateway's rotation has deleted is told as gone, not as unchanged", async () => {
    const { cloud, seed, job } = handedOver({ rotationDeletesOld: true });
    const rotateNow: SeedWorld["gateway"]["rotateNow"] = async (name) => {
      await cloud.gateway.rotateNow(name);
      throw lost("GATEWAY_FAILED");
    };
    const fault = await failure(retire(worldOn(cloud, { gateway: { ...cloud.gateway, rotateNow } }), job));
    expect(fault.details.state).toBe(`The seed key ${masked(seed.id)} is gone. A rotation was asked for.`);
  });

  test("what can neither be known nor read is told as that", async () => {
    const { cloud, seed, job } = handedOver();
    let isLost = false;
    const iam: SeedWorld["iam"] = {
      ...cloud.iam,
      setStatus: async (...args) => {
        await cloud.iam.setStatus(...args);
        isLost = true;
        throw lost();
      },
      keys: async (name) => {
        if (isLost) throw lost();
        return cloud.iam.keys(name);
      },
    };
    const fault = await failure(retire(worldOn(cloud, { iam }), job));
    expect(fault.details.state).toContain(`${masked(seed.id)} is active`);
    expect(fault.details.state).toContain("it was to be turned off, and whether it is could not be read");
  });

  test("nothing was changed where nothing was begun", async () => {
    const { cloud, job } = handedOver();
    if (cloud.user) cloud.user.tags = {};
    expect((await failure(retire(worldOn(cloud), job))).details.state).toBe("Nothing was changed.");
  });
});
