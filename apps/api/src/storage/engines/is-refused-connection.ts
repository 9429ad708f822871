/** Returns whether the server has no room for another connection (too_many_connections): of its own, of the role or of the database. */
export function isRefusedConnection(error: unknown): boolean {
  return (error as { code?: string }).code === '53300'
}
