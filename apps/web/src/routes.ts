import type { DashboardPath } from '@collector/schema'
import { html, type TemplateResult } from 'lit'
import type { PathParams } from './router/match-route.ts'

/** The address of a page, in parts. */
export interface Place {
  params: PathParams
  query: URLSearchParams
}

export interface Route {
  /** Path pattern, as in "/submissions/:submissionId". */
  path: string
  /** Title of the window, until the page knows a better one. */
  title: string
  /** Label in the navigation; absent if it is not there. */
  label?: string
  /** True if it is also in the navigation of visitors who are signed out. */
  isPublic?: boolean
  /** Path of the page in the navigation that it belongs to, unless its own path says it. */
  under?: string
  load: () => Promise<unknown>
  render: (place: Place) => TemplateResult
}

/** Every page, in the order of the navigation; loaded when visited. */
const pages: Record<DashboardPath, Omit<Route, 'path'>> = {
  '/overview': {
    title: 'Overview',
    label: 'Overview',
    load: () => import('./features/overview/overview-page.ts'),
    render: ({ query }) => html`<overview-page .query=${query}></overview-page>`,
  },
  '/errors': {
    title: 'Errors',
    label: 'Errors',
    load: () => import('./features/errors/errors-page.ts'),
    render: ({ query }) => html`<errors-page .query=${query}></errors-page>`,
  },
  '/errors/:groupKey': {
    title: 'Error',
    load: () => import('./features/error-group/error-group-page.ts'),
    render: ({ params, query }) =>
      html`<error-group-page .groupKey=${params['groupKey'] ?? ''} .query=${query}></error-group-page>`,
  },
  '/vitals': {
    title: 'Vitals',
    label: 'Vitals',
    load: () => import('./features/vitals/vitals-page.ts'),
    render: ({ query }) => html`<vitals-page .query=${query}></vitals-page>`,
  },
  '/pages': {
    title: 'Pages',
    label: 'Pages',
    load: () => import('./features/pages/pages-page.ts'),
    render: ({ query }) => html`<pages-page .query=${query}></pages-page>`,
  },
  '/pages/view': {
    title: 'Page',
    load: () => import('./features/page/page-page.ts'),
    render: ({ query }) => html`<page-page .query=${query}></page-page>`,
  },
  '/scripts': {
    title: 'Scripts',
    label: 'Scripts',
    load: () => import('./features/scripts/scripts-page.ts'),
    render: ({ query }) => html`<scripts-page .query=${query}></scripts-page>`,
  },
  '/submissions': {
    title: 'Submissions',
    label: 'Submissions',
    load: () => import('./features/submissions/submissions-page.ts'),
    render: ({ query }) => html`<submissions-page .query=${query}></submissions-page>`,
  },
  '/submissions/:submissionId': {
    title: 'Submission',
    load: () => import('./features/submission/submission-page.ts'),
    render: ({ params }) => html`<submission-page .submissionId=${params['submissionId'] ?? ''}></submission-page>`,
  },
  '/releases': {
    title: 'Releases',
    label: 'Releases',
    load: () => import('./features/releases/releases-page.ts'),
    render: ({ query }) => html`<releases-page .query=${query}></releases-page>`,
  },
  '/referrers': {
    title: 'Referrers',
    label: 'Referrers',
    load: () => import('./features/referrers/referrers-page.ts'),
    render: ({ query }) => html`<referrers-page .query=${query}></referrers-page>`,
  },
  '/fingerprints': {
    title: 'Fingerprints',
    label: 'Fingerprints',
    load: () => import('./features/fingerprints/fingerprints-page.ts'),
    render: ({ query }) => html`<fingerprints-page .query=${query}></fingerprints-page>`,
  },
  '/fingerprints/browser': {
    title: 'Fingerprints of one browser',
    load: () => import('./features/fingerprints/timeline-page.ts'),
    render: ({ query }) => html`<timeline-page .query=${query}></timeline-page>`,
  },
  '/alerts': {
    title: 'Alerts',
    label: 'Alerts',
    load: () => import('./features/alerts/alerts-page.ts'),
    render: ({ query }) => html`<alerts-page .query=${query}></alerts-page>`,
  },
  '/': {
    title: 'This browser',
    label: 'This browser',
    isPublic: true,
    load: () => import('./features/this-browser/this-browser-page.ts'),
    render: () => html`<this-browser-page></this-browser-page>`,
  },
  '/source-maps': {
    title: 'Source maps',
    load: () => import('./features/source-maps/source-maps-page.ts'),
    render: ({ query }) => html`<source-maps-page .query=${query}></source-maps-page>`,
  },
  '/setup': {
    title: 'Set up',
    label: 'Set up',
    load: () => import('./features/setup/setup-page.ts'),
    render: () => html`<setup-page></setup-page>`,
  },
  '/refusals': {
    title: 'Refusals',
    under: '/setup',
    load: () => import('./features/refusals/refusals-page.ts'),
    render: () => html`<refusals-page></refusals-page>`,
  },
  '/tokens': {
    title: 'Access tokens',
    load: () => import('./features/tokens/tokens-page.ts'),
    render: () => html`<tokens-page></tokens-page>`,
  },
  '/compare': {
    title: 'Compare',
    load: () => import('./features/compare/compare-page.ts'),
    render: ({ query }) => html`<compare-page .query=${query}></compare-page>`,
  },
  '/sign-in': {
    title: 'Sign in',
    load: () => import('./features/sign-in/sign-in-page.ts'),
    render: ({ query }) => html`<sign-in-page .query=${query}></sign-in-page>`,
  },
}

export const routes: readonly Route[] = Object.entries(pages).map(([path, page]) => ({ path, ...page }))

export const notFoundRoute: Route = {
  path: '',
  title: 'Not found',
  load: () => import('./features/not-found/not-found-page.ts'),
  render: () => html`<not-found-page></not-found-page>`,
}
