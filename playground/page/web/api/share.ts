/**
 * `after`, with every part that is the same as in `before` taken from there: what has not changed
 * stays the same object, and is not drawn again.
 */
export function share<T>(before: unknown, after: T): T {
  if (Object.is(before, after) || !isObject(before) || !isObject(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const names = Object.keys(after);
  let same = names.length === Object.keys(before).length;
  const shared: Record<string, unknown> = Array.isArray(after) ? ([] as never) : {};
  for (const name of names) {
    const part = share(before[name], after[name]);
    same &&= Object.is(part, before[name]);
    shared[name] = part;
  }
  return (same ? before : shared) as T;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
