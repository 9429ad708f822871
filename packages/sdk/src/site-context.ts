import type { Submission } from '@collector/schema'
import type { Collector, Options } from './options.ts'
import { plainCopy } from './privacy/plain-copy.ts'

/** Maximum characters of a tag, and approximately of all tags. */
const maxTag = 200
const maxTags = 4000

/** The site's data about itself and its user. */
export type SiteContext = Pick<Submission, 'app' | 'user' | 'tags'>

/**
 * Fills the context from the options and changes it when the page asks.
 *
 * @param isPrivate the user is not kept
 * @param onChange called after each change
 */
export function createSiteContext(
  context: SiteContext,
  { release, environment, tags, user }: Options,
  isPrivate: boolean,
  onChange: () => void,
): Pick<Collector, 'setUser' | 'setTag'> {
  const setTags = (changed: Record<string, unknown>) =>
    change({ tags: plainCopy(changed, maxTag, maxTags) as typeof tags })
  const setUser = (given: typeof user | null) => change({ user: isPrivate ? undefined : (given ?? undefined) })

  function change(changed: SiteContext): void {
    Object.assign(context, changed)
    onChange()
  }

  if (release || environment) context.app = { release, environment }
  if (tags) setTags(tags)
  if (user) setUser(user)
  return {
    setUser,
    setTag: (name, value) => setTags({ ...context.tags, [name]: value === undefined ? value : String(value) }),
  }
}
