/**
 * Returns the space that task bar and dock take at the top, right, bottom and left, CSS pixels rounded to 10, since browsers disagree by
 * a few. Safari has neither `availLeft` nor `availTop` on some systems.
 */
export function screenFrame(): (number | null)[] {
  const { width, height, availWidth, availHeight, availLeft, availTop } = screen as Screen & {
    availLeft?: number
    availTop?: number
  }
  const round = (length: number) => (Number.isFinite(length) ? Math.round(length / 10) * 10 : null)
  const [left, top] = [availLeft ?? Number.NaN, availTop ?? Number.NaN]
  return [top, width - availWidth - left, height - availHeight - top, left].map(round)
}
