/** A transformation, as PDF writes it. */
export type Matrix = readonly [number, number, number, number, number, number];

/** A rectangle: left, bottom, right, top. */
export type Box = readonly [number, number, number, number];

/** The transformation that changes nothing. */
export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** One transformation followed by another. */
export function multiply(first: Matrix, then: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = then;
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}

export function transform([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [x * a + y * c + e, x * b + y * d + f];
}

/** The bounding box of a transformed rectangle. */
export function transformed(matrix: Matrix, [left, bottom, right, top]: Box): Box {
  const [a, b] = transform(matrix, left, bottom);
  const [c, d] = transform(matrix, right, top);
  const [e, f] = transform(matrix, left, top);
  const [g, h] = transform(matrix, right, bottom);
  return [Math.min(a, c, e, g), Math.min(b, d, f, h), Math.max(a, c, e, g), Math.max(b, d, f, h)];
}

/** The bounding box of two rectangles. */
export function union(one: Box | undefined, other: Box | undefined): Box | undefined {
  if (!one || !other) return one ?? other;
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}

export function intersection(one: Box, other: Box): Box {
  return [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
}
