import { routes } from '../../routes.ts'

export interface Destination {
  path: string
  label: string
}

const pages = routes.filter(({ path, title }) => !path.includes(':') && title !== 'Sign in')

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
