import { formatWindow } from '../words.ts'
import { countPageViews } from './count-page-views.ts'
import { type Evaluate, nothing, viewOf, windowOf } from './rule.ts'

const dayMs = 86_400_000
/** Minimum number of the last fourteen days with a page view at this time of day: then one is expected. */
const usualDays = 10
const days = 14

/** Finds missing page views at a time that usually has some. */
export const findNoTraffic: Evaluate = async (db, rule, now) => {
  const window = windowOf(rule, now)
  if ((await countPageViews(db, rule, window)).pageViews > 0) return nothing
  let had = 0
  let pageViews = 0
  for (let day = 1; day <= days; day++) {
    const before = await countPageViews(db, rule, {
      from: new Date(window.from.getTime() - day * dayMs),
      to: new Date(window.to.getTime() - day * dayMs),
    })
    if (before.pageViews > 0) had++
    pageViews += before.pageViews
    if (had + days - day < usualDays) return nothing
  }
  return {
    findings: [
      {
        subject: '',
        value: 0,
        title: 'No page views',
        text: `No page view came in ${formatWindow(window)}. At this time of day ${had} of the last ${days} days had some, ${Math.round(pageViews / days)} on average.`,
        path: viewOf('/overview', rule, window),
        window,
      },
    ],
  }
}
