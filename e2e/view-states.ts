import type { Page } from 'playwright'
import { predecessor } from './stored-samples.ts'

/** What is done on the pages of the explorer until they show what is to be looked at. */

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
