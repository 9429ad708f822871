import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dashboard, startDashboard } from './dashboard.ts'
import { walkSupportPath } from './support-path.ts'

let dashboard: Dashboard

beforeAll(async () => {
  dashboard = await startDashboard()
})

afterAll(() => dashboard?.stop())

test('the steps of docs/support.md need as many clicks as it says', async () => {
  expect(await walkSupportPath(dashboard)).toEqual({ customer: 0, support: 4 })
})
