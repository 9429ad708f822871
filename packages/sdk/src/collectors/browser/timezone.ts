/** IANA name. */
export function timezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
