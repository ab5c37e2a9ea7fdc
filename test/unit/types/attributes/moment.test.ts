import { moment } from "../../../../src/types/attributes/common.js";
import { unixDate } from "../../../../src/types/wire/index.js";

const wire = unixDate("access-expires");

test.each([
  "2030-01-31T12:00:00Z",
  "2030-01-31T12:00:00.000Z",
  "2030-01-31T13:30:00+01:30",
  "1970-01-01T00:00:01Z",
])("%s comes back from the gateway as the same moment", (text) => {
  expect(moment.flaw(text)).toBeUndefined();
  const told = wire.told?.({ access_expires: wire.created(text)["access-expires"] });
  expect(told).toEqual({ is: "told", value: moment.canonical(text) });
});

test.each([
  ["of which the wire would drop a part of a second", "2030-01-31T12:00:00.500Z"],
  ["of which it would drop less than a thousandth", "2030-01-31T12:00:00.0005Z"],
  ["that the wire would carry as never", "1970-01-01T00:00:00Z"],
  ["before that", "1969-12-31T23:59:59Z"],
])("a moment %s is refused", (_, text) => {
  expect(moment.flaw(text)).toBe(
    `should be a whole second after 1970-01-01T00:00:00Z, as the gateway counts them, got "${text}"`,
  );
});
