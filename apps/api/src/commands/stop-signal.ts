/** Returns a function that tells whether SIGINT or SIGTERM arrived. The first of each no longer ends the process. */
export function stopSignal(): () => boolean {
  let isStopping = false
  const stop = () => {
    isStopping = true
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return () => isStopping
}
