/** Evidence, not a verdict: what the browser calls itself. */
export function headlessHint(): boolean {
  const { userAgentData } = navigator as { userAgentData?: { brands: { brand: string }[] } }
  return /headless/i.test(navigator.userAgent + userAgentData?.brands.map(({ brand }) => brand))
}
