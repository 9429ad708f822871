// each mistake is on purpose, so the types of the arguments are hidden from the compiler
const nothing = null as unknown as { x: { y: string } }
const mistakes: readonly (() => unknown)[] = [
  () => nothing.x,
  () => (undefined as unknown as () => void)(),
  () => new Array(-1),
  () => (1).toString(99),
  () => 'a'.repeat(-1),
  () => JSON.parse('{'),
  () => decodeURIComponent('%'),
  () => BigInt(1.5),
  () => `${Symbol() as unknown as string}`,
  () => 'x' in (1 as unknown as object),
  () => new RegExp('('.repeat(1)),
  () => Object.defineProperty(Object.freeze({}), 'x', {}),
  () => document.querySelector('1'),
]

/** Returns the engine's messages for common mistakes. */
export function errorTexts(): string[] {
  return mistakes.map((mistake) => {
    try {
      return String(mistake())
    } catch (error) {
      return (error as Error).message
    }
  })
}
