/** A browser or system with its version, as a browser reports them. */
export interface Product {
  name: string
  version?: string | undefined
  /** Why the name or version may be coarser than the truth. */
  note?: string
}

/** Patterns of a user agent, with the common name of the product. The first group of the pattern that matched is the version. */
export type ProductTable = readonly (readonly [pattern: RegExp, name: string])[]

/** Returns the first product of the table that the user agent names. */
export function findProduct(table: ProductTable, userAgent: string): Product | undefined {
  for (const [pattern, name] of table) {
    const [match, ...groups] = pattern.exec(userAgent) ?? []
    if (match === undefined) continue
    return { name, version: groups.find((group) => group !== undefined)?.replaceAll('_', '.') }
  }
  return undefined
}

/** Removes trailing zeros: 14.0.0 becomes 14. */
export function withoutZeros(version: string | undefined): string | undefined {
  return version?.replace(/(\.0+)+$/, '')
}
