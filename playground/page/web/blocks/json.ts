// Block Kit as it comes: the page must be able to draw, or to name, what no type foresees.
export type Json = { [name: string]: unknown };

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string, "" where there is none. */
export function str(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** The objects of a list, none where it is no list. */
export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The words of a text object, or of a bare string. */
export function words(value: unknown): string {
  return isJson(value) ? str(value["text"]) : str(value);
}
