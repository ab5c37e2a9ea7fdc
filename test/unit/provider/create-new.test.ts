import { Fault } from "../../../src/errors/fault.js";
import { createNew } from "../../../src/provider/create-new.js";
import type { NewObject } from "../../../src/provider/new-object.js";
import { NOT_KNOWN_YET, type Numbered } from "../../../src/provider/own-object.js";
import { ThisProcess } from "../../../src/wiring/this-process.js";
import { failure } from "../../support/failure.js";
import { InstantClock } from "../../support/gateway/instant-clock.js";

const fault = (code: "GATEWAY_REPLY_LOST" | "GATEWAY_REFUSED" | "GATEWAY_FAILED", seen: string) =>
  new Fault(code, { doing: "calling", seen, state: "Nothing." });
const LOST = fault("GATEWAY_REPLY_LOST", "the gateway answered 502");
const REFUSED = fault("GATEWAY_REFUSED", "the gateway answered 400");
const DOWN = fault("GATEWAY_FAILED", "the connection was reset");
const THEIRS: Numbered = { name: "/a", id: 7 };

/** A create that ends like this, after which a look at its path shows something, nothing, or fails. */
function create(end: Fault, afterwards: Numbered | undefined | Fault) {
  const tracked: (number | string | null)[] = [];
  let sent = false;
  const clock = new InstantClock();
  const context = {
    client: { thisProcess: new ThisProcess(clock), clock },
    signal: new AbortController().signal,
    log: { log: () => {} },
    warn: () => {},
    isAwaited: () => true,
  };
  const object: NewObject<Numbered> = {
    type: "latchkey_thing",
    noun: "thing",
    name: "/a",
    context: context as unknown as NewObject<Numbered>["context"],
    find: async () => {
      if (sent && Fault.is(afterwards)) throw afterwards;
      return sent ? (afterwards as Numbered | undefined) : undefined;
    },
    create: async () => {
      sent = true;
      throw end;
    },
    remark: async () => {},
    isAsSent: () => true,
    track: (id) => tracked.push(id),
  };
  return { end: failure(createNew(object)), tracked };
}

test.each<[string, Fault, Numbered | undefined | Fault, string, string]>([
  [
    "without an answer, and what is there is not its own",
    LOST,
    THEIRS,
    "GATEWAY_OBJECT_EXISTS",
    "it appeared while the reply was lost, and it does not bear the mark of this create. Before that, the create had no clear answer: the gateway answered 502",
  ],
  [
    "refused, and what is there is not its own",
    REFUSED,
    THEIRS,
    "GATEWAY_OBJECT_EXISTS",
    "it appeared at the moment of this create, which the gateway refused. Before that, the create was refused: the gateway answered 400",
  ],
  [
    "refused, and the look afterwards fails",
    REFUSED,
    DOWN,
    "GATEWAY_REFUSED",
    "the gateway answered 400. After that, looking it up failed: the connection was reset",
  ],
  [
    "without an answer, and the look afterwards fails",
    LOST,
    DOWN,
    "GATEWAY_REPLY_LOST",
    "the gateway answered 502. After that, looking it up failed: the connection was reset",
  ],
  [
    "without an answer, and nothing is there",
    LOST,
    undefined,
    "GATEWAY_REPLY_LOST",
    "the gateway answered 502",
  ],
])("a create that is %s tells all that came", async (_, end, afterwards, code, seen) => {
  expect(await create(end, afterwards).end).toMatchObject({ code, details: { seen } });
});

test("what may exist is kept, and what was refused is not", async () => {
  const lost = create(LOST, DOWN);
  await lost.end;
  expect(lost.tracked).toEqual([NOT_KNOWN_YET]);
  const refused = create(REFUSED, DOWN);
  await refused.end;
  expect(refused.tracked).toEqual([]);
});
