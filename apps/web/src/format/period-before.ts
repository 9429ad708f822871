/** The period of the same length just before. */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return { from: new Date(start - (end - start)).toISOString(), to: from }
}
