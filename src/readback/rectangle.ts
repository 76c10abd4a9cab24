/** Left, bottom, right and top, in points from the left bottom corner of a page. */
export type Rectangle = readonly [left: number, bottom: number, right: number, top: number];

// Pages have thousands of letters, and most builds end before V8 optimises this: it takes no lists apart.

/** Whether two areas overlap or touch. */
export function touches(one: Rectangle, other: Rectangle): boolean {
  return one[2] >= other[0] && one[0] <= other[2] && one[3] >= other[1] && one[1] <= other[3];
}

/** The area that two areas share, in square points. */
export function sharedArea(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  if (width <= 0) return 0;
  const height = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  return width * Math.max(0, height);
}

export function areaOf(area: Rectangle): number {
  return (area[2] - area[0]) * (area[3] - area[1]);
}
