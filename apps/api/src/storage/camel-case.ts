/** The name of an SQL column in Kysely: `lcp_ms` is `lcpMs`. */
export type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name

export function camelCase<Name extends string>(name: Name): CamelCase<Name> {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()) as CamelCase<Name>
}
