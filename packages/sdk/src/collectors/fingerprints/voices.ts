/** A first list comes within tens of milliseconds or not at all; waiting longer would delay every report without voices. */
const patienceMs = 100

/** Speech voices by name and language. Chromium loads them once asked, and tells by an event. */
export async function voices(): Promise<string[] | undefined> {
  const speech = window.speechSynthesis
  if (!speech) return undefined
  if (speech.getVoices().length === 0) {
    await new Promise((resolve) => {
      speech.addEventListener?.('voiceschanged', resolve, { once: true })
      setTimeout(resolve, patienceMs)
    })
  }
  return speech.getVoices().map(({ name, lang, localService }) => `${name} (${lang}${localService ? '' : ', remote'})`)
}
