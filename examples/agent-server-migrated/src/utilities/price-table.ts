const MONTHLY_LIST_PRICES: ReadonlyMap<string, number> = new Map([
  ['compute', 310],
  ['storage', 45],
  ['database', 520],
  ['network', 80],
]);

/** The monthly list price of one unit of a service, if it is for sale. */
export function listPriceOf(service: string): number | undefined {
  return MONTHLY_LIST_PRICES.get(service);
}
