import { conclusion } from "../../../src/audit/ask/signing.js";
import {
  type AwsWitness,
  type FoundKey,
  inquire,
  type KeyJudgement,
  withoutAsking,
} from "../../../src/audit/index.js";
import type { Clock } from "../../../src/domain/clock.js";
import {
  ACCEPTED,
  ACCOUNT,
  awsFault,
  fakeAws,
  foundKey,
  refusedWith,
  secretNamed,
  UNKNOWN_KEY,
  WRONG_SECRET,
} from "../../support/audit/fake-aws.js";

const NOW = new Date("2030-01-01T12:00:00Z");

/** A clock whose sleeps are over at once, and remembered. */
function clockOf(slept: number[] = []): Clock {
  return { now: () => NOW, sleep: async (ms) => void slept.push(ms), random: () => 0.5 };
}

async function asked(
  keys: readonly FoundKey[],
  answers: Partial<AwsWitness>,
  slept: number[] = [],
): Promise<{ judgements: readonly KeyJudgement[]; calls: string[] }> {
  const { witness, calls } = fakeAws(answers);
  const signal = new AbortController().signal;
  const options = { clock: clockOf(slept), signal, progress: () => {} };
  return { judgements: await inquire(keys, witness, options), calls };
}

async function verdictOn(key: FoundKey, answers: Partial<AwsWitness>): Promise<KeyJudgement | undefined> {
  return (await asked([key], answers)).judgements[0];
}

const owner = { userName: "ci", lastUsed: new Date("2029-12-31T00:00:00Z") };
const listed = (status: string) => async () => [{ id: foundKey().id, status }];
const alone = foundKey({ secrets: [] });
const nobody = async () => {
  throw awsFault("AWS_NO_CREDENTIALS");
};
const denied = async () => {
  throw awsFault("AWS_ACCESS_DENIED", "not authorized to perform: iam:ListUsers");
};

describe("a key with its secret", () => {
  test("lives when STS takes its signature; IAM is not asked then", async () => {
    const { judgements, calls } = await asked([foundKey()], { signAs: async () => [ACCEPTED] });
    expect(judgements[0]).toMatchObject({
      verdict: "live",
      secret: "fits",
      account: ACCOUNT,
      owner: `arn:aws:iam::${ACCOUNT}:user/ci`,
    });
    expect(calls).toEqual(["signAs"]);
  });

  test("lives when only one STS of several takes its signature", async () => {
    const key = foundKey();
    expect(await verdictOn(key, { signAs: async () => [UNKNOWN_KEY, ACCEPTED] })).toMatchObject({
      verdict: "live",
    });
  });

  test("lives when AWS knows the signer and denies the question", async () => {
    const signAs = async () => [refusedWith("AccessDenied")];
    expect(await verdictOn(foundKey(), { signAs })).toMatchObject({ verdict: "live", secret: "fits" });
  });

  test("lives when IAM lists it as Active though STS does not take it yet", async () => {
    const judgement = await verdictOn(foundKey(), { ownerOf: async () => owner, keysOf: listed("Active") });
    expect(judgement).toMatchObject({ verdict: "live", owner: "ci" });
  });

  test("is inactive when IAM says so", async () => {
    const judgement = await verdictOn(foundKey(), { ownerOf: async () => owner, keysOf: listed("Inactive") });
    expect(judgement).toMatchObject({ verdict: "inactive", lastUsed: owner.lastUsed, secret: "beside" });
  });

  test("is dead when no user of its account has it", async () => {
    expect(await verdictOn(foundKey(), {})).toMatchObject({ verdict: "dead", account: ACCOUNT });
  });

  test("is not called dead when STS does not take it and nobody may ask IAM: it may be switched off", async () => {
    expect(await verdictOn(foundKey(), { caller: nobody })).toMatchObject({
      verdict: "inactive",
      evidence: expect.stringMatching(/^STS does not take it: deleted or switched off; No AWS credentials/),
    });
  });

  test("lives when it does in a partition that nothing points to, where IAM cannot tell", async () => {
    const signFarAway = async () => [ACCEPTED];
    expect(await verdictOn(foundKey(), { signFarAway, caller: nobody })).toMatchObject({
      verdict: "live",
      secret: "fits",
    });
    const { calls } = await asked([foundKey()], { signFarAway });
    expect(calls).not.toContain("signFarAway");
  });

  test("is undecided when STS knows it though no user of its account has it", async () => {
    expect(await verdictOn(foundKey(), { signAs: async () => [WRONG_SECRET] })).toMatchObject({
      verdict: "unknown",
      evidence: expect.stringContaining("STS knows it, though no user"),
    });
  });

  test("is tried with one secret after the other until one fits", async () => {
    const tried: string[] = [];
    const signAs: AwsWitness["signAs"] = async ({ secret }) => {
      tried.push(secret.reveal());
      return [secret.reveal() === "c" ? ACCEPTED : WRONG_SECRET];
    };
    const secrets = ["a", "b", "c", "d"].map((text) => secretNamed(text));
    expect(await verdictOn(foundKey({ secrets }), { signAs })).toMatchObject({
      verdict: "live",
      secret: "fits",
    });
    expect(tried).toEqual(["a", "b", "c"]);
  });

  test("is not tried with another secret when STS does not know the key at all", async () => {
    const secrets = ["a", "b"].map((text) => secretNamed(text));
    const { calls } = await asked([foundKey({ secrets })], {});
    expect(calls.filter((call) => call === "signAs")).toHaveLength(1);
  });

  test("is a key without its secret when no secret that was found fits", async () => {
    const answers = {
      signAs: async () => [WRONG_SECRET],
      ownerOf: async () => owner,
      keysOf: listed("Active"),
    };
    expect(await verdictOn(foundKey(), answers)).toMatchObject({ verdict: "live", secret: "none" });
  });

  test("may lie open when none of as many secrets fits as are tried, for there may be more", async () => {
    const secrets = Array.from({ length: 16 }, (_, number) => secretNamed(`${number}`));
    const answers = {
      signAs: async () => [WRONG_SECRET],
      ownerOf: async () => owner,
      keysOf: listed("Active"),
    };
    expect(await verdictOn(foundKey({ secrets }), answers)).toMatchObject({
      verdict: "live",
      secret: "elsewhere",
    });
  });

  test("is undecided when no secret fits and nobody may ask IAM", async () => {
    const answers = { signAs: async () => [WRONG_SECRET], userNames: denied };
    const judgement = await verdictOn(foundKey(), answers);
    expect(judgement).toMatchObject({ verdict: "unknown", secret: "none" });
    expect(judgement?.evidence).toMatch(/^STS knows it.*iam:ListUsers/);
  });
});

describe("a refusal of a young key is not believed at once:", () => {
  const caller = async () => {
    throw awsFault("AWS_NO_CREDENTIALS");
  };
  const young = foundKey({ youngest: new Date(NOW.getTime() - 60_000) });

  test("it is asked about again after a while", async () => {
    const slept: number[] = [];
    let count = 0;
    const signAs = async () => [++count === 1 ? UNKNOWN_KEY : ACCEPTED];
    const { judgements } = await asked([young], { caller, signAs }, slept);
    expect(judgements[0]).toMatchObject({ verdict: "live" });
    expect(slept).toEqual([15_000]);
  });

  test("which all of them wait for together, once", async () => {
    const slept: number[] = [];
    const youths = Array.from({ length: 30 }, (_, number) => ({
      ...young,
      id: `AKIAYOUNG${1000 + number}YOUTH22`,
    }));
    const seen = new Map<string, number>();
    const signAs: AwsWitness["signAs"] = async ({ keyId }) => {
      seen.set(keyId, (seen.get(keyId) ?? 0) + 1);
      return [seen.get(keyId) === 1 ? UNKNOWN_KEY : ACCEPTED];
    };
    const { judgements } = await asked([foundKey(), ...youths], { caller, signAs }, slept);
    expect(slept).toEqual([15_000]);
    expect(judgements.map(({ verdict }) => verdict)).toEqual(["inactive", ...youths.map(() => "live")]);
  });

  test("but that of an old one is, and IAM's word is believed at once", async () => {
    const slept: number[] = [];
    await asked([foundKey()], { caller }, slept);
    await asked([young], {}, slept);
    expect(slept).toEqual([]);
  });
});

describe("a key id alone", () => {
  test("is looked up by its last use", async () => {
    const { judgements, calls } = await asked([alone], {
      ownerOf: async () => owner,
      keysOf: listed("Active"),
    });
    expect(judgements[0]).toMatchObject({ verdict: "live", secret: "none", owner: "ci", usable: true });
    expect(calls).toEqual(["caller", "accountOf", "ownerOf", "keysOf"]);
  });

  test("is looked up at the user who is named beside it", async () => {
    const key = foundKey({ secrets: [], users: ["ci"] });
    expect(await verdictOn(key, { keysOf: listed("Inactive"), userNames: denied })).toMatchObject({
      verdict: "inactive",
    });
  });

  test("is looked for at all users, once for all keys, when there is no other way", async () => {
    const keys = [alone, foundKey({ id: "AKIAGONEGONEGONEGONE", secrets: [] })];
    const { judgements, calls } = await asked(keys, {
      userNames: async () => ["a", "b"],
      keysOf: async (name) => (name === "b" ? [{ id: alone.id, status: "Active" }] : []),
    });
    expect(judgements.map(({ verdict }) => verdict)).toEqual(["live", "dead"]);
    expect(calls.filter((call) => call === "userNames")).toHaveLength(1);
    expect(calls.filter((call) => call === "keysOf")).toHaveLength(2);
  });

  test("is undecided in the account of somebody else, whom it names", async () => {
    const { judgements, calls } = await asked([alone], { accountOf: async () => "999999999999" });
    expect(judgements[0]).toMatchObject({
      verdict: "unknown",
      account: "999999999999",
      evidence: expect.stringMatching(/belongs to account 999999999999.*user\/deployer/),
    });
    expect(calls).not.toContain("userNames");
  });

  test("is undecided when nobody may list users, and says so", async () => {
    expect(await verdictOn(alone, { userNames: denied })).toMatchObject({
      verdict: "unknown",
      evidence: expect.stringContaining("iam:ListUsers"),
    });
  });

  test("is undecided when STS does not say whose it is and no user here has it", async () => {
    expect(await verdictOn(alone, { accountOf: async () => undefined })).toMatchObject({
      verdict: "unknown",
    });
    expect(await verdictOn(alone, { accountOf: denied })).toMatchObject({ verdict: "unknown" });
  });

  test("is undecided when it may be one of the root user's", async () => {
    expect(await verdictOn(alone, { rootHasKeys: async () => true })).toMatchObject({
      verdict: "unknown",
      evidence: expect.stringContaining("root user"),
    });
  });

  test("is not believed gone because its last user is: the keys of all users are listed", async () => {
    const { judgements } = await asked([alone], {
      ownerOf: async () => owner,
      userNames: async () => ["renamed"],
      keysOf: async (name) => (name === "renamed" ? [{ id: alone.id, status: "Active" }] : undefined),
    });
    expect(judgements[0]).toMatchObject({ verdict: "live", owner: "renamed" });
  });

  test.each([
    ["Expired", "inactive"],
    ["SomethingNew", "live"],
  ])("with the status %s is %s", async (status, verdict) => {
    expect(await verdictOn(alone, { ownerOf: async () => owner, keysOf: listed(status) })).toMatchObject({
      verdict,
    });
  });

  test("is undecided without credentials", async () => {
    const caller = async () => {
      throw awsFault("AWS_NO_CREDENTIALS", "no provider has any");
    };
    expect(await verdictOn(alone, { caller })).toMatchObject({
      verdict: "unknown",
      evidence: "No AWS credentials: no provider has any",
    });
  });
});

describe("a temporary key", () => {
  const complete = foundKey({
    id: "ASIAFOUNDFOUNDFOUND2",
    sessionTokens: [secretNamed("token").secret],
  });

  test("is signed with together with its session token, and IAM is not asked", async () => {
    const seen: (string | undefined)[] = [];
    const { judgements, calls } = await asked([complete], {
      signAs: async ({ sessionToken }) => {
        seen.push(sessionToken?.reveal());
        return [ACCEPTED];
      },
    });
    expect(judgements[0]).toMatchObject({ verdict: "live", secret: "fits", usable: true });
    expect({ seen, calls }).toEqual({ seen: ["token"], calls: ["signAs"] });
  });

  test.each(["ExpiredToken", "InvalidClientTokenId"])("is dead when STS says %s", async (code) => {
    expect(await verdictOn(complete, { signAs: async () => [refusedWith(code)] })).toMatchObject({
      verdict: "dead",
    });
  });

  test("without its session token is of no use to anybody", async () => {
    const { judgements, calls } = await asked([foundKey({ ...complete, sessionTokens: [] })], {});
    expect(judgements[0]).toMatchObject({ verdict: "unknown", usable: false });
    expect(calls).toEqual([]);
  });
});

test("nobody is asked any more when STS has not answered three keys in a row", async () => {
  const keys = Array.from({ length: 50 }, () => foundKey());
  const silent = async () => [refusedWith("ETIMEDOUT")];
  const caller = async () => {
    throw awsFault("AWS_UNREACHABLE", "no connection (ETIMEDOUT)");
  };
  const { judgements, calls } = await asked(keys, { signAs: silent, caller });
  expect(new Set(judgements.map(({ verdict }) => verdict))).toEqual(new Set(["unknown"]));
  expect(judgements[49]?.evidence).toMatch(/has not answered.*AWS not reachable/);
  // Four are asked at once.
  expect(calls.filter((call) => call === "signAs").length).toBeLessThanOrEqual(6);
  expect(calls.filter((call) => call === "caller")).toHaveLength(1);
});

test("an interruption ends the inquiry", async () => {
  const controller = new AbortController();
  const { witness } = fakeAws({
    signAs: async () => {
      controller.abort(new Error("stop"));
      return [UNKNOWN_KEY];
    },
  });
  const options = { clock: clockOf(), signal: controller.signal, progress: () => {} };
  await expect(inquire([foundKey(), foundKey()], witness, options)).rejects.toThrow("stop");
});

test("an interruption of the last question ends it, too", async () => {
  const controller = new AbortController();
  const { witness } = fakeAws({
    caller: async () => {
      controller.abort(new Error("stop"));
      throw awsFault("AWS_INTERRUPTED");
    },
  });
  const options = { clock: clockOf(), signal: controller.signal, progress: () => {} };
  await expect(inquire([alone], witness, options)).rejects.toThrow("stop");
});

test("a mistake of ours is not taken for an answer", async () => {
  const ownerOf = async () => {
    throw new TypeError("undefined is not a function");
  };
  await expect(asked([alone], { ownerOf })).rejects.toThrow("undefined is not a function");
});

test.each([
  [["InvalidClientTokenId", "InvalidClientTokenId"], "refused"],
  [["InvalidClientTokenId", "SignatureDoesNotMatch"], "misfit"],
  [["InvalidClientTokenId", "ECONNRESET"], "unanswered"],
  [["SignatureDoesNotMatch", "ECONNRESET"], "misfit"],
  [["Throttling"], "unanswered"],
  [["no identity"], "unanswered"],
  [["ExpiredToken"], "expired"],
  [[], "unanswered"],
])("STS saying %j means %s", (codes, result) => {
  expect(conclusion(codes.map(refusedWith)).result).toBe(result);
});

test("without asking, nothing is known, and what is open is told by its looks", () => {
  const keys = [
    foundKey(),
    foundKey({ secrets: [secretNamed("x", { beside: false })] }),
    foundKey({ secrets: [secretNamed("x", { plausible: false })] }),
    foundKey({ secrets: [], smtpPassword: true }),
    alone,
  ];
  expect(withoutAsking(keys).map(({ verdict, secret }) => [verdict, secret])).toEqual([
    ["unknown", "beside"],
    ["unknown", "elsewhere"],
    ["unknown", "none"],
    ["unknown", "beside"],
    ["unknown", "none"],
  ]);
});
