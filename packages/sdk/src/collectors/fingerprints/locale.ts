export function locale(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale
}
