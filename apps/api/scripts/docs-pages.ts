/** One page of /docs: its address after /docs/, the Markdown it is made of, its name in the list of pages. */
export interface DocsPage {
  slug: string
  /** From the root of the repository. */
  source: string
  title: string
}

/** Ordered by what a newcomer needs first. */
export const docsPages: DocsPage[] = [
  { slug: '', source: 'README.md', title: 'Start' },
  { slug: 'improve', source: 'docs/improve.md', title: 'What to fix first' },
  { slug: 'alerts', source: 'docs/alerts.md', title: 'Alerts' },
  { slug: 'support', source: 'docs/support.md', title: 'Helping somebody' },
  { slug: 'sdk', source: 'docs/sdk.md', title: 'Collect from your pages' },
  { slug: 'send', source: 'docs/send.md', title: 'Send from other clients' },
  { slug: 'source-maps', source: 'docs/source-maps.md', title: 'Source maps' },
  { slug: 'sdk-reference', source: 'packages/sdk/README.md', title: 'SDK: every option' },
  { slug: 'api', source: 'docs/api.md', title: 'API' },
  { slug: 'data-model', source: 'docs/data-model.md', title: 'Tables and SQL' },
  { slug: 'operating', source: 'docs/operating.md', title: 'Operating' },
  { slug: 'container', source: 'docs/container.md', title: 'Container' },
  { slug: 'scaling', source: 'docs/scaling.md', title: 'Scaling' },
  { slug: 'privacy', source: 'docs/privacy.md', title: 'Privacy' },
  { slug: 'security', source: 'docs/security.md', title: 'Security' },
  { slug: 'architecture', source: 'docs/architecture.md', title: 'Architecture' },
  { slug: 'performance', source: 'docs/performance.md', title: 'Performance' },
  { slug: 'glossary', source: 'docs/glossary.md', title: 'Glossary' },
  { slug: 'decisions', source: 'docs/decisions/README.md', title: 'Decisions' },
  { slug: 'contributing', source: 'CONTRIBUTING.md', title: 'Contributing' },
  { slug: 'changes', source: 'CHANGELOG.md', title: 'Changes' },
]
