import { routes } from '../../routes.ts'

export interface Destination {
  path: string
  label: string
}

/** Pages that are about one thing, which their address names. */
const ofOneThing = ['/pages/view', '/fingerprints/browser', '/sign-in']

const pages = routes.filter(({ path }) => !path.includes(':') && !ofOneThing.includes(path))

/** Returns where a text leads: a submission, pages by a part of their name, or a search in the submissions. */
export function destinationsOf(wanted: string, isSubmission: boolean): Destination[] {
  const text = wanted.trim()
  const named = pages
    .filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()))
    .map(({ path, title }) => ({ path, label: title }))
  if (text === '') return named
  const bare = text.replace(/^#/, '').split('/').findLast(Boolean) ?? ''
  return [
    ...(isSubmission
      ? [{ path: `/submissions/${encodeURIComponent(bare)}`, label: `Submission ${bare.slice(0, 60)}` }]
      : []),
    ...named,
    {
      path: `/submissions?${new URLSearchParams({ q: text })}`,
      label: `Search submissions for "${text.slice(0, 60)}"`,
    },
  ]
}
