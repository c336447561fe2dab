// Requests to the page's own server.

/** A request that the server refused, with its one sentence. */
export class RefusedError extends Error {}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return read<T>(await fetch(path, signal ? { signal } : {}));
}

export async function post<T>(path: string, body: object): Promise<T> {
  const headers = { "content-type": "application/json" };
  return read<T>(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** One sentence for whatever went wrong with a request. */
export function sentenceOf(error: unknown): string {
  if (error instanceof RefusedError) return error.message;
  return "The playground does not answer. Is `make demo` still running?";
}

async function read<T>(answer: Response): Promise<T> {
  if (answer.ok) return (await answer.json()) as T;
  const body: unknown = await answer.json().catch(() => null);
  const said = (body as { error?: unknown } | null)?.error;
  throw new RefusedError(typeof said === "string" ? said : `The playground answered ${answer.status}.`);
}
