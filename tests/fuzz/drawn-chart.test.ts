import { describe, expect, test } from 'vitest';
import { chartFault } from './drawn-chart.ts';

const CSV = 'period,Tram,Bus,Bus: flags\n2025,400,150,provisional\n';

/** Two bars on a scale of 0.5 pixels a passenger, with their names and figures. */
function page({ tram = 'M0,4h200v20h-200Z', said = '400', tick = 200, narrow = '' } = {}): string {
  return `<div class=chart><svg width=300 viewBox="-40 0 300 80" fill=none><g transform=translate(0.5,60.5)><g fill=#555>
<text x=0 y=15>0</text><text x=100 y=15>200</text><text x=${tick} y=15>400</text></g></g>
<g text-anchor=end fill=#111><text x=-6 y=17>Tram</text><text x=-6 y=47>Bus</text></g>
<g fill=#0b5d7a><path d=${tram} /><path d=M0,34h75v20h-75Z /></g>
<g fill=#111><text x=206 y=18>${said}</text><text x=81 y=48>150</text></g></svg>${narrow}</div>`;
}

describe('a chart is measured by its axis', () => {
  test('and has no fault where each bar and text is that of its name', () => {
    let judged = 0;
    expect(chartFault(page(), CSV, (count) => (judged = count))).toBeUndefined();
    expect(judged).toBe(1);
  });

  test.each([
    ['a bar that is too long', { tram: 'M0,4h210v20h-210Z' }],
    ['a bar that does not begin at zero', { tram: 'M20,4h180v20h-180Z' }],
    ['the bar of another name', { tram: 'M0,4h75v20h-75Z' }],
    ['a figure with a digit more', { said: '4000' }],
    ['a figure with a sign', { said: '\u2212400' }],
    ['the figure of another name', { said: '150' }],
    ['a tick at another place', { tick: 220 }],
    ['a second drawing with another number', { narrow: '<svg class=narrow><text x=5 y=5>7 passengers</text></svg>' }],
  ])('%s is one', (_, change) => {
    expect(chartFault(page(change), CSV)).toBeDefined();
  });
});
