const maxLength = 2000

/** A text that fits, with a mark where it was cut. */
export function truncate(text: string, max = maxLength): string {
  return text.length > max ? `${text.slice(0, max)}… [truncated, ${text.length} characters]` : text
}
