export function plugins(): string[] | undefined {
  return navigator.plugins && Array.from(navigator.plugins, ({ name }) => name)
}
