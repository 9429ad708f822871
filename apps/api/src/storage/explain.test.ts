import { expect, test } from 'vitest'
import { sumPlan } from './explain.ts'

const task = { 'Total Cost': 50.5, 'Plan Rows': 2479 }

test.each([
  ['a plan of its own', task, { cost: 50.5, rows: 2479 }],
  [
    'the plan of one of eight tasks',
    {
      'Total Cost': 0,
      'Plan Rows': 100_000,
      'Distributed Query': { Job: { 'Task Count': 8, Tasks: [{ 'Remote Plan': [[{ Plan: task }]] }] } },
    },
    { cost: 404, rows: 19_832 },
  ],
  [
    'the plan of Citus while the worker of the task is away',
    {
      'Total Cost': 0,
      'Plan Rows': 100_000,
      'Distributed Query': { Job: { 'Task Count': 8, Tasks: [{}] } },
    },
    { cost: 0, rows: 100_000 },
  ],
])('reads cost and rows from %s', (_, plan, explained) => {
  expect(sumPlan(plan)).toEqual(explained)
})
