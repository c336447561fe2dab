// Times as the page shows them.

/** hh:mm of a moment: epoch seconds, or what AWS wrote. */
export function clock(at: number | string): string {
  return moment(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

export function clockWithSeconds(at: number | string): string {
  return moment(at).toLocaleTimeString("en-GB");
}

function moment(at: number | string): Date {
  return new Date(typeof at === "number" ? at * 1000 : at);
}
