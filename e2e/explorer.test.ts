import { readFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { predecessor } from './stored-samples.ts'

let dashboard: Dashboard
let context: BrowserContext
let page: Page

beforeAll(async () => {
  dashboard = await startDashboard()
})

beforeEach(async () => {
  context = await dashboard.signedIn({ acceptDownloads: true })
  page = await context.newPage()
})

afterEach(() => context.close())

afterAll(() => dashboard?.stop())

async function store(path: string, more: object = {}): Promise<number> {
  const page = { url: `https://shop.example${path}` }
  return (await dashboard.store({ ...predecessor, page, ...more })).id
}

async function list(query: string): Promise<{ id: number; page: { url: string } }[]> {
  const response = await context.request.get(`${dashboard.origin}/api/submissions?${query}`)
  return (await response.json()).items
}

const numbers = () => page.locator('submission-table td.number a').allTextContents()
const open = async (address: string) => {
  await page.goto(dashboard.origin + address)
  await page.locator('.loading').waitFor({ state: 'detached' })
}

test('an empty list says so and grows by itself; new items wait while the reader scrolls', async () => {
  await open('/submissions')
  await page.getByRole('heading', { name: 'No data yet' }).waitFor()
  const first = await store('/live/1')
  await expect.poll(numbers).toEqual([String(first)])
  await page.getByText('Live.').waitFor()

  await page.locator('submission-table tbody tr').first().hover()
  await page.getByText('held while you read').waitFor()
  const second = await store('/live/2')
  const third = await store('/live/3')
  await page.getByRole('button', { name: '2 new' }).waitFor()
  expect(await numbers()).toEqual([String(first)])
  await page.getByRole('button', { name: '2 new' }).click()
  await expect.poll(numbers).toEqual([third, second, first].map(String))
})

test('excluded submissions do not arrive; the filter is in the address, and can be cleared', async () => {
  await open('/submissions')
  await page.keyboard.press('/')
  await page.keyboard.type('/wanted')
  await page.waitForURL(/q=%2Fwanted/)
  await page.getByText('Your filter excludes all').waitFor()
  await store('/other')
  const wanted = await store('/wanted/1')
  await expect.poll(numbers).toEqual([String(wanted)])

  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('combobox', { name: 'Errors' }).selectOption('Without errors')
  await page.waitForURL(/hasErrors=false/)
  await page.reload()
  await page.getByRole('link', { name: 'Clear the filter' }).click()
  await page.waitForURL(`${dashboard.origin}/submissions`)
  await page.getByText('/other').first().waitFor()
  await page.goBack()
  await page.waitForURL(/hasErrors=false/)
  await page.getByText('Your filter excludes all').waitFor()
})

test('the live list resumes after a lost connection without gaps', async () => {
  const line = await cuttableLine(new URL(dashboard.origin).port)
  await page.goto(`${line.origin}/submissions?path=/broken/*`)
  await page.getByText('matching ones will appear here as they arrive').waitFor()
  line.cut()
  const missed = await store('/broken/1')
  expect(await numbers()).toEqual([])
  line.mend()
  await expect.poll(numbers).toEqual([String(missed)])
  line.close()
})

/** A proxy to the server whose connections can be cut. */
async function cuttableLine(port: string) {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((socket) => {
    if (isCut) {
      socket.destroy()
      return
    }
    const target = connect(Number(port), '127.0.0.1')
    for (const [from, to] of [
      [socket, target],
      [target, socket],
    ] as const) {
      sockets.add(from.on('error', () => {}).on('close', () => to.destroy()))
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      isCut = false
    },
    close: () => {
      cut()
      server.close()
    },
  }
}

test('the keyboard moves through the list, and a number opens its submission', async () => {
  const older = await store('/keys/1')
  const newer = await store('/keys/2')
  await open('/submissions?path=/keys/*')
  await expect.poll(numbers).toEqual([newer, older].map(String))
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: `Submission ${older}` }).waitFor()
  await open('/submissions')
  await page.keyboard.press('/')
  await page.keyboard.type(String(newer))
  await page.getByRole('link', { name: `Open submission ${newer}` }).click()
  await page.getByRole('heading', { name: `Submission ${newer}` }).waitFor()
})

test('exports the filtered submissions as NDJSON and CSV after counting them', async () => {
  const ids = [await store('/export/1'), await store('/export/2')]
  await open('/submissions?path=/export/*')
  for (const [format, lines] of [
    ['NDJSON', 2],
    ['CSV', 3],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('heading', { name: 'Export 2 submissions' }).waitFor()
    await page.getByRole('radio', { name: format }).check()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name: 'Export' }).click(),
    ])
    const text = await readFile(await download.path(), 'utf8')
    expect(text.trimEnd().split('\n')).toHaveLength(lines)
    for (const id of ids) expect(text).toContain(String(id))
    await page.getByText('2 submissions saved').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
  }
})

test('deletes only the matching submissions that it counted, and none that arrived later', async () => {
  for (let n = 0; n < 3; n++) await store(`/gone/${n}`)
  const kept = await store('/kept')
  await open('/submissions')
  await expect.poll(() => page.getByRole('button', { name: 'Delete these' }).isDisabled()).toBe(true)
  await open('/submissions?path=/gone/*')
  await page.getByRole('button', { name: 'Delete these' }).click()
  await page.getByRole('heading', { name: 'Delete 3 submissions?' }).waitFor()
  const late = await store('/gone/late')
  await page.getByRole('button', { name: 'Delete 3 submissions' }).click()
  await expect.poll(numbers).toEqual([String(late)])
  expect((await list('path=/kept')).map(({ id }) => id)).toEqual([kept])
})

test('a failed list shows the reason and a retry', async () => {
  await context.route('**/api/submissions?*', (route) => route.abort())
  await context.route('**/api/submissions', (route) => route.abort())
  await page.goto(`${dashboard.origin}/submissions`)
  await page.getByText('The server cannot be reached.').waitFor()
  await context.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(async () => (await numbers()).length).toBeGreaterThan(3)
})

test('the list continues an unfinished search and says so', async () => {
  const id = await store('/far-back')
  const nextCursor = Buffer.from(`${Date.now() + 60_000}.0`).toString('base64url')
  const looked = Promise.withResolvers<void>()
  await context.route('**/api/submissions?*', async (route) => {
    if (!route.request().url().includes('cursor=')) return route.fulfill({ json: { items: [], nextCursor } })
    await looked.promise
    return route.continue()
  })
  await page.goto(`${dashboard.origin}/submissions?path=/far-back`)
  await page.getByText('None among the newest: looking further back').waitFor()
  looked.resolve()
  await expect.poll(numbers).toEqual([String(id)])
  await context.unrouteAll()
})
