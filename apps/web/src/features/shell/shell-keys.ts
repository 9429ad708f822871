import { isTyping } from '../../ui/is-typing.ts'

/** Lists that handle `j` and `k` themselves. */
const ownLists = 'submission-table, error-group-list, comparison-view'

/** The rows of all other lists. */
const rows = 'data-table tbody tr, .ranking > li, .occurrences > li'

/** Keys of every page: Ctrl+K goes anywhere, `?` lists the keys, `j` and `k` walk through the rows of a list. */
export function onShellKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !event.shiftKey && !event.altKey) {
    event.preventDefault()
    void open('go-to-dialog', () => import('./go-to-dialog.ts'))
  } else if (isTyping(event)) return
  else if (event.key === '?') void open('keys-dialog', () => import('./keys-dialog.ts'))
  else if (event.key === 'j' || event.key === 'k') moveInTable(event.key === 'j' ? 1 : -1)
}

async function open(name: 'go-to-dialog' | 'keys-dialog', load: () => Promise<unknown>): Promise<void> {
  // without a connection the key does nothing
  await load().catch(() => undefined)
  const element = document.querySelector(name) ?? document.body.appendChild(document.createElement(name))
  ;(element as Partial<{ open(): void }>).open?.()
}

function moveInTable(step: 1 | -1): void {
  const main = document.querySelector('main')
  if (!main || main.querySelector(ownLists)) return
  const links = [...main.querySelectorAll(rows)]
    .flatMap((row) => row.querySelector<HTMLElement>('a, summary') ?? [])
    .filter((link) => link.checkVisibility())
  const index = links.findIndex((link) => link.closest(rows) === document.activeElement?.closest(rows))
  const link = links[Math.max(0, index + step)]
  link?.focus({ preventScroll: true })
  link?.scrollIntoView({ block: 'nearest' })
}
