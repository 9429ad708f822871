/** https://w3c.github.io/screen-orientation/; Safari before 16.4 has none. */
export function orientation(): string | undefined {
  return screen.orientation?.type
}
