import { catalog } from "../../../src/errors/catalog.js";

test("no advice is to replace a target alone: what works through it would keep it from being deleted", () => {
  const replacing = Object.entries(catalog).filter(([, { advice }]) =>
    /-replace\b|\breplace the target\b/i.test(advice),
  );
  expect(replacing.map(([code]) => code)).toEqual(["GATEWAY_TARGET_IN_USE"]);
});
