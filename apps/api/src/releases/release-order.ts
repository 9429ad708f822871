import { byRank } from '../statistics/rank-cursor.ts'
import type { KnownRelease } from '../storage/queries/releases.ts'
import { buildValue } from '../storage/tables/page-view-rollups.ts'

/** Returns the value of a release in the dimension `build`. */
export function keyOf({ release, environment }: { release: string; environment: string }): string {
  return buildValue(release, environment)
}

/** Ranks releases by when they began. */
export function rankOf(release: KnownRelease) {
  return { numbers: [release.beganAt.getTime()], key: keyOf(release) }
}

/** Maps each release to the one that began before it in the same environment. */
export function previousOf(known: KnownRelease[]): Map<string, string> {
  const previous = new Map<string, string>()
  for (const releases of Map.groupBy(known, ({ environment }) => environment).values()) {
    const sorted = releases.toSorted((a, b) => byRank(rankOf(a), rankOf(b)))
    for (const [index, release] of sorted.entries()) {
      const before = sorted[index + 1]
      if (before) previous.set(keyOf(release), keyOf(before))
    }
  }
  return previous
}
