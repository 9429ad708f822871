import type { Page } from 'playwright'
import { predecessor } from './stored-samples.ts'

/** Steps that bring a page into the state to be looked at. */

const listed = (page: Page) => page.locator('submission-table tbody tr').first().waitFor()

export async function chooseTwo(page: Page): Promise<void> {
  await listed(page)
  await page.getByRole('button', { name: 'Filters' }).click()
  for (const row of [0, 1]) await page.locator('submission-table [type="checkbox"]').nth(row).check()
  await page.getByRole('link', { name: 'Compare them' }).waitFor()
}

export async function letOneWait(page: Page): Promise<void> {
  await page.getByText('Live.').waitFor()
  await page.locator('submission-table tbody tr').nth(1).hover()
  const data = { ...predecessor, page: { url: 'https://shop.example/just-now' } }
  await page.request.post(`${new URL(page.url()).origin}/collect`, { data })
  await page.getByRole('button', { name: /new$/ }).waitFor()
}

export async function askToExport(page: Page): Promise<void> {
  await listed(page)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('heading', { name: /Export \d/ }).waitFor()
}

export async function askToDelete(page: Page): Promise<void> {
  await listed(page)
  await page.getByRole('button', { name: 'Delete these' }).click()
  await page.getByRole('heading', { name: /Delete \d/ }).waitFor()
}

export async function compared(page: Page): Promise<void> {
  await page.locator('comparison-view h2').first().waitFor()
  await page.locator('comparison-view summary').first().click()
}

/** Chooses options, and sends one submission that is stored and one that is refused. */
export async function setUp(page: Page): Promise<void> {
  await page.getByText('Waiting for the next submission').waitFor()
  for (const name of ['Visitor id', 'Wait for consent']) await page.getByLabel(name, { exact: true }).check()
  const { origin } = new URL(page.url())
  await page.request.post(`${origin}/collect`, { data: { page: { url: 'https://shop.example/checkout' } } })
  await page.request.post(`${origin}/collect`, { data: { errors: 'none' } })
  await page.getByText('Submissions arrive.').waitFor()
  await page.getByText('Submissions were refused').waitFor()
}

/** Opens the tables behind the charts. */
export async function openTables(page: Page): Promise<void> {
  await page.locator('.behind summary').last().waitFor()
  for (const summary of await page.locator('.behind summary').all()) await summary.click()
}

/** Selects a time in the first chart by its keys. */
export async function selectTime(page: Page): Promise<void> {
  await page.locator('chart-canvas svg a').first().waitFor()
  await page.getByRole('slider').focus()
  for (const key of ['Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key)
  await page.locator('.selection').waitFor()
}

/** Ignores one group, which can be undone, and fails to change another. */
export async function changeErrors(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Ignore: TypeError: Failed to fetch' })
  await button.click()
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  // restores the status, since other views use the same data
  await page
    .context()
    .route('**/api/errors/*', (route) => route.fulfill({ status: 503, json: { message: 'The database is away' } }))
  await page
    .getByRole('button', { name: /Resolve/ })
    .first()
    .click()
  await page.getByText('Nothing was changed').waitFor()
  await page.context().unroute('**/api/errors/*')
  await page.request.patch(page.url().replace('/errors', `/api${await undoneAddress(page)}`), {
    data: { status: 'open' },
  })
}

/** Address of the group whose change can be undone. */
const undoneAddress = async (page: Page) =>
  (await page.locator('.changed .what a').getAttribute('href'))?.replace(/[?].*/, '') ?? ''

/** Opens the first error of the list. */
export async function openError(page: Page): Promise<void> {
  await page.locator('.error-groups a').first().click()
  await page.getByText('What do the affected page views').waitFor()
}

export async function askWhereToMerge(page: Page): Promise<void> {
  await openError(page)
  await page.getByRole('button', { name: 'Merge…' }).click()
  await page.locator('.candidates button').first().waitFor()
}

export async function askForRelease(page: Page): Promise<void> {
  await openError(page)
  await page.getByRole('button', { name: 'Resolve in a release…' }).click()
  await page.getByRole('heading', { name: 'Resolved in which release?' }).waitFor()
}

/** Adds a channel that takes nothing, tests it, and opens the form of a rule. */
export async function setUpAlerts(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a channel' }).click()
  await page.getByRole('textbox', { name: /^To/ }).fill('team@shop.example')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Test' }).first().click()
  await page.getByText('The last message was not delivered').first().waitFor()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Pages load slowly' })
    .getByRole('button', { name: 'Change' })
    .click()
  await page.getByRole('spinbutton', { name: 'Threshold' }).waitFor()
}

/** Makes a token, which is shown this once. */
export async function makeToken(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('CI of the shop')
  await page.getByRole('button', { name: 'Make the token' }).click()
  await page.getByText('It is not shown again').waitFor()
}
