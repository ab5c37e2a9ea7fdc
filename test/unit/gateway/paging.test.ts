import { isWorthAPage } from "../../../src/gateway/paging.js";

test.each([
  { byName: 0, pages: 0, held: 0, isWorth: false },
  { byName: 2, pages: 0, held: 0, isWorth: false },
  { byName: 3, pages: 0, held: 0, isWorth: true },
  { byName: 3, pages: 1, held: 0, isWorth: false },
  { byName: 5, pages: 1, held: 990, isWorth: false },
  { byName: 6, pages: 1, held: 990, isWorth: true },
  { byName: 29, pages: 9, held: 8_000, isWorth: false },
  { byName: 30, pages: 9, held: 8_000, isWorth: true },
  { byName: 1_000, pages: 20, held: 19_999, isWorth: true },
  { byName: 1_000, pages: 20, held: 20_000, isWorth: false },
])("$byName reads by name after $pages pages: worth a further one is $isWorth", ({ isWorth, ...asked }) => {
  expect(isWorthAPage(asked)).toBe(isWorth);
});
