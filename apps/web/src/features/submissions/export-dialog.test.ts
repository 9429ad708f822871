import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { ExportDialog, Exporter } from './export-dialog.ts'
import './export-dialog.ts'

afterEach(() => document.body.replaceChildren())

async function open(exporter: Exporter): Promise<void> {
  const element = Object.assign(document.createElement('export-dialog') as ExportDialog, { exporter })
  document.body.append(element)
  await element.open()
}

test('the export shows its size and progress, and can be cancelled', async () => {
  let told: AbortSignal | undefined
  await open({
    count: async () => ({ count: 200, isEstimate: false }),
    make: (_format, { signal, onLines }) => {
      told = signal
      onLines(50)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  })
  await expect.element(page.getByRole('heading')).toHaveTextContent('Export 200 submissions')
  await userEvent.click(page.getByRole('button', { name: 'Export' }))
  await expect.element(page.getByText('50 of 200 submissions')).toBeVisible()
  expect(document.querySelector('progress')?.position).toBe(0.25)
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }))
  expect(told?.aborted).toBe(true)
  expect(document.querySelector('dialog')?.open).toBe(false)
})

test('the export shows an estimated size for many submissions', async () => {
  await open({ count: async () => ({ count: 6_000_000, isEstimate: true }), make: async () => new Blob() })
  await expect.element(page.getByRole('heading')).toHaveTextContent('Export about 6,000,000 submissions')
})

test('a failed export shows the reason and a retry; the header line does not count as a submission', async () => {
  let tries = 0
  await open({
    count: () => Promise.reject(new Error('away')),
    make: async (format, { onLines }) => {
      if (++tries === 1) throw new Error('The export broke off')
      onLines(4)
      return new Blob([format])
    },
  })
  await userEvent.click(page.getByRole('radio', { name: /CSV/ }))
  await userEvent.click(page.getByRole('button', { name: 'Export' }))
  await expect.element(page.getByText('Not exported: The export broke off')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Try again' }))
  await expect.element(page.getByText('3 submissions saved.')).toBeVisible()
})
