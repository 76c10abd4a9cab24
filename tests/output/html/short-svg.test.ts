import { expect, test } from 'vitest';
import { shortSvg, withoutQuotes } from '../../../src/output/html/short-svg.ts';

test.each([
  [
    'a circle of two arcs',
    '<path transform="translate(18,52.04)" d="M2.92,0A2.92,2.92,0,1,1,-2.92,0A2.92,2.92,0,1,1,2.92,0" fill="#8d4c28"/>',
    '<circle cx="18" cy="52" r="2.9" fill="#8d4c28"/>',
  ],
  [
    'a line that is moved',
    '<line transform="translate(18,52)" x2="21.5" y2="-22.06" stroke="#8d4c28"/>',
    '<path d="M18,52l21.5,-22.1" stroke="#8d4c28"/>',
  ],
  [
    'words that are moved',
    '<text transform="translate(1.25,-0.04)">12.345</text>',
    '<text x="1.3" y="0">12.345</text>',
  ],
  ['words of two lines', '<text transform="translate(1,2)"><tspan>a</tspan></text>', undefined],
  ['words that are turned', '<text transform="translate(1,2) rotate(-90)">a</text>', undefined],
  ['outlined letters', '<g transform="translate(1,2) scale(0.01234,-0.01234)"></g>', undefined],
  ['a share of opacity', '<path d="M0,1" fill-opacity="0.125"/>', undefined],
])('of a drawing it keeps %s', (_name, svg, short) => {
  expect(shortSvg(svg)).toBe(short ?? svg);
});

test('marks side by side that look alike say it once, and no others change', () => {
  const look = 'fill="#8d4c28" text-anchor="middle"';
  const svg = `<text x="1" ${look}>a</text><text x="2" ${look} opacity="0.5">b</text><circle cx="3" ${look}/><g><text ${look}>c</text></g>`;
  expect(shortSvg(svg)).toBe(
    `<g fill="#8d4c28" text-anchor="middle"><text x="1">a</text><text x="2" opacity="0.5">b</text><circle cx="3"/></g><g><text ${look}>c</text></g>`,
  );
});

test('values keep their quotation marks where HTML needs them', () => {
  const svg = '<g fill="#fff" font-family="A B"><path d="M0,1" r="2"/><text x="1">a="b"</text></g>';
  expect(withoutQuotes(svg)).toBe('<g fill=#fff font-family="A B"><path d=M0,1 r=2 /><text x=1>a="b"</text></g>');
});
