import fc from 'fast-check';
import { STYLE_KEYS, type StyleKey } from '../../../src/brief/style-keys.ts';
import { BRIEF } from '../../cli/root.ts';
import type { Tree } from '../hostile.ts';
import { type Files, grammar, type Odds, yamlFile } from './odds.ts';

/** Colours for a purpose with enough contrast, and others. */
const dark = (odds: Odds): fc.Arbitrary<string> =>
  odds.either(['#0b5d7a', '#000000', '#8a1c1c', '#224488', '#333333'], ['#123', 'red', '#ffffff', '']);
const light = (odds: Odds): fc.Arbitrary<string> =>
  odds.either(['#ffffff', '#f4f1ea', '#eeeeee', '#fafafa'], ['#000000', 'white', '#12345678']);

const styleYaml = (odds: Odds): fc.Arbitrary<Tree> =>
  fc.record(
    {
      colours: fc.record(
        {
          ink: dark(odds),
          accent: dark(odds),
          quiet: dark(odds),
          band: dark(odds),
          wash: light(odds),
          rule: dark(odds),
        },
        { requiredKeys: [] },
      ),
      text_size: odds.either(['10pt', '8pt', '12pt', '9.25pt'], ['7pt', '10px', '1e9pt']),
      page_head: fc.record({ en: odds.text('The office', 'A & B <i>', '港城', 'x'.repeat(60)) }),
      paper: fc.oneof<fc.Arbitrary<Tree>[]>(odds.text('A4', 'Letter'), fc.constant(['A4', 'Letter'])),
      fonts: fc.record({ serif: odds.text('Source Serif 4'), sans: odds.text('Source Sans 3') }),
    },
    { requiredKeys: [] },
  );

/** A value of a key: mostly one within its range, at its ends or between. */
function valueOf(odds: Odds, { kind }: StyleKey): fc.Arbitrary<Tree> {
  const odd = [
    '-3mm',
    '0',
    '1e9pt',
    'calc(1px * 9)',
    'var(--a)',
    'inherit',
    '5;color:red',
    '99mm',
    'url(x)',
    '"x"',
    '',
  ];
  switch (kind.of) {
    case 'length': {
      const sound = [kind.from, (kind.from + kind.to) / 2, kind.to].map(
        (size) => `${Number(size.toFixed(4))}${kind.unit}`,
      );
      return fc.oneof<fc.Arbitrary<Tree>[]>(
        odds.either(sound, odd),
        fc.record({ en: odds.either(sound, odd) }, { requiredKeys: [] }),
      );
    }
    case 'count':
      return odds.either([String(kind.from), String(kind.to)], [...odd, '9', '1.5']);
    case 'weight':
      return odds.either(['regular', 'bold'], odd);
    case 'widths':
      return odds.either<Tree>(
        [
          ['60mm', 'rest'],
          ['rest', 'rest', '40mm'],
        ],
        [['200mm'], [], 'rest', ['1mm', '-1mm']],
      );
    case 'background':
    case 'rule':
    case 'text':
      return odds.either(kind.of === 'background' ? ['wash', 'none', '#fafafa'] : ['ink', 'accent', '#8a1c1c'], odd);
  }
}

const keysYaml = (odds: Odds): fc.Arbitrary<Tree> =>
  fc
    .uniqueArray(fc.constantFrom(...STYLE_KEYS), { maxLength: 12, selector: ([path]) => path })
    .chain((keys) => fc.tuple(...keys.map(([path, key]) => valueOf(odds, key).map((value) => [path, value] as const))))
    .map((values) => {
      const tree: Record<string, Record<string, Record<string, Tree>>> = {};
      for (const [path, value] of values) {
        const [group = '', part = '', name = ''] = path.split('.');
        ((tree[group] ??= {})[part] ??= {})[name] = value;
      }
      return tree;
    });

/** The house style of a brief. */
export const styles: fc.Arbitrary<Files> = grammar((odds) =>
  fc.oneof(
    yamlFile(odds, `${BRIEF}/style.yaml`, styleYaml(odds)),
    yamlFile(odds, `${BRIEF}/style.yaml`, keysYaml(odds)),
  ),
);
