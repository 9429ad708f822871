import { withProbe } from './tools/with-probe.ts'

const transforms = [
  'rotate(17deg) scale(1.131)',
  'skew(23.1deg) rotate(-9deg)',
  'perspective(9px) rotateX(7deg)',
  'matrix(1.11, 2.13, 1, .7, 9.3, 3)',
]

/** Left, top, width and height of boxes that were turned, CSS pixels. */
export function domRects(): number[][] {
  return withProbe((probe) => {
    const boxes = transforms.map((transform) => {
      const box = document.createElement('div')
      Object.assign(box.style, { width: '98.7px', height: '12.3px', transform })
      return box
    })
    probe.append(...boxes)
    return boxes.map((box) => {
      const { left, top, width, height } = box.getBoundingClientRect()
      return [left, top, width, height]
    })
  })
}
