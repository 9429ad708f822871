import { existsSync, statSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DocsPage, docsPages } from './docs-pages.ts'
import { linkedFile, renderDocsPage } from './render-docs-page.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const publicDir = fileURLToPath(new URL('../dist/public/', import.meta.url))
const target = `${publicDir}docs/`

const shell = await readFile(`${publicDir}index.html`, 'utf8')
const stylesheet = /<link rel="stylesheet"[^>]* href="([^"]+)"/.exec(shell)?.[1]
if (!stylesheet) throw new Error('The built dashboard has no style sheet to share')

const listed = docsPages.filter(({ source }) => existsSync(root + source))
const pages = [...listed, ...(await decisions())]
const links = listed.map(({ slug, title }) => ({ title, href: `/docs/${slug}` }))
/** Files of the repository that a page leads to, by where they are served. */
const files = new Map<string, string>()

for (const { slug, source, title } of pages) {
  const markdown = await readFile(root + source, 'utf8')
  const resolve = (link: string) => addressOf(source, link)
  await write(`${slug || 'index'}.html`, await renderDocsPage(markdown, { title, pages: links, stylesheet, resolve }))
}
await write('docs.css', await readFile(new URL('docs.css', import.meta.url), 'utf8'))
for (const [path, file] of files) await write(path, await readFile(root + file))

async function decisions(): Promise<DocsPage[]> {
  const names = (await readdir(`${root}docs/decisions`)).filter((name) => /^\d.*\.md$/.test(name))
  return names.map((name) => ({
    slug: `decision/${name.slice(0, -3)}`,
    source: `docs/decisions/${name}`,
    title: name.slice(0, -3),
  }))
}

async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(target + path), { recursive: true })
  await writeFile(target + path, content)
}

/** A page of ours has an address here; any other file of the repository that is linked is served as it is. */
function addressOf(source: string, link: string): string | undefined {
  const linked = linkedFile(source, link)
  if (!linked) return link
  const { file, hash } = linked
  if (!existsSync(root + file)) throw new Error(`${source}: the link ${link} leads nowhere`)
  const page = pages.find((candidate) => candidate.source === file || candidate.source === `${file}/README.md`)
  if (page) return `/docs/${page.slug}${hash}`
  if (statSync(root + file).isDirectory()) return undefined
  const path = file.startsWith('docs/images/') ? file.slice('docs/'.length) : `files/${file.replace(/^\./, '')}.txt`
  files.set(path, file)
  return `/docs/${path}`
}
