/**
 * Makes something when it is first needed, and gives the same from then on. What cannot be made is tried anew at the next
 * call: a process that lives long may have begun before a file was there that it needs.
 */
export function madeOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    const current = made ?? make();
    made = current;
    current.catch(() => {
      if (made === current) made = undefined;
    });
    return current;
  };
}
