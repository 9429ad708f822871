/** Some fields of a platform object. They are getters of its prototype: spreading or stringifying it gives nothing. */
export function pick<Source extends object, Name extends keyof Source>(
  source: Source | undefined,
  ...names: Name[]
): Pick<Source, Name> | undefined {
  return source && (Object.fromEntries(names.map((name) => [name, source[name]])) as Pick<Source, Name>)
}
