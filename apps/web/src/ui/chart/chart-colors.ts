/** Current colours of the page, since a canvas cannot use CSS variables. */
export interface ChartColors {
  bar: string
  text: string
  grid: string
  background: string
  good: string
  fair: string
  poor: string
  fontFamily: string
}

export function chartColors(element: Element): ChartColors {
  const style = getComputedStyle(element)
  const color = (name: string) => style.getPropertyValue(name).trim()
  return {
    bar: color('--pico-primary'),
    text: color('--pico-muted-color'),
    grid: color('--pico-muted-border-color'),
    background: color('--pico-background-color'),
    good: color('--tone-good'),
    fair: color('--tone-fair'),
    poor: color('--tone-poor'),
    fontFamily: style.fontFamily,
  }
}
