/**
 * Whether a page is still true: it has every line of the page in which lines name all tests, in that order, and names in
 * each at least one of these, and no other. Which of them are the best is decided anew when the page is written.
 */
export function isStillTrue(page: string, whole: string): boolean {
  const [now, all] = [page.split("\n"), whole.split("\n")];
  return now.length === all.length && all.every((line, index) => isOf(now[index] ?? "", line));
}

function isOf(line: string, whole: string): boolean {
  if (line === whole) return true;
  const [what, tests] = partsOf(line);
  const [other, all] = partsOf(whole);
  return what === other && tests.length > 0 && tests.every((test) => all.includes(test));
}

/** A line of a table: what it is about, and the tests that it names. */
function partsOf(line: string): readonly [what: string, tests: readonly string[]] {
  const cut = line.indexOf("| [");
  return cut < 0 ? [line, []] : [line.slice(0, cut), line.slice(cut + 2, -2).split("<br>")];
}
