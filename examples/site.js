/** Effects of the buttons on the page; Collector reports the rest by itself. */
const actions = {
  error() {
    setTimeout(() => {
      throw new TypeError('the example site threw this on purpose')
    })
    return 'An error was thrown.'
  },
  rejection() {
    Promise.reject(new Error('the example site rejected this on purpose'))
    return 'A promise was rejected and nobody listened.'
  },
  image() {
    document.body.append(Object.assign(new Image(), { src: 'not-there.png', alt: '' }))
    return 'A picture failed to load.'
  },
  slow() {
    const end = performance.now() + 300
    while (performance.now() < end);
    return 'The page answered after 300 ms: see Interaction to Next Paint.'
  },
  shift() {
    setTimeout(() => document.body.classList.toggle('pushed'), 600)
    return 'The page moves in a moment: see Cumulative Layout Shift.'
  },
  route() {
    history.pushState(null, '', `?route=${Date.now()}`)
    return `The address is now ${location.search}.`
  },
}

for (const [id, act] of Object.entries(actions)) {
  document.getElementById(id).addEventListener('click', () => {
    document.getElementById('said').textContent = act()
  })
}
