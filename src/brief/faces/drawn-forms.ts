import { type Outline, polygonOutline } from './outline.ts';

/** A form of a character that is common in fonts, but not in those that Assay ships: [character, its corners]. */
const FORMS: readonly (readonly [string, (stroke: number) => [number, number][]])[] = [
  // a stem with a flag and no foot
  [
    '1',
    (t) => [
      [260, 0],
      [260, 700],
      [260 - t, 700],
      [60, 590],
      [60, 590 - t],
      [260 - t, 690 - t],
      [260 - t, 0],
    ],
  ],
  [
    '1',
    (t) => [
      [260, 0],
      [260, 700],
      [260 - t, 700],
      [100, 620],
      [100, 620 - t],
      [260 - t, 660 - t],
      [260 - t, 0],
    ],
  ],
  [
    '1',
    (t) => [
      [260, 0],
      [260, 700],
      [260 - t, 700],
      [20, 560],
      [20 + t / 3, 560 - t],
      [260 - t, 680 - t],
      [260 - t, 0],
    ],
  ],
  [
    '1',
    (t) => [
      [260, 0],
      [260, 700],
      [260 - t, 700],
      [30, 500],
      [30 + t / 2, 490 - t],
      [260 - t, 660 - t],
      [260 - t, 0],
    ],
  ],
  [
    '1',
    (t) => [
      [260, 0],
      [260, 700],
      [110, 700],
      [110, 700 - 0.8 * t],
      [260 - t, 700 - 0.8 * t],
      [260 - t, 0],
    ],
  ],
  // a flag as wide as other digits
  [
    '1',
    (t) => [
      [320, 0],
      [320, 700],
      [320 - 0.8 * t, 700],
      [10, 620],
      [10, 620 - t],
      [320 - 0.8 * t, 690 - t],
      [320 - 0.8 * t, 0],
    ],
  ],
  // handwriting
  [
    '1',
    (t) => [
      [330, 700],
      [290, 700],
      [80, 540],
      [80 + t / 2, 530 - t / 2],
      [260, 600],
      [140, t],
      [40, t],
      [40, 0],
      [310, 0],
      [310, t],
      [140 + t, t],
    ],
  ],
  // black
  [
    '1',
    () => [
      [300, 0],
      [300, 700],
      [110, 700],
      [0, 640],
      [0, 470],
      [110, 520],
      [110, 0],
    ],
  ],
  // a long flag, as in handwriting
  [
    '1',
    (t) => [
      [330, 0],
      [330, 700],
      [330 - t, 700],
      [40, 420],
      [70, 380 - t / 3],
      [330 - t, 640 - t],
      [330 - t, 0],
    ],
  ],
  // a flat top
  [
    '3',
    (t) => [
      [50, 700],
      [420, 700],
      [420, 700 - t],
      [250, 450],
      [330, 430],
      [400, 380],
      [440, 300],
      [440, 200],
      [400, 80],
      [330, 10],
      [250, -10],
      [170, -10],
      [100, 10],
      [50, 50],
      [70, 50 + t],
      [120, 10 + t],
      [180, t - 10],
      [240, t - 10],
      [300, t + 10],
      [440 - t, 150],
      [440 - t, 280],
      [370, 340],
      [320, 440 - t],
      [240, 450 - t],
      [180, 450 - t],
      [180, 490 - t],
      [380 - t, 700 - t],
      [50, 700 - t],
    ],
  ],
  // square forms of screens
  [
    '2',
    (t) => [
      [40, 700],
      [460, 700],
      [460, 390 - t / 2],
      [40 + t, 390 - t / 2],
      [40 + t, t],
      [460, t],
      [460, 0],
      [40, 0],
      [40, 310 + t / 2],
      [460 - t, 310 + t / 2],
      [460 - t, 700 - t],
      [40, 700 - t],
    ],
  ],
  [
    '7',
    (t) => [
      [40, 700],
      [460, 700],
      [460, 0],
      [460 - t, 0],
      [460 - t, 700 - t],
      [40, 700 - t],
    ],
  ],
];

/** Of hairlines, of text and of bold letters: a 7 with a heavier stroke is no longer told from a 1. */
const STROKES = [30, 80, 130];

/** All of them, as outlines. */
export const DRAWN_FORMS: readonly { readonly character: string; readonly outline: Outline }[] = FORMS.flatMap(
  ([character, corners]) => STROKES.map((stroke) => ({ character, outline: polygonOutline(corners(stroke), 1000) })),
);
