const hints: [pattern: RegExp, hint: string][] = [
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_)/,
    'add sslrootcert=FILE to its address, or sslmode=no-verify',
  ],
  [/^42501$/, 'the role must own the tables and may create some: grant usage, create on schema public to it'],
  [/^3D000$/, "create database … encoding 'UTF8' template template0"],
]

/** Explains in one line why the database cannot be used, with the remedy if it is known. */
export function explainStartError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as { code?: string }
  // an AggregateError: none of several addresses of the host answered
  const message =
    error.message || (error instanceof AggregateError && error.errors.map(explainStartError).join(', ')) || code
  const hint = hints.find(([pattern]) => pattern.test(code ?? ''))?.[1]
  return hint === undefined ? `${message}` : `${message}; ${hint}`
}
