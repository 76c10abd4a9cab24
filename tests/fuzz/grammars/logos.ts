import fc from 'fast-check';
import { BRIEF } from '../../cli/root.ts';
import { type Files, grammar, type Odds } from './odds.ts';

/** The attributes that give each shape its place and size, all within the picture. */
const SHAPES = {
  rect: ['x="1" y="1" width="8" height="6"', 'x="0" y="0" width="40" height="10" rx="2"'],
  circle: ['cx="5" cy="5" r="4"', 'cx="20" cy="5" r="0.5"'],
  path: ['d="M0 0L9 9H3Z"', 'd="M1 1c2 0 4 2 4 4s-2 4-4 4z"', 'd="M2,2 l10,0 0,5 -10,0z"'],
  polygon: ['points="0,0 9,0 9,9"', 'points="1 1 8 1 4 7 1 1"'],
  ellipse: ['cx="10" cy="5" rx="6" ry="3"'],
} as const;

const attributes = (odds: Odds): fc.Arbitrary<string> =>
  fc
    .dictionary(
      odds.either(
        ['fill', 'stroke', 'transform', 'fill-opacity'],
        ['href', 'onload', 'style', 'clip-path', 'xmlns:x', 'r'],
      ),
      fc.constant(0),
      { maxKeys: 3 },
    )
    .chain((all) =>
      fc.tuple(
        ...Object.keys(all).map((name) =>
          fc.tuple(
            fc.constant(name),
            {
              fill: odds.either(['red', '#0b5d7a', 'rgb(1,2,3)'], ['none', 'url(#none)', 'NaN']),
              stroke: odds.either(['blue', 'none', '#123'], ['x']),
              transform: odds.either(['rotate(5)', 'translate(1 1)', 'scale(1.1)'], ['scale(0)', 'rotate(1e999)']),
              'fill-opacity': odds.either(['0.5', '1'], ['0', '-1', 'NaN']),
            }[name] ?? odds.text('red', '1e999', '-1', '#a', 'NaN'),
          ),
        ),
      ),
    )
    .map((pairs) => pairs.map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`).join(''));

const element = (odds: Odds): fc.Arbitrary<string> =>
  fc.letrec<{ element: string }>((tie) => ({
    element: fc.oneof(
      { maxDepth: 5 },
      {
        weight: 4,
        arbitrary: fc
          .constantFrom(...Object.entries(SHAPES))
          .chain(([name, places]) => fc.tuple(fc.constant(name), odds.text(...places), attributes(odds)))
          .map(([name, place, all]) => `<${name} ${place}${all}/>`),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            odds.either(['g'], ['defs', 'clipPath', 'style', 'text', 'svg', 'script', 'a', 'foreignObject', 'use']),
            attributes(odds),
            fc.array(tie('element'), { minLength: 1, maxLength: 3 }),
          )
          .map(([name, all, inside]) => `<${name}${all}>${inside.join('')}</${name}>`),
      },
      {
        weight: 1,
        arbitrary: odds.either(
          ['<!-- x -->', '<title>The office &amp; more</title>', '<desc>words</desc>'],
          ['.a{fill:red}', 'words', '<![CDATA[x]]>', '&x;', '<?x?>', '<image/>', '<animate/>'],
        ),
      },
    ),
  })).element;

/** The logo of the house style. */
export const logos: fc.Arbitrary<Files> = grammar((odds) =>
  fc
    .tuple(
      odds.either(['0 0 40 10', '-1 -1 42 12', '0,0,40,10'], ['0 0 1e9 1', '0 0 0 0', '0 0 1e-9 1', '0 0 1 1']),
      fc.array(element(odds), { maxLength: 4 }),
    )
    .map(([box, all]) => {
      const sound = '<rect x="1" y="1" width="8" height="6" fill="#0b5d7a"/>';
      return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${[sound, ...all].join('\n')}</svg>\n`;
    })
    .chain((svg) => odds.file(svg))
    .map((svg) => ({
      [`${BRIEF}/logo.svg`]: svg,
      [`${BRIEF}/style.yaml`]: 'logo: { file: logo.svg, alt: { en: The office } }\n',
    })),
);
