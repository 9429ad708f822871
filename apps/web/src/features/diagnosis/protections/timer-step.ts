const changes = 3
/** Longer than three steps of the coarsest clock known, 100 ms. */
const maxMs = 400

/** Returns the smallest step of the clock in ms. Reads it in tight loops of a few ms, with turns for the page between. */
export async function timerStep(): Promise<number> {
  let step = Number.POSITIVE_INFINITY
  let last = performance.now()
  const start = last
  for (let seen = 0; seen < changes && last - start < maxMs; ) {
    for (let n = 0; n < 20_000 && seen < changes; n++) {
      const now = performance.now()
      if (now === last) continue
      // the first change may come in the middle of a step, and a turn between is no step
      if (seen > 0) step = Math.min(step, now - last)
      seen++
      last = now
    }
    await new Promise((resolve) => setTimeout(resolve))
  }
  return step
}
