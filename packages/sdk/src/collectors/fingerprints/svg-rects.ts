import { withProbe } from './tools/with-probe.ts'

/** Lengths and boxes as SVG computes them, CSS pixels. */
export function svgRects() {
  return withProbe((probe) => {
    const svg = svgElement('svg')
    const text = svgElement('text')
    text.textContent = 'Ağ ß ½ fi'
    text.setAttribute('font-size', '32')
    const path = svgElement('path')
    path.setAttribute('d', 'M 10 80 C 40 10, 65 10, 95 80 S 150 150, 180 80')
    svg.append(text, path)
    probe.append(svg)
    const { x, y, width, height } = text.getBBox()
    return {
      text: [x, y, width, height],
      textLength: text.getComputedTextLength(),
      pathLength: path.getTotalLength(),
    }
  })
}

function svgElement<Name extends keyof SVGElementTagNameMap>(name: Name): SVGElementTagNameMap[Name] {
  return document.createElementNS('http://www.w3.org/2000/svg', name)
}
