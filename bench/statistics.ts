export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/**
 * Measures subjects in alternating rounds, so that a busy minute of the machine affects all of them. The first round is a warm-up.
 *
 * @returns the results of each subject, in the order of the subjects
 */
export async function roundRobin<Subject, Result>(
  subjects: Subject[],
  rounds: number,
  measure: (subject: Subject) => Promise<Result>,
): Promise<Result[][]> {
  const results: Result[][] = subjects.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(round === 0 ? 'warming up' : `\rround ${round} of ${rounds}   `)
    for (const [index, subject] of subjects.entries()) {
      const result = await measure(subject)
      if (round > 0) results[index]?.push(result)
    }
  }
  process.stderr.write('\r                    \r')
  return results
}
