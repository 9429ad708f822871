import { posix } from 'node:path'
import { Marked, type Tokens } from 'marked'

export interface DocsFrame {
  /** Name of the page, and of all pages with their addresses, in order. */
  title: string
  pages: { title: string; href: string }[]
  /** Address of the dashboard's style sheet. */
  stylesheet: string
  /** The address of what a link of the Markdown means; undefined for what is not served. */
  resolve(link: string): string | undefined
}

/** A page of /docs: plain HTML in the dashboard's look, without a script. */
export async function renderDocsPage(markdown: string, frame: DocsFrame): Promise<string> {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${headingId(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        return href === '' ? text : `<a href="${escapeHtml(href)}">${text}</a>`
      },
      code({ text, lang = '' }: Tokens.Code) {
        // what follows the language is for the test that runs it
        return `<pre tabindex="0"><code class="language-${escapeHtml(lang.split(' ')[0] ?? '')}">${escapeHtml(text)}</code></pre>\n`
      },
    },
    walkTokens(token) {
      if (token.type === 'link' || token.type === 'image') token['href'] = frame.resolve(token['href']) ?? ''
    },
    hooks: {
      postprocess: (html) =>
        html.replaceAll('<table>', '<div class="wide" tabindex="0"><table>').replaceAll('</table>', '</table></div>'),
    },
  })
  const content = await marked.parse(markdown)
  const links = frame.pages.map(({ title, href }) => {
    const here = title === frame.title ? ' aria-current="page"' : ''
    return `<li><a href="${href}"${here}>${escapeHtml(title)}</a></li>`
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(frame.title)} – Collector</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${frame.stylesheet}">
<link rel="stylesheet" href="/docs/docs.css">
</head>
<body>
<header class="app-header"><div class="app-width">
<a class="brand" href="/"><img src="/favicon.svg" alt="" width="24" height="24">Collector</a>
</div></header>
<div class="app-width docs">
<nav aria-label="Documentation"><ul>
${links.join('\n')}
</ul></nav>
<main>
${content}</main>
</div>
</body>
</html>
`
}

/** As GitHub makes them, so that a link to a heading works in both places. */
export function headingId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}

/** Where a link leads, seen from the root of the repository; undefined if it leads out of it. */
export function linkedFile(source: string, link: string): { file: string; hash: string } | undefined {
  if (/^[a-z]+:/.test(link) || link.startsWith('/')) return undefined
  const [path = '', hash] = link.split('#')
  const file = path === '' ? source : posix.join(posix.dirname(source), path).replace(/\/$/, '')
  return { file, hash: hash === undefined ? '' : `#${hash}` }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
