/** The pages of the dashboard. The server answers each with the same shell, in which the dashboard's router draws the page. */
export const dashboardPaths = [
  '/overview',
  '/',
  '/submissions',
  '/submissions/:submissionId',
  '/vitals',
  '/pages',
  '/pages/view',
  '/scripts',
  '/errors',
  '/errors/:groupKey',
  '/releases',
  '/referrers',
  '/fingerprints',
  '/fingerprints/browser',
  '/alerts',
  '/refusals',
  '/setup',
  '/source-maps',
  '/tokens',
  '/compare',
  '/sign-in',
] as const

export type DashboardPath = (typeof dashboardPaths)[number]
