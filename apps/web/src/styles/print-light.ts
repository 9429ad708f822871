/** Prints in light colours and at the width of paper: charts are drawn by script, so they need both before the print. */
addEventListener('beforeprint', () => {
  document.documentElement.dataset['theme'] = 'light'
})
addEventListener('afterprint', () => {
  delete document.documentElement.dataset['theme']
})
