import { type ParserOptions, parse } from '@babel/parser'

interface Place {
  /** From 1. */
  line: number
  /** From 0. */
  column: number
}

/** A function in a source; its name is null where nothing gives it one. */
export interface NamedFunction {
  name: string | null
  start: Place
  end: Place
}

interface Node {
  type: string
  loc?: { start: Place; end: Place } | null
  [member: string]: unknown
}

/** Returns the functions of a JavaScript, TypeScript, Vue or Svelte source in the order they begin; none where it cannot be parsed. */
export function namedFunctions(file: string, text: string): NamedFunction[] {
  const found: NamedFunction[] = []
  try {
    const isComponent = /\.(?:vue|svelte|astro)$/.test(file)
    visit(parse(isComponent ? scriptsOf(text) : text, optionsFor(file, text)).program as never, null, null, found)
  } catch {
    // a source of another language, or nested too deep
  }
  return found
}

function optionsFor(file: string, text: string): ParserOptions {
  const isTypeScript = /\.(?:[cm]?tsx?|vue|svelte|astro)$/.test(file)
  // <T>value is a type in one and an element in the other
  const hasElements = !/\.[cm]?ts$/.test(file)
  return {
    sourceType: 'module',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    plugins: [
      ...(isTypeScript ? (['typescript'] as const) : []),
      ...(!isTypeScript && /@flow\b/.test(text) ? (['flow'] as const) : []),
      ...(hasElements ? (['jsx'] as const) : []),
      'decorators-legacy',
    ],
  }
}

/** The scripts of a component at their lines and columns: all else becomes spaces. */
function scriptsOf(text: string): string {
  const blank = (markup: string) => markup.replace(/[^\n]/g, ' ')
  let scripts = ''
  let at = 0
  for (const { 0: whole, 1: opening = '', 2: code = '', index } of text.matchAll(
    /(<script\b[^>]*>)([\s\S]*?)<\/script>/g,
  )) {
    scripts += blank(text.slice(at, index) + opening) + code
    at = index + whole.length
    scripts += blank(text.slice(index + opening.length + code.length, at))
  }
  return scripts + blank(text.slice(at))
}

/** Collects the functions in a node: depth first, so in the order they begin. */
function visit(node: Node, givenName: string | null, className: string | null, found: NamedFunction[]): void {
  if (/^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) {
    add(found, node, nameOf(node['id']) ?? givenName)
  } else if (/^(?:ObjectMethod|ClassMethod|ClassPrivateMethod)$/.test(node.type)) {
    const name = nameOf(node['key'])
    const isConstructor = node['kind'] === 'constructor'
    add(found, node, isConstructor ? `new ${className ?? 'class'}` : methodName(className, name))
  }
  const classOfChildren = /^Class(?:Declaration|Expression)$/.test(node.type)
    ? (nameOf(node['id']) ?? givenName)
    : /^Class/.test(node.type)
      ? className
      : null
  for (const [member, child] of Object.entries(node)) {
    const name = nameGiven(node, member, className, givenName)
    for (const each of Array.isArray(child) ? child : [child]) {
      if (isNode(each)) visit(each, name, classOfChildren, found)
    }
  }
}

/** Returns the name that a node gives a function in one of its members: `const total = () => …`, `onClick={() => …}`. */
function nameGiven(node: Node, member: string, className: string | null, givenName: string | null): string | null {
  switch (node.type) {
    case 'VariableDeclarator':
      return member === 'init' ? nameOf(node['id']) : null
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return member === 'right' ? nameOf(node['left']) : null
    case 'ObjectProperty':
      return member === 'value' ? nameOf(node['key']) : null
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return member === 'value' ? methodName(className, nameOf(node['key'])) : null
    case 'JSXAttribute':
      return member === 'value' ? nameOf(node['name']) : null
    case 'JSXExpressionContainer':
      return givenName
    case 'ExportDefaultDeclaration':
      return 'default'
    default:
      return null
  }
}

/** The name of an identifier, a private name, a key that is text, or the property of a member expression. */
function nameOf(value: unknown): string | null {
  if (!isNode(value)) return null
  if (value.type === 'Identifier' || value.type === 'JSXIdentifier') return value['name'] as string
  if (value.type === 'StringLiteral') return value['value'] as string
  if (value.type === 'PrivateName') return `#${nameOf(value['id'])}`
  if (value.type === 'MemberExpression') return nameOf(value['property'])
  return null
}

function methodName(className: string | null, name: string | null): string | null {
  return className !== null && name !== null ? `${className}.${name}` : name
}

function add(found: NamedFunction[], node: Node, name: string | null): void {
  if (node.loc) found.push({ name, start: node.loc.start, end: node.loc.end })
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}
