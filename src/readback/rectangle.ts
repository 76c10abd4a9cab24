/** Left, bottom, right and top, in points from the left bottom corner of a page. */
export type Rectangle = readonly [left: number, bottom: number, right: number, top: number];

/** Whether two areas overlap or touch. */
export function touches(one: Rectangle, [left, bottom, right, top]: Rectangle): boolean {
  return one[2] >= left && one[0] <= right && one[3] >= bottom && one[1] <= top;
}

/** The area that two areas share, in square points. */
export function sharedArea(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const height = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  return Math.max(0, width) * Math.max(0, height);
}

export function areaOf([left, bottom, right, top]: Rectangle): number {
  return (right - left) * (top - bottom);
}
