export function money(amount: number, unit: string): string {
  const figure = amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return unit === "USD" ? `$${figure}` : `${figure} ${unit}`;
}

/** How much of the limit an amount is; 0 where either is not known. */
export function share(amount: number | null, limit: number | null): number {
  return amount !== null && limit ? Math.max(0, amount / limit) : 0;
}
