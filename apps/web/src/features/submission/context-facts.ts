import type { SubmissionAnswer } from '@collector/schema'
import { asObject, asText } from '../../api/readers.ts'

/** Returns what support and the site told, by its name on screen: case, release, environment, user, tags. */
export function contextFacts({ page, app, user, tags }: SubmissionAnswer): [name: string, value: string][] {
  const { release, environment } = asObject(app)
  const told: [string, unknown][] = [
    ['Case', asObject(page)['reference']],
    ['Release', release],
    ['Environment', environment],
    ['User', asObject(user)['id']],
    ['Tags', tagsText(asObject(tags))],
  ]
  return told.flatMap(([name, value]) => {
    const text = asText(value)
    return text ? [[name, text] as [string, string]] : []
  })
}

function tagsText(tags: Record<string, unknown>): string {
  return Object.entries(tags)
    .flatMap(([name, value]) => (typeof value === 'string' ? `${name}: ${value}` : []))
    .join(', ')
}
