import { beforeAll, expect, test } from 'vitest';
import type { Edition } from '../../src/dataset/edition.ts';
import { draw, ferries, summaryOf } from './case.ts';

let small: Edition;
beforeAll(async () => {
  small = await ferries();
});

/** What is said about labels at the foot of bars, or above them. */
async function saidOf(
  label: object,
  bar: object = {},
  where: object = { y: { value: -20 } },
  address = 'passengers.*',
): Promise<string[]> {
  const text = JSON.stringify({
    data: { address },
    encoding: { x: { field: 'label', type: 'nominal' } },
    layer: [
      { mark: { type: 'bar', ...bar }, encoding: { y: { field: 'value', type: 'quantitative' } } },
      { mark: { type: 'text', ...label }, encoding: { text: { field: 'text' }, ...where } },
    ],
  });
  return (await draw(text, small)).diagnostics.map(summaryOf);
}

const FOOT = { y: { value: { expr: 'height - 20' } } };

// The greys at the limits of 4.5:1 and 3:1 on white are those of WebAIM's contrast checker.
test.each([
  [{ color: '#767676' }, undefined],
  [{ color: '#777777' }, '4.47:1, and needs 4.5:1'],
  [{ color: '#949494', fontSize: 24 }, undefined],
  [{ color: '#949494', fontSize: 19, fontWeight: 600 }, undefined],
  [{ color: '#949494', fontSize: 23 }, '3.03:1, and needs 4.5:1'],
  [{ color: '#959595', fontSize: 24 }, '2.99:1, and needs 3:1'],
  [{ color: '#000000', opacity: 0.3 }, '2.09:1, and needs 4.5:1'],
])('a label with %o on paper', async (label, ratio) => {
  const said = await saidOf(label);
  expect(said).toHaveLength(ratio === undefined ? 0 : 1);
  expect(said[0] ?? '').toContain(ratio ?? '');
});

test('the message names chart, line, label, colours and remedy', async () => {
  const [said] = await saidOf({ color: { expr: 'context' } });
  expect(said).toBe(
    '1 error chart/contrast: in the chart case the label "731,000", #6c98a9 on #ffffff, has a contrast of 3.13:1, ' +
      'and needs 4.5:1, and 1 more such labels -- its colour can be { "expr": "ink" } or { "expr": "muted" }',
  );
});

test('a label in a bar is measured against the bar, as it is drawn', async () => {
  const dark = { color: '#333333' };
  const paper = { color: { expr: 'paper' } };
  expect(await saidOf(paper, dark, FOOT)).toEqual([]);
  // The figure is provisional, so its bar is hollow.
  const [hollow] = await saidOf(paper, dark, FOOT, 'fuel.used');
  expect(hollow).toMatch(/"1,960", #ffffff on #d[ef]d[ef]d[ef], has/);
  const [said] = await saidOf({ color: { expr: 'ink' } }, { color: '#767676' }, FOOT);
  expect(said).toContain('on #767676');
});

test('of a slanted label each letter is measured, also those before and behind its middle', async () => {
  const slanted = { color: { expr: 'ink' }, align: 'left', fontSize: 12 };
  const bar = { color: '#333333' };
  // the foot of the label lies in the bar, and its middle above it
  const above = { y: { field: 'value', type: 'quantitative' } };
  const contrast = async (label: object): Promise<readonly string[]> =>
    (await saidOf({ ...slanted, ...label }, bar, above)).filter((one) => one.includes('chart/contrast'));
  expect(await contrast({ angle: 315, dy: 3, dx: -5 })).toHaveLength(1);
  expect(await contrast({ angle: 270, dx: -10 })).toHaveLength(1);
  expect(await contrast({ angle: 315, dx: 12 })).toEqual([]);
});

test('a colour that stays as it is on a dark screen is measured there', async () => {
  const [said] = await saidOf({ color: 'black' });
  expect(said).toMatch(/#000000\D*#11181e\D*1\.\d\d:1/);
});

test('what lies beneath a label on an area is not guessed', async () => {
  const area = { type: 'area', opacity: 1, color: '#cccc00' };
  const align = { expr: "datum.route === 'harbour' ? 'left' : 'right'" };
  const inside = { color: { expr: 'context' }, align, dx: { expr: "datum.route === 'harbour' ? 9 : -9" } };
  const contrast = (said: readonly string[]) => said.filter((one) => one.includes('chart/contrast'));
  expect(contrast(await saidOf(inside, area, FOOT))).toEqual([]);
  expect(contrast(await saidOf(inside, area))).toHaveLength(1);
});
