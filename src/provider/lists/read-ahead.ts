/** What comes of each, in their order; several are worked on at once. */
export async function* readAhead<One, Result>(
  all: AsyncIterable<One>,
  atOnce: number,
  work: (one: One) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  const first = () => underWay.shift() as Promise<Result>;
  for await (const one of all) {
    const begun = work(one);
    // A caller that has enough does not wait for it.
    begun.catch(() => {});
    underWay.push(begun);
    if (underWay.length >= atOnce) yield await first();
  }
  while (underWay.length > 0) yield await first();
}
